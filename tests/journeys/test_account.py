"""Somebody makes an account, turns two-step sign-in on, and signs in with a code; axe looks on all the way."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.journeys.walking import looked_at

EMAIL, SECRET_WORDS = "walker@example.org", "a long walk by the river"


@pytest.fixture
def scripting():
    """Once is enough: nothing on these pages needs a script."""
    return False


def code_of(key):
    """The six digits that an authenticator app shows now."""
    return format_hotp_value(hotp_value(key, next(iter(yield_hotp_counters_from_time()))))


def mailed(site, page):
    """The message that the site sent to this person; its worker sends it."""
    folder = site.folder / "files" / "mail"
    for _ in range(100):
        for path in sorted(folder.glob("*")):
            if f"To: {EMAIL}" in path.read_text("utf-8"):
                return path.read_text("utf-8")
        page.wait_for_timeout(300)
    pytest.fail("No message came")


def test_a_new_account_is_confirmed_and_guarded_by_two_steps(page, browser, site):
    sign_up(site, page)
    enter(page)
    page.wait_for_url("**/account/")
    page.goto("/account/two-step/turn-on/")
    asked = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Password", exact=True).fill(SECRET_WORDS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    refused = page.get_by_role("alert").inner_text()
    key = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_role("button", name="Turn on").click()

    with browser.new_context(base_url=site.address, storage_state=page.context.storage_state()) as context:
        looking, faults = context.new_page(), []
        for name in ("recovery-codes/", "recovery-codes/make/", "turn-off/", "reauthenticate/", ""):
            faults += looked_at(looking, f"/account/two-step/{name}")
    page.context.clear_cookies()
    page.goto("/account/login/")
    enter(page)
    page.wait_for_url("**/account/two-step/code/")
    with browser.new_context(base_url=site.address, storage_state=page.context.storage_state()) as context:
        faults += looked_at(context.new_page(), "/account/two-step/code/")
    before = page.context.request.get("/account/").url
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()

    assert faults == []
    assert asked == "Is it still you?"
    assert "There is a problem" in refused
    assert before.endswith("/account/two-step/code/")
    assert page.context.request.get("/account/").url.endswith("/account/")


def sign_up(site, page):
    """A new account, its address confirmed by the letter."""
    page.goto("/account/signup/")
    page.get_by_label("E-mail address").fill(EMAIL)
    for field in page.locator("input[type=password]").all():
        field.fill(SECRET_WORDS)
    page.get_by_role("main").get_by_role("button").last.click()
    page.goto(re.search(r"http\S+/confirm-email/\S+", mailed(site, page))[0])
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/account/login/")


def enter(page):
    """Give address and password."""
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(SECRET_WORDS)
    page.get_by_role("button", name="Sign in").click()
