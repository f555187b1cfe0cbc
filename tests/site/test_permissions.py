"""Every address as every role, against the written matrix `permissions.csv`.

A new address needs a row: the failing test prints one to fill in, and prints what it saw where a cell is wrong.  A cell
is a status, or `login` for the way to the page of signing in.  What stands in braces is made for the test.
"""

import csv
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from tests.site.guarded import assert_guarded
from tests.site.routes import OBJECTS, TABLE, routes

ROLES = ("anonymous", "resident", "officer", "leader", "other_officer", "steward", "administrator")
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
OF_A_COUNCIL = {"file", "reply", "own", "report", "asked"}  # another council's officer finds none of these
SENT = {"data": b"", "content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def people(request, settings, tmp_path):
    """Somebody of each role, by its name."""
    settings.FILES = tmp_path
    return {role: request.getfixturevalue(role) for role in ROLES[1:]}


def asked(role, people, method, address):
    """The answer to a role, as the matrix has it; what the act wrote is undone."""
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, **SENT)
        assert_guarded(response)
        if response.streaming:
            response.getvalue()  # read to its end the file is closed, and the database stays connected
        transaction.set_rollback(True)
    return "login" if response.headers.get("Location", "").startswith("/account/login/") else str(response.status_code)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_each_role_is_answered_as_the_matrix_says(row, people, sector):
    wanted = re.findall(r"{(\w+)}", row["address"])
    address = row["address"].format(**{name: OBJECTS[name](people, sector[1][1]) for name in wanted})

    seen = {role: asked(role, people, row["method"], address) for role in ROLES}

    line = ",".join([row["method"], row["address"], *seen.values()])
    assert seen == {role: row[role] for role in ROLES}, f"seen: {line}"


def test_every_address_of_the_site_is_in_the_matrix():
    listed = {_route(row["address"]) for row in ROWS}
    there = set(routes(get_resolver()))

    assert [f"GET,/{route},{','.join('?' * len(ROLES))}" for route in sorted(there - listed)] == []
    assert sorted(listed - there) == []


@pytest.mark.django_db
def test_every_form_that_can_be_sent_is_in_the_matrix(client, sector):
    """What has no row for POST is only read."""
    sent = {_route(row["address"]) for row in ROWS if row["method"] == "POST"}
    only_read = [row["address"] for row in ROWS if _route(row["address"]) not in sent]

    answers = {address: client.post(re.sub(r"{(\w+)}", _sample, address), **SENT).status_code for address in only_read}

    assert {address: status for address, status in answers.items() if status not in {404, 405}} == {}


def test_what_belongs_to_a_council_is_not_there_for_another_councils_officer():
    owned = [row for row in ROWS if OF_A_COUNCIL & set(re.findall(r"{(\w+)}", row["address"]))]

    assert len(owned) > 5
    assert [row["address"] for row in owned if row["other_officer"] not in {"404", "405"}] == []


def _route(address):
    """The route behind an address of the matrix; the address itself where there is none any more."""
    try:
        return resolve(re.sub(r"{(\w+)}", _sample, address).partition("?")[0]).route
    except Resolver404:
        return f"nothing is at {address}"


def _sample(found):
    return "1" if found[1] not in {"release", "file"} else "a"
