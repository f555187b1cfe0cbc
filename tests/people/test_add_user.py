"""The first administrator is made at the command line, and chooses a password by the link it prints."""

import pytest

from sectorled.people.models import User
from sectorled.platform.models import AuditEvent
from tests.cli.run import sectorled
from tests.people.factories import COUNCIL, PASSWORD, council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SECTORLED_WAREHOUSE", str(tmp_path))


def test_the_first_administrator_chooses_a_password_by_the_printed_link(client):
    ran = sectorled("add-user", "jo@example.org", "--name", "Jo", "--role", "administrator")

    assert ran.code == 0, ran.err
    link = ran.out.strip().removeprefix("http://127.0.0.1:8000")
    client.post(client.get(link).url, {"password1": PASSWORD, "password2": PASSWORD})
    assert client.post("/account/login/", {"login": "jo@example.org", "password": PASSWORD}).url == "/account/"
    assert client.get("/people/").status_code == 200
    assert AuditEvent.objects.get(verb="role.given").by_name == "the system"


def test_an_account_that_is_there_gets_the_role_and_stays_one(officer):
    ran = sectorled("add-user", officer.email.upper(), "--role", "leader", "--council", COUNCIL)

    assert ran.code == 0, ran.err
    assert sorted(officer.roles.values_list("kind", flat=True)) == ["leader", "officer"]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--role", "officer"), "Choose the council."),
        (("--role", "steward", "--council", COUNCIL), "Leave the council empty."),
        (("--role", "officer", "--council", "X99"), "There is no council X99."),
    ],
)
def test_a_role_that_does_not_fit_is_refused_and_makes_no_account(options, said):
    council()

    ran = sectorled("add-user", "jo@example.org", *options)

    assert ran.code == 3
    assert said in ran.err
    assert ran.out == ""
    assert not User.objects.exists()
