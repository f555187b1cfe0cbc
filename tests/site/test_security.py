"""Every answer is guarded: its headers, what may be sent to it and how often, and what is said of it in the log."""

import json
import logging
import time
from types import SimpleNamespace

import pytest
from django.test import Client

from sectorled.site.logs import logging_of
from tests.people.factories import COUNCIL, PASSWORD
from tests.site.guarded import assert_guarded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
PAGES = ("/", f"/councils/{COUNCIL}/", "/account/login/", "/health/", "/nowhere/", "/api/", "/api/v1/measures")


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch):
    """No minute ends while a test counts what is sent in one."""
    now = time.time()
    monkeypatch.setattr("sectorled.site.limits.time", SimpleNamespace(time=lambda: now))


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_forbids_what_it_does_not_need_and_carries_its_number(client, address):
    response = client.get(address)

    assert_guarded(response)
    assert len(response.headers["X-Request-Number"]) == 12


def test_only_a_chart_made_for_it_may_stand_in_another_sites_page(client):
    plain = client.get("/").headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in plain


def test_a_form_without_its_token_is_refused_with_a_page(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post("/account/name/", {"name": "Forged"})

    officer.refresh_from_db()
    assert response.status_code == 403
    assert "This form is out of date." in response.content.decode()
    assert_guarded(response)
    assert officer.name == "Officer"


def test_cookies_are_out_of_reach_of_scripts_and_go_to_no_other_site(client, officer):
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})

    session = client.cookies["session"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["expires"] == ""


def test_the_third_form_in_a_minute_is_one_too_many_where_two_are_allowed(client, settings, officer):
    settings.POSTS_A_MINUTE = 2
    client.force_login(officer)
    answers = [client.post("/account/name/", {"name": f"Name {n}"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[2].headers["Retry-After"] == "60"
    assert "Nothing was done." in answers[2].content.decode()
    officer.refresh_from_db()
    assert officer.name == "Name 1"
    assert client.get("/account/").status_code == 200


def test_a_user_is_counted_at_every_address_and_an_address_for_every_user(client, settings, officer):
    settings.POSTS_A_MINUTE, settings.PROXIES = 2, 1
    client.force_login(officer)

    answers = [
        client.post("/account/name/", {"name": "New"}, headers={"x-forwarded-for": f"evil, 192.0.2.{n}"}).status_code
        for n in range(3)
    ]
    client.logout()
    others = [
        client.post("/account/login/", {}, headers={"x-forwarded-for": f"198.51.100.{n}, 192.0.2.9"}).status_code
        for n in range(3)
    ]

    assert answers == [302, 302, 429]
    assert others == [200, 200, 429]


def test_what_a_caller_says_of_his_own_address_is_not_believed_without_a_proxy(client, settings):
    settings.POSTS_A_MINUTE = 2

    answers = [
        client.post("/account/login/", {}, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(3)
    ]

    assert answers == [200, 200, 429]


def test_a_body_that_is_too_large_is_turned_away_before_it_is_read(client, officer, settings):
    settings.UPLOAD_BYTES = 2 * 1024 * 1024
    body = {"data": b"x" * 3_000_000, "content_type": "application/octet-stream"}

    visitor = client.post("/account/login/", **body)
    client.force_login(officer)
    signed_in = client.post("/account/name/", **body)
    allowed = client.post("/account/name/", data=b"x" * 1_500_000, content_type="application/octet-stream")

    assert visitor.status_code == signed_in.status_code == 413
    assert "larger than 1 MB" in visitor.content.decode()
    assert "larger than 2 MB" in signed_in.content.decode()
    assert allowed.status_code == 200


def test_a_form_with_too_many_fields_is_a_page_that_says_it_could_not_be_read(client):
    response = client.post("/account/login/", {f"f{n}": "" for n in range(2000)})

    assert response.status_code == 400
    assert "site-header" in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/account/login/", headers={"host": "evil.example.com"}).status_code == 400


def test_a_line_of_the_log_names_the_route_and_nobody(client, caplog):
    with caplog.at_level(logging.INFO, "sectorled.requests"):
        client.get(f"/councils/{COUNCIL}/?email=jo@example.org")
        client.get("/account/password/reset/key/1-abc-secret/?find=Jo")
        client.get("/nowhere/jo@example.org/")

    assert "jo@example.org" not in caplog.text
    assert "secret" not in caplog.text
    lines = [record.msg for record in caplog.records if record.name == "sectorled.requests"]
    assert [line["status"] for line in lines] == [200, 200, 404]
    assert lines[0]["route"] == "councils/<str:code>/"
    assert len({line["request"] for line in lines}) == 3


@pytest.mark.parametrize(("level", "told"), [("INFO", False), ("DEBUG", True)])
def test_the_words_of_an_exception_are_logged_when_looking_for_faults_only(level, told):
    made = logging_of(level)["formatters"]["json"]
    formatter = made["()"](foreign_pre_chain=made["foreign_pre_chain"], processors=made["processors"])
    try:
        int("jo@example.org")
    except ValueError as error:
        raised = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("django.request", 40, "x.py", 1, "Broken: %s", ("/reset/key/abc/",), raised)

    line = json.loads(formatter.format(record))

    assert ("jo@example.org" in json.dumps(line)) is told
    assert line["event"] == "request failed"
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "abc" not in json.dumps(line)


def test_a_form_may_lead_to_the_configured_provider_and_to_no_other_site(client, settings):
    settings.ISSUER = "https://login.example.org/tenant/v2"

    policy = client.get("/account/login/").headers["Content-Security-Policy"]

    assert "form-action 'self' https://login.example.org;" in policy


def test_what_the_site_writes_is_for_its_own_account_on_the_machine_alone(tmp_path):
    written = tmp_path / "records"
    written.touch()

    assert written.stat().st_mode & 0o777 == 0o600
