"""Signing in through the organisation's own provider: a button where one is set, and whom it lets in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator

from sectorled.people.models import User
from tests.people.provider import CLIENT, SECRET, provider

pytestmark = pytest.mark.django_db
BUTTON = "Sign in with the county"
LOGIN, CALLBACK = "/account/provider/organisation/login/", "/account/provider/organisation/login/callback/"
JO = {"sub": "42", "email": "officer@example.org", "email_verified": True, "name": "Jo Bloggs"}


@pytest.fixture
def through(client, settings):
    """Sign in as a person whom the provider knows; the answer to the callback and what the provider was asked."""

    def sign_in(person, **changed):
        with provider(person) as (address, asked):
            app = {"provider_id": "organisation", "name": "the county", "client_id": CLIENT, "secret": SECRET}
            settings.SOCIALACCOUNT_PROVIDERS = {
                "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": address}}]}
            }
            page = client.get("/account/login/").content.decode()
            sent = client.post(LOGIN)
            state = parse_qs(urlsplit(sent.url).query)["state"][0]
            answer = client.get(CALLBACK, {"code": "c", "state": state} | changed)
        return page, sent, answer, asked

    return sign_in


def test_without_a_provider_there_is_neither_button_nor_address(client):
    assert "Or without a password" not in client.get("/account/login/").content.decode()
    assert client.post(LOGIN).status_code == 404
    assert client.get(CALLBACK).status_code == 404


def test_a_new_person_gets_an_account_with_name_and_address_and_no_role(client, through):
    page, sent, answer, asked = through(JO)

    assert BUTTON in page
    query = parse_qs(urlsplit(sent.url).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert "code_verifier" in asked[0]
    assert answer.url == "/account/"
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (JO["email"], "Jo Bloggs", False)
    assert not user.roles.exists()
    assert "you sign in through your organisation" in client.get("/account/").content.decode()


def test_somebody_who_has_an_account_with_that_address_is_the_same_person(client, through, officer):
    _, _, answer, _ = through(JO)

    assert answer.url == "/account/"
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert User.objects.count() == 1


def test_an_address_that_the_provider_did_not_check_lets_nobody_into_the_account_that_has_it(client, through, officer):
    _, _, answer, _ = through(JO | {"email_verified": False})

    assert "_auth_user_id" not in client.session
    assert answer.status_code == 302
    assert not answer.url.startswith("/account/?")
    assert officer.socialaccount_set.count() == 0


def test_two_step_sign_in_is_asked_for_after_the_provider_too(client, through, officer):
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})

    _, _, answer, _ = through(JO)

    assert answer.url == "/account/two-step/code/"
    assert client.get("/account/").status_code == 302


def test_a_callback_that_nobody_asked_for_signs_nobody_in(client, through):
    _, _, answer, _ = through(JO, state="forged")

    assert "Signing in did not work" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_a_person_who_turns_back_at_the_provider_is_told_so(client, through):
    _, _, answer, _ = through(JO, error="access_denied", code="")

    assert answer.url == "/account/provider/cancelled/"
    assert "You did not sign in" in client.get(answer.url).content.decode()


def test_a_person_without_an_address_is_asked_for_one(client, through):
    _, _, answer, _ = through({"sub": "43", "name": "No Address"})

    assert answer.url == "/account/provider/signup/"
    assert "One more thing" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"email": "mine@example.org"}).url == "/account/confirm-email/"
    assert "_auth_user_id" not in client.session
