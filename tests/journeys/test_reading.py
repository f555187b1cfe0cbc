"""A resident, a leader, a researcher and a developer find what they came for."""

import csv
import io
import json
import re

from tests.journeys.conftest import sign_in

AMBERFOLD = "/councils/X06000001/"
BINS = "/measures/fictional.missed-collections/?council=X06000001"


def test_a_resident_finds_a_council_by_a_name_it_used_to_have_and_follows_it(page):
    page.goto("/")
    page.get_by_label("Find a council or a measure").fill("Amberfold")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("main").get_by_role("link", name="Amberfold").first.click()

    text = page.get_by_role("main").inner_text()
    assert "clearly worse than at its nearest neighbours" in text
    assert text.index("What stands out") < text.index("All measures by theme")

    sign_in(page, "resident@example.org")
    page.goto("/councils/X07000011/")
    page.get_by_role("button", name=re.compile("^Follow")).click()

    page.goto("/following/")
    assert page.get_by_role("main").get_by_role("link", name="Acornbury").count() >= 1
    page.goto("/councils/X07000011/")
    page.get_by_role("button", name=re.compile("Stop following|Unfollow")).click()
    page.goto("/following/")
    assert page.get_by_role("main").get_by_role("link", name="Acornbury").count() == 0


def test_a_leader_opens_one_page_and_prints_it(page):
    page.goto(AMBERFOLD)
    page.get_by_role("link", name="One-page brief").click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Amberfold")
    made = page.context.request.get("/councils/X06000001/brief.pdf")

    assert made.status == 200
    assert made.body().startswith(b"%PDF-")


def test_a_researcher_goes_from_a_basket_to_the_working_of_one_value(page):
    page.goto("/baskets/")
    page.get_by_role("link", name="Outcomes 2024").click()
    assert "Wilcoxon" in page.get_by_role("main").inner_text()

    page.goto("/measures/?q=recycl")
    page.get_by_role("main").get_by_role("link", name="Household waste recycled").first.click()
    release = page.context.request.get("/health/").json()["release"]
    page.goto(f"/values/{release}/fictional.household-recycling/X06000001/2024-04-01/P1Y/")

    text = page.get_by_role("main").inner_text()
    assert "How was this worked out" in text
    assert "observations.csv" in text


def test_a_researcher_puts_a_council_together_that_does_not_exist_yet(page):
    page.goto("/propose-a-council/")
    for name in ("Sallowshire", "Osierford"):
        page.get_by_role("checkbox", name=name).check(force=True)
    page.get_by_role("main").get_by_role("button").last.click()

    text = page.get_by_role("main").inner_text()
    assert "cannot be combined" in text.casefold()


def test_a_developer_asks_without_a_key_and_downloads_what_a_spreadsheet_can_refresh(page):
    page.goto("/api/")
    ask = page.context.request
    openapi = ask.get("/api/v1/openapi.json").json()
    answer = ask.get("/api/v1/compare?metric=fictional.fly-tipping&area=X06000001").json()
    rows = list(
        csv.DictReader(io.StringIO(ask.get("/measures/fictional.fly-tipping/data.csv").text().lstrip("\ufeff")))
    )

    assert openapi["openapi"].startswith("3.")
    assert answer["metric"] == "fictional.fly-tipping"
    assert {"value", "unit", "period", "status", "source", "release"} <= rows[0].keys()
    assert ask.get("/api/v1/compare?metric=fly-tiping").status == 404
    assert "fly-tipping" in json.dumps(ask.get("/api/v1/compare?metric=fly-tiping").json())


def test_a_chart_can_be_put_into_another_page_with_its_caveat(page):
    page.goto("/measures/fictional.fly-tipping/embed/?council=X06000001")
    page.get_by_role("link", name="See it alone").first.click()

    text = page.inner_text("body")
    assert "Source" in text
    assert "Caveat" in text or "Bear in mind" in text


def test_a_measure_says_what_it_is_and_every_chart_has_its_table(page):
    page.goto(BINS)

    charts = page.locator("figure")
    assert charts.count() >= 2
    for chart in charts.all():
        chart.get_by_text(re.compile("^Table and downloads")).first.click()
        assert chart.locator("table").count() == 1
    assert page.get_by_text("Amberfold says").count() >= 1
