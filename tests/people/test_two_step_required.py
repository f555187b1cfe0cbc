"""Where the installation asks for it, roles at the sector body open only with two-step sign-in."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from sectorled.people.models import Role
from sectorled.people.selectors import files_visible_to, holds
from sectorled.stewardship.models import ReleaseWork
from tests.people import factories
from tests.people.test_signing_in import sign_in, turn_on_two_step

pytestmark = pytest.mark.django_db(transaction=True)
TURN_ON = "/account/two-step/turn-on/"
STEWARDS = ["/steward/", "/steward/files/send/", "/steward/releases/", "/steward/measures/", "/replies/"]
ADMINISTRATORS = ["/people/", "/people/invite/", "/messages/"]


@pytest.fixture
def required(settings, sector):
    settings.BODY_TWO_STEP = True


@pytest.mark.parametrize("role", ["steward", "administrator"])
def test_without_it_signing_in_leads_to_turning_it_on_and_every_page_of_the_role_too(request, client, required, role):
    person = request.getfixturevalue(role)

    signed_in = sign_in(client, person.email)

    assert signed_in.url == TURN_ON
    assert "opens once two-step sign-in is on" in client.get("/account/").content.decode()
    for page in STEWARDS if role == "steward" else ADMINISTRATORS:
        asked = client.get(page)
        assert (asked.status_code, asked.headers.get("Location")) == (302, TURN_ON), page
    assert "opens once two-step sign-in is on. Turn it on here." in client.get(TURN_ON, follow=True).content.decode()
    assert not holds(person, *Role.Kind)
    assert not files_visible_to(person).exists()


def test_without_it_nothing_is_done_that_a_form_asks_for(client, required, steward):
    sign_in(client, steward.email)

    response = client.post("/steward/releases/make/")

    assert response.url == TURN_ON
    assert not ReleaseWork.objects.exists()


@pytest.mark.parametrize(("role", "page"), [("steward", "/steward/"), ("administrator", "/people/")])
def test_with_it_the_pages_of_the_role_open_and_it_stays_on(request, client, required, role, page):
    sign_in(client, request.getfixturevalue(role).email)

    turn_on_two_step(client)

    refused = client.post("/account/two-step/turn-off/")
    assert client.get(page).status_code == 200
    assert "Your role at the sector body needs two-step sign-in, so it stays on." in refused.content.decode()
    assert client.get(page).status_code == 200
    assert client.get("/steward/nothing-here/").status_code == 404


def test_a_role_at_a_council_is_open_without_it_though_the_same_person_has_one_at_the_body(client, required, officer):
    Role.objects.create(user=officer, organisation=factories.body(), kind="steward")
    sign_in(client, officer.email)

    response = client.get(f"/councils/{factories.COUNCIL}/replies/")

    assert response.status_code == 200
    assert client.get("/steward/").url == TURN_ON


def test_others_are_told_that_there_is_no_such_page_and_may_turn_it_off(client, required, officer):
    sign_in(client, officer.email)

    turn_on_two_step(client)

    assert client.get("/steward/").status_code == 404
    assert client.post("/account/two-step/turn-off/").url == reverse("mfa_index")


def test_where_it_is_not_required_the_password_is_enough(client, sector, steward):
    assert sign_in(client, steward.email).url == "/account/"

    assert client.get("/steward/").status_code == 200


@pytest.mark.parametrize(
    ("https", "asked", "required"), [("no", "", "False"), ("yes", "", "True"), ("yes", "no", "False")]
)
def test_left_empty_the_setting_follows_https(https, asked, required):
    given = {"SECTORLED_HTTPS": https, "SECTORLED_BODY_TWO_STEP": asked}
    code = "import tests.settings; print(tests.settings.BODY_TWO_STEP)"

    ran = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | given, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == required
