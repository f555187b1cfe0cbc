"""A data steward takes files in, reads refusals, reviews, makes and publishes a release, and goes back to the last."""

import re

import pytest

from tests.journeys.conftest import PATIENCE, sign_in
from tests.journeys.desk import describe, load, make, send

STEWARD = "steward@sector.example"
AMBERFOLD = "/councils/X06000001/"


@pytest.fixture
def desk(page):
    """The steward's browser."""
    page.set_default_timeout(PATIENCE)
    sign_in(page, STEWARD)
    return page


def test_a_steward_reads_why_a_file_was_refused_and_nothing_of_it_is_kept(desk):
    loads = len(desk.context.request.get("/steward/loads/").text().split("/steward/loads/"))
    send(desk, "figures.parquet", b"MZ this is a program")

    said = desk.get_by_role("main").inner_text()
    assert "Nothing was kept." in said
    assert re.search(r"figures\.parquet: \w", said)
    assert desk.get_by_role("button", name="Make a release").count() == 0
    assert len(desk.context.request.get("/steward/loads/").text().split("/steward/loads/")) == loads


def test_an_officer_is_not_a_steward(page):
    sign_in(page, "officer@amberfold.example")

    answer = page.context.request.get("/steward/files/send/")

    assert answer.status == 404


def test_a_table_nobody_knows_becomes_a_published_measure_and_is_taken_back(desk, browser, site, scripting):
    name = f"Benches mended {'with' if scripting else 'without'} a script"
    describe(desk, name)
    load(desk)
    refused = desk.get_by_role("main").inner_text()
    desk.get_by_role("button", name="Keep the other rows").click()
    desk.wait_for_url("**/accept/")
    desk.get_by_role("button", name="Keep the other rows").click()
    desk.locator("progress").wait_for(state="detached")
    kept = desk.get_by_role("main").inner_text()

    reviewed(desk)
    told = make(desk)
    before = seen_by_anybody(browser, site, name)
    desk.get_by_role("button", name="Publish this release").click()
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_role("heading", name="Published").wait_for()
    during = seen_by_anybody(browser, site, name)
    gone_back(desk, "The new figures are to be checked once more.")
    after = seen_by_anybody(browser, site, name)
    withdrawn(desk, name)

    assert "1 row was refused" in refused
    assert "Atlantis" in refused
    assert re.search(r"Figures kept\s+3", kept)
    assert "none differs" in told
    assert re.search(r"New measures\s+1\b", told)
    assert before == after == (False, True)
    assert during == (True, False)


def reviewed(page):
    """A measure of the published release is reviewed; what was decided is read again before it is kept."""
    page.goto("/steward/measures/?q=Household+waste+recycled")
    page.get_by_role("link", name="fictional.household-recycling").click()
    page.get_by_role("button", name="Review it").click()
    page.get_by_label("Why?").fill("Looked at with the waste team.")
    page.get_by_role("button", name="Continue").click()
    assert "It is kept under your name" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Keep the review").click()
    page.goto("/steward/measures/fictional.household-recycling/")
    assert "Looked at with the waste team." in page.get_by_role("main").inner_text()


def gone_back(page, why):
    """The release from before is published again, for a reason."""
    page.goto("/steward/releases/")
    page.get_by_role("link", name="Go back to an earlier release").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Why do you go back?").fill(why)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Go back now").click()
    page.get_by_role("heading", name="Published again").wait_for()
    assert why in page.get_by_role("main").inner_text()


def seen_by_anybody(browser, site, name):
    """Whether the catalogue has the measure, and whether Amberfold's page singles anything out."""
    with browser.new_context(base_url=site.address) as context:
        found = context.request.get("/search/", params={"q": name}).text()
        council = context.request.get(AMBERFOLD).text()
    return f">{name}</a>" in found, 'class="finding"' in council


def withdrawn(page, name):
    """The load is withdrawn, so that the next release is without it."""
    page.goto("/steward/loads/")
    page.get_by_role("link", name=f"{name}.csv").click()
    page.get_by_role("button", name="Withdraw this load").click()
    page.get_by_label("Why?").fill("It was for a journey.")
    page.get_by_role("button", name="Withdraw it").click()
    page.goto("/steward/loads/")
    assert page.get_by_role("link", name=f"{name}.csv").count() == 0


@pytest.mark.parametrize("scripting", [False], indirect=True, ids=["without JavaScript"])
def test_a_steward_makes_a_release_and_drops_it_again(desk):
    told = make(desk)
    desk.get_by_role("button", name="Do not publish it").click()
    desk.get_by_role("heading", name=re.compile("^Do not publish release")).wait_for()
    desk.get_by_role("button", name="Do not publish it").click()
    desk.get_by_text(re.compile("is not published")).wait_for()
    desk.goto("/steward/releases/")

    assert "none differs" in told
    assert desk.get_by_role("button", name="Make a release").count() == 1
