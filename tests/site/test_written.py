"""What somebody wrote is shown to them again where their form could not be taken; nothing is done with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sectorled.comparison.models import Reply
from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

ADDRESS = f"/councils/{COUNCIL}/replies/{METRIC}/"
WORDS = "We changed all our rounds in April, </textarea><script>alert(1)</script> and missed whole streets."
SENT = {"text": WORDS, "seen": 0}


def page(response):
    return response.content.decode()


def test_whoever_was_signed_out_while_writing_gets_their_words_back(client):
    response = client.post(ADDRESS, SENT)

    assert response.status_code == 403
    assert "You were signed out" in page(response)
    assert "We changed all our rounds in April, &lt;/textarea&gt;&lt;script&gt;" in page(response)
    assert f"/account/login/?next=/councils/{COUNCIL}/replies/" in page(response)
    assert not Reply.objects.exists()


def test_an_act_without_a_page_of_its_own_leads_back_to_the_page_it_was_on(client):
    response = client.post(
        "/replies/1/publish/", {"note": "x" * 40}, headers={"Referer": "http://testserver/replies/1/?a=b"}
    )
    elsewhere = client.post("/replies/1/publish/", {"note": "x" * 40}, headers={"Referer": "https://example.com/bad/"})

    assert "next=/replies/1/%3Fa%3Db" in page(response)
    assert "example.com" not in page(elsewhere)


@pytest.mark.parametrize("sent", [{}, {"text": "Short", "seen": 0}])
def test_with_nothing_worth_keeping_one_is_asked_to_sign_in(client, sent):
    response = client.post(ADDRESS, sent)

    assert response.status_code == 302
    assert response.url.startswith("/account/login/?next=")


def test_whoever_pressed_a_button_comes_back_to_its_page(client):
    page = f"/councils/{COUNCIL}/changed/"

    here = client.post(f"{page}seen/", headers={"Referer": f"http://testserver{page}"})
    unsaid = client.post(f"{page}seen/")

    assert here.url == f"/account/login/?next={page}"
    assert unsaid.url == f"/account/login/?next={page}seen/"


def test_a_password_is_never_shown(client):
    secret = "a password of more than thirty letters"  # noqa: S105 - of nobody
    sent = dict.fromkeys(("oldpassword", "password1", "password2"), secret)

    response = client.post("/account/password/change/", sent)

    assert secret not in page(response)


def test_a_form_older_than_the_session_gives_the_words_back(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(ADDRESS, SENT, headers={"Origin": "http://testserver"})

    assert response.status_code == 403
    assert "This form is out of date" in page(response)
    assert "We changed all our rounds in April" in page(response)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://example.com"}, {"Origin": "null"}])
def test_words_that_another_site_sent_are_not_shown(officer, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(ADDRESS, SENT, headers=headers)

    assert response.status_code == 403
    assert "We changed all our rounds" not in page(response)


def test_a_large_file_of_somebody_who_is_not_signed_in_any_more_says_so(client):
    file = SimpleUploadedFile("figures.csv", b"x" * 2_000_000)

    response = client.post("/steward/files/send/", {"files": file})

    assert response.status_code == 413
    assert "sign in and send it again" in page(response)


@pytest.mark.parametrize("address", [f"/councils/{COUNCIL}/follow/", "/replies/1/publish/"])
def test_an_address_that_only_takes_forms_says_so_on_a_page(client, officer, address):
    client.force_login(officer)

    response = client.get(address)

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "There is no page at this address" in page(response)
    assert client.head(address).content == b""
