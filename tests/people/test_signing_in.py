"""Signing in: by password, by code, out again; what it refuses and what it does not tell."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache

from sectorled.people.models import User
from sectorled.platform.models import Message
from tests.people.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": email, "password": password} | more)


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", message.body)[1]


def turn_on_two_step(client, code=None):
    """Turn it on, with a code or the right one: the secret and what came of it."""
    asked = client.get("/account/two-step/turn-on/")
    if asked.status_code == 302:
        assert "Is it still you?" in client.get(asked.url).content.decode()
        asked = client.get(client.post(asked.url, {"password": PASSWORD, "next": "/account/two-step/turn-on/"}).url)
    secret = re.search(r"<code>([\w ]+)</code>", asked.content.decode())[1].replace(" ", "")
    return secret, client.post("/account/two-step/turn-on/", {"code": code or code_of(secret)})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_person_signs_in_by_password_and_out_again(client, officer):
    response = sign_in(client, officer.email)

    assert response.status_code == 302
    assert response.url == "/account/"
    page = client.get("/account/").content.decode()
    assert "You are its performance officer." in page
    assert "Amberfold" in page

    client.post("/account/logout/")

    assert client.get("/account/").status_code == 302


def test_after_signing_in_the_page_that_was_asked_for_comes_but_no_other_site(client, officer):
    assert sign_in(client, officer.email, next="/councils/").url == "/councils/"
    client.logout()

    assert sign_in(client, officer.email, next="https://example.com/").url == "/account/"


def test_a_wrong_password_and_an_unknown_address_are_told_in_the_same_words(client, officer):
    wrong = sign_in(client, officer.email, "not the password")
    unknown = sign_in(client, "nobody@example.org", "not the password")

    assert wrong.status_code == unknown.status_code == 200
    for response in (wrong, unknown):
        assert "The e-mail address or the password is not right." in response.content.decode()
        assert "govuk-error-summary" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_field_left_empty_says_what_to_enter_at_the_top_and_beside_itself(client):
    page = client.post("/account/login/", {}).content.decode()

    assert page.count("Enter the password.") == 2
    assert "This field is required" not in page
    assert '<a href="#id_password">' in page
    assert "<title>Error: " in page


def test_five_wrong_passwords_lock_the_address_for_a_while_and_the_right_one_is_refused(client, officer):
    for _ in range(5):
        sign_in(client, officer.email, "not the password")

    response = sign_in(client, officer.email)

    assert "Too many attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}"])
def test_another_host_or_port_in_the_request_gives_no_further_tries(client, officer, host):
    for port in range(5):
        client.post(
            "/account/login/", {"login": officer.email, "password": "wrong"}, headers={"host": host.format(port + 1)}
        )

    response = sign_in(client, officer.email)

    assert "Too many attempts" in response.content.decode()


def test_a_stranger_elsewhere_does_not_lock_the_owner_of_an_address_out(client, officer, settings):
    settings.PROXIES = 1
    for _ in range(6):
        asked = {"login": officer.email, "password": "not the password"}
        refused = client.post("/account/login/", asked, headers={"x-forwarded-for": "192.0.2.1"})

    assert "Too many attempts" in refused.content.decode()
    assert sign_in(client, officer.email).url == "/account/"


def test_many_wrong_passwords_from_many_places_lock_an_address_until_its_owner_chooses_another(
    client, officer, settings
):
    settings.PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "3/h/key"}
    for place in range(3):
        asked = {"login": officer.email, "password": "not the password"}
        client.post("/account/login/", asked, headers={"x-forwarded-for": f"192.0.2.{place}"})

    refused = sign_in(client, officer.email)
    client.post("/account/password/reset/", {"email": officer.email})
    chosen = client.get(link_in(mail.outbox[0]))
    client.post(chosen.url, {"password1": "a new one, and long", "password2": "a new one, and long"})

    assert "Too many attempts" in refused.content.decode()
    assert sign_in(client, officer.email, "a new one, and long").url == "/account/"


def test_signing_up_needs_the_link_in_the_message_before_signing_in(client):
    response = client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert response.url == "/account/confirm-email/"
    assert sign_in(client, "new@example.org").url == "/account/confirm-email/"

    link = link_in(mail.outbox[0])
    assert "belongs to your account" in client.get(link).content.decode()
    client.post(link)

    assert sign_in(client, "new@example.org").url == "/account/"
    message = Message.objects.get(subject="Confirm your e-mail address")
    assert message.status == "sent"
    assert message.text == ""


def test_signing_up_with_an_address_that_is_taken_says_nothing_to_the_visitor_and_tells_the_owner(client, officer):
    free = client.post("/account/signup/", {"email": "free@example.org", "password1": PASSWORD})
    client.cookies.clear()
    taken = client.post("/account/signup/", {"email": officer.email.upper(), "password1": PASSWORD})

    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    assert mail.outbox[-1].subject == "You already have an account"
    assert User.objects.filter(email__iexact=officer.email).count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", "new@example.org"])
def test_a_weak_password_is_refused_with_a_link_to_its_field(client, password):
    response = client.post("/account/signup/", {"email": "new@example.org", "password1": password})

    assert response.status_code == 200
    assert 'href="#id_password1"' in response.content.decode()
    assert 'id="id_password1"' in response.content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_again_by_a_link_that_works_once(client, officer):
    client.post("/account/password/reset/", {"email": officer.email})
    link = link_in(mail.outbox[0])

    asked = client.get(link)
    assert "set-password" in asked.url
    client.post(asked.url, {"password1": "a new one, and long", "password2": "a new one, and long"})

    assert sign_in(client, officer.email, "a new one, and long").url == "/account/"
    client.logout()
    assert "no longer works" in client.get(link).content.decode()
    assert mail.outbox[-1].subject == "Your password was changed"


def test_asking_to_reset_an_unknown_address_shows_the_same_page(client, officer):
    known = client.post("/account/password/reset/", {"email": officer.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[officer.email], ["nobody@example.org"]]
    assert "no such account" in mail.outbox[1].body


def test_the_link_of_a_message_leads_to_our_own_address_whatever_host_was_asked(client, officer, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/reset/", {"email": officer.email}, headers={"host": "evil.example.com"})

    assert "evil" not in mail.outbox[0].body
    assert "http://127.0.0.1:8000/account/password/reset/key/" in mail.outbox[0].body


def test_a_password_is_changed_only_with_the_old_one(client, officer):
    sign_in(client, officer.email)
    new = {"password1": "quite another phrase", "password2": "quite another phrase"}

    refused = client.post("/account/password/change/", new | {"oldpassword": "wrong"})
    done = client.post("/account/password/change/", new | {"oldpassword": PASSWORD})

    assert "The current password is not right." in refused.content.decode()
    assert done.url == "/account/"
    officer.refresh_from_db()
    assert officer.check_password("quite another phrase")


def test_two_step_sign_in_is_turned_on_asked_for_and_recovered_from(client, officer):
    sign_in(client, officer.email)
    _, wrong = turn_on_two_step(client, "000000")
    _, done = turn_on_two_step(client)
    codes = re.findall(r"<code>(\w+)</code>", client.get(done.url).content.decode())
    client.logout()

    assert "This code is not right." in wrong.content.decode()
    assert len(codes) == 10
    assert sign_in(client, officer.email).url == "/account/two-step/code/"
    assert client.get("/account/").status_code == 302
    assert "Enter your code" in client.get("/account/two-step/code/").content.decode()
    assert client.post("/account/two-step/code/", {"code": "123456"}).status_code == 200
    cache.clear()
    assert client.post("/account/two-step/code/", {"code": codes[0]}).url == "/account/"
    client.logout()
    sign_in(client, officer.email)
    assert client.post("/account/two-step/code/", {"code": codes[0]}).status_code == 200
    assert Authenticator.objects.filter(user=officer).count() == 2


def test_the_code_of_the_app_signs_in(client, officer):
    sign_in(client, officer.email)
    secret, _ = turn_on_two_step(client)
    client.logout()
    cache.clear()

    sign_in(client, officer.email)

    assert client.post("/account/two-step/code/", {"code": code_of(secret)}).url == "/account/"


def test_a_closed_account_neither_signs_in_nor_stays_signed_in(client, officer):
    client.force_login(officer)
    officer.is_active = False
    officer.save()

    assert client.get("/account/").status_code == 302
    assert sign_in(client, officer.email).url == "/account/inactive/"
    assert "This account is closed" in client.get("/account/inactive/").content.decode()


def test_a_new_address_counts_once_its_link_is_opened(client, officer):
    sign_in(client, officer.email)
    client.post("/account/email/", {"email": "moved@example.org", "action_add": "1"})
    officer.refresh_from_db()
    assert officer.email == "officer@example.org"
    assert "Waiting for you" in client.get("/account/email/").content.decode()

    client.post(link_in(mail.outbox[-1]))

    officer.refresh_from_db()
    assert officer.email == "moved@example.org"


def test_what_is_left_out_is_named_as_the_page_names_it_and_leads_to_its_field(client):
    empty = client.post("/account/login/", {"login": "", "password": ""}).content.decode()
    wrong = client.post("/account/login/", {"login": "nobody@example.org", "password": "x"}).content.decode()
    half = client.post("/account/signup/", {"email": "nobody", "password1": PASSWORD}).content.decode()

    assert '<a href="#id_login">Enter the e-mail address.</a>' in empty
    assert '<a href="#id_login">The e-mail address or the password is not right.' in wrong
    assert "Enter an e-mail address in full, such as name@example.org." in half
