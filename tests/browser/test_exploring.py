"""A chart that a reader explores: the drawing replaces the picture, keeps the policy, and tells what is pointed at."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
MEASURE = "/measures/fictional.household-recycling/?council=X06000001"


@pytest.mark.parametrize(
    "address",
    [
        MEASURE,
        "/councils/X06000001/spine/",
        "/compare/?council=X06000001&measure=fictional.household-recycling&measure=fictional.missed-collections",
    ],
)
def test_every_chart_of_a_page_can_be_explored_under_the_policy(page, address):
    page.goto(address)
    charts = page.locator("figure[data-drawing]").count()

    page.evaluate("document.querySelectorAll('.chart__explore').forEach(button => button.click())")

    expect(page.locator("figure[data-drawing] img")).to_have_count(0)
    expect(page.locator("figure[data-drawing] svg.marks")).to_have_count(charts)
    expect(page.locator(".chart__explore")).to_have_count(0)
    assert charts > 0


def test_what_is_pointed_at_is_told(page):
    page.goto(MEASURE)
    page.get_by_role("button", name="Explore this chart").first.click()
    figure = page.locator("figure[data-drawing]").first
    bar = figure.locator("svg path[aria-roledescription=bar]").first

    bar.hover()

    assert "%" in figure.locator(".chart__told").inner_text()
