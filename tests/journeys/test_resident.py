"""A resident finds their council, understands where it stands out and how sure that is, and follows it."""

import re

import pytest

from tests.journeys.conftest import PASSWORD

RANKED = re.compile(r"overall score of|league table|\brank(?:ed)? \d+", re.IGNORECASE)
KESTRELMOOR = "/councils/X06000005/"


def find(page, name):
    """Type a name on the home page, as somebody does who has never been here."""
    page.goto("/")
    page.get_by_role("main").get_by_label("Find a council or a measure").fill(name)
    page.get_by_role("main").get_by_role("button", name="Find").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("name", ["Kestrelmoor", "Kestrel Vale", "kestrel vale "])
def test_a_council_is_found_by_the_name_it_has_and_by_the_one_it_had(page, name):
    find(page, name)

    if "search" in page.url:
        page.get_by_role("main").get_by_role("link", name="Kestrelmoor").click()
    assert page.url.partition("?")[0].endswith(KESTRELMOOR)
    assert page.get_by_role("heading", level=1).inner_text() == "Kestrelmoor"
    assert "Formerly Kestrel Vale." in page.get_by_role("main").inner_text()


def test_a_name_spelt_wrongly_gets_the_nearest_one_and_no_other_council(page):
    find(page, "Kestrelmore")

    offered = page.get_by_role("main").get_by_role("link").all_inner_texts()
    page.get_by_role("main").get_by_role("link", name="Kestrelmoor").click()
    page.wait_for_load_state()

    assert offered == ["Kestrelmoor"]
    assert page.get_by_role("heading", level=1).inner_text() == "Kestrelmoor"


def test_a_council_that_ended_says_so_and_leads_to_those_that_came_after(page):
    page.goto("/search/?q=Brinecoast")
    if "search" in page.url:
        page.get_by_role("main").get_by_role("link", name="Brinecoast").click()

    said = page.get_by_role("main").inner_text()
    page.get_by_role("main").get_by_role("link", name="Saltreach").click()

    assert "is no longer a council: it ended on 31 March 2022" in said
    assert "clearly" not in said
    assert page.get_by_role("heading", level=1).inner_text() == "Saltreach"
    assert "It took the place of Brinecoast in 2022." in page.get_by_role("main").inner_text()


def test_a_page_says_first_where_the_council_stands_out_and_how_sure_that_is(page):
    page.goto(KESTRELMOOR)
    opening = page.locator(".council__answer").inner_text()
    hidden = page.get_by_text("What stands out is controlled over the whole page").first.is_visible()
    page.get_by_text("How sure is that?").click()

    sure = page.get_by_text("What stands out is controlled over the whole page").first
    findings = page.locator("article.finding")
    assert re.fullmatch(
        r"Of \d+ measures of Kestrelmoor that could be tested, \d+ are clearly worse than at its nearest neighbours "
        r"and \d+ are clearly better\.",
        opening,
    )
    assert not hidden
    assert sure.is_visible()
    assert 1 <= findings.count() <= 5
    for said in findings.all_inner_texts():
        assert re.search(r"(lower|higher) than (all|\d+ of) its \d+ nearest neighbours", said)
        assert re.search(r"Clearly (worse|better), judging by", said)
        assert re.search(r"The same in (all|\d+ of) \d+ of its groups|The same in (all \d+|\d+) of its", said)
    assert RANKED.search(page.get_by_role("main").inner_text()) is None


def test_a_resident_follows_a_council_and_stops(page):
    page.goto(KESTRELMOOR)
    page.get_by_role("link", name="Sign in to follow").click()
    page.get_by_label("E-mail address").fill("resident@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{KESTRELMOOR}")
    before = followed(page)
    page.goto(KESTRELMOOR)
    page.get_by_role("button", name="Follow", exact=True).click()
    page.get_by_role("button", name="Stop following").wait_for()
    during = followed(page)
    page.get_by_role("button", name="Stop following Kestrelmoor").click()
    page.wait_for_load_state()

    assert "Kestrelmoor" not in before
    assert during == sorted([*before, "Kestrelmoor"])
    assert followed(page) == before
    page.goto(KESTRELMOOR)
    assert page.get_by_role("button", name="Follow", exact=True).count() == 1
    assert page.get_by_role("link", name="Reply").count() == 0


def followed(page):
    """Names of the councils that this person follows."""
    page.goto("/following/")
    return sorted(page.locator("main dt").all_inner_texts())
