"""Two people who use no mouse: a resident reaches a council's page from home, an officer signs in and replies."""

import pytest

from tests.journeys.conftest import PASSWORD

MANY = 60  # keys are enough to reach anything near the head of a page
FOCUS = """(() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const words = (e.labels && e.labels[0] || e).innerText || e.getAttribute("aria-label") || "";
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return [words, shown, box.width > 0 && box.bottom > 0 && box.top < innerHeight];
})()"""


def tab_to(page, name):
    """Press Tab until what has the focus has this name; all on the way must be in sight and seen to have the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        words, shown, in_sight = page.evaluate(FOCUS)
        assert shown, f"{words} does not show that it has the focus"
        assert in_sight, f"{words} has the focus out of sight"
        if name in words:
            return
    pytest.fail(f"{name} was not reached by the keyboard")


def test_a_resident_reaches_a_councils_page_from_home_and_reads_how_sure_it_is(page, scripting):
    page.goto("/")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert first[0] == "Skip to main content"
    assert first[2]
    assert page.evaluate(FOCUS)[0] == "Find a council or a measure"
    if scripting:
        page.locator("main [role=combobox]").wait_for()
    page.keyboard.type("Kestrel Vale")
    if scripting:
        page.get_by_role("option", name="Kestrel Vale (Kestrelmoor)").wait_for()
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kestrelmoor", level=1).or_(page.get_by_role("heading", name="Search")).wait_for()
    if "search" in page.url:
        tab_to(page, "Kestrelmoor")
        page.keyboard.press("Enter")
    page.wait_for_url("**/councils/X06000005/**")
    hidden = page.locator("details", has_text="How sure is that?").first.get_attribute("open")
    tab_to(page, "How sure is that?")
    page.keyboard.press("Enter")

    assert page.get_by_role("heading", level=1).inner_text() == "Kestrelmoor"
    assert hidden is None
    assert page.get_by_text("What stands out is controlled over the whole page").first.is_visible()


def test_an_officer_signs_in_and_replies(page, scripting):
    said = f"We opened on Sundays in {'June' if scripting else 'July'}."
    page.goto("/account/login/")
    tab_to(page, "E-mail address")
    page.keyboard.type("officer@amberfold.example")
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    page.goto("/councils/X06000001/replies/fictional.library-visits/")
    tab_to(page, "What do you want readers to know?")
    page.keyboard.press("Control+A")
    page.keyboard.type(said)
    tab_to(page, "Send to the sector body")
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    assert said in page.get_by_role("main").inner_text()
    assert "There is a problem" not in page.get_by_role("main").inner_text()
