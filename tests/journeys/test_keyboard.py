"""An officer who uses no mouse replies."""

import pytest

from tests.journeys.conftest import PASSWORD

MANY = 60  # keys are enough to reach anything near the head of a page


@pytest.fixture
def scripting():
    """Once is enough: the browser moves the focus, not our scripts."""
    return True


def tab_to(page, name):
    """Press Tab until what has the focus has this name; it must be seen to have the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const e = document.activeElement; return [(e.labels && e.labels[0] || e).innerText || '', "
            "getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none'] })()"
        )
        if name in told[0]:
            assert told[1], f"{name} does not show that it has the focus"
            return
    pytest.fail(f"{name} was not reached by the keyboard")


def test_an_officer_signs_in_and_replies_by_keyboard(page):
    page.goto("/account/login/")
    tab_to(page, "E-mail address")
    page.keyboard.type("officer@amberfold.example")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    page.goto("/councils/X06000001/replies/fictional.library-visits/")
    tab_to(page, "What do you want readers to know?")
    page.keyboard.type("We opened on Sundays in June.")
    tab_to(page, "Send to the sector body")
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    assert "We opened on Sundays in June." in page.get_by_role("main").inner_text()
