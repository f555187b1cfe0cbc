"""A leader opens one page, learns what needs attention, and prints it."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.journeys.conftest import sign_in

AMBERFOLD = "/councils/X06000001/"
A4 = (595, 842)  # points; a browser rounds them to whole pixels


def test_a_leader_reads_on_one_page_what_needs_attention_how_sure_that_is_and_what_the_council_says(page):
    sign_in(page, "leader@amberfold.example")
    page.goto(AMBERFOLD)
    page.get_by_role("link", name="One-page brief").click()

    said = page.locator(".brief").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Amberfold in brief"
    assert re.search(r"\d+ are clearly worse than at its nearest neighbours and \d+ are clearly better", said)
    assert "Six of our twenty-four telephone posts were vacant this summer." in said
    assert "Since May 2024 residents can report fly-tipping" not in said  # that reply waits for the steward
    assert re.search(r"Release: [0-9a-f]{12}", said)


def test_the_brief_is_taken_away_as_one_page_of_a4(page):
    page.goto(f"{AMBERFOLD}brief/")
    address = page.get_by_role("link", name="This page as PDF").get_attribute("href")

    made = page.context.request.get(address)

    sheets = PdfReader(io.BytesIO(made.body())).pages
    assert made.headers["content-type"] == "application/pdf"
    assert len(sheets) == 1
    assert is_a4(sheets[0])
    assert "Amberfold in brief" in sheets[0].extract_text()


@pytest.mark.parametrize("path", [AMBERFOLD, f"{AMBERFOLD}?group=all"])
def test_the_councils_page_prints_on_a4_without_what_only_a_screen_needs(page, path):
    page.goto(path)

    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=False))).pages

    printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert all(is_a4(sheet) for sheet in sheets)
    assert len(sheets) <= 12
    assert "What stands out" in printed
    assert "Amberfold says: " in printed
    assert "This address always gives this release" in printed
    unwanted = ["Skip to main content", "Sign in to follow", "Committee report", "One-page brief", "Explore this chart"]
    assert [words for words in unwanted if words in printed] == []


def is_a4(sheet):
    """Whether a sheet is of that size."""
    return (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(A4, abs=2)
