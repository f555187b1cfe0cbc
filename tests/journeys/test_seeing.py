"""How pages behave on a small screen, at 400% zoom, by keyboard and while they load."""

import pytest

from tests.journeys.conftest import DESKTOP, PHONE

COUNCIL, MEASURE = "/councils/X06000001/", "/measures/fictional.household-recycling/?council=X06000001"
READABLE = 480  # pixels: the width under which a chart's letters can no longer be read
KILOBYTES = 200  # with the styles, scripts and fonts of an empty cache, without charts
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(seen => { for (const one of seen.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 1000);
})"""


@pytest.fixture
def scripting():
    """Scripts are what could move a page."""
    return True


@pytest.mark.parametrize("address", ["/", COUNCIL, MEASURE])
def test_nothing_moves_while_a_page_loads_and_little_is_sent(page, address):
    sent = []
    page.on("requestfinished", lambda request: sent.append((request.url, request.sizes())))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    without_charts = [sizes["responseBodySize"] for url, sizes in sent if ".svg?" not in url]

    assert page.evaluate(SHIFTS) == 0
    assert len(without_charts) >= 5, "styles and scripts are counted"
    assert sum(without_charts) < KILOBYTES * 1000


@pytest.mark.parametrize("address", [COUNCIL, MEASURE])
def test_a_chart_scrolls_on_a_small_screen_and_stays_readable(page, address):
    page.set_viewport_size(PHONE)
    page.goto(address)
    boxes = page.eval_on_selector_all(
        ".chart__scroll img", "all => all.map(one => [one.width, one.height, one.attributes.width.value, "
        "one.attributes.height.value].map(Number))"
    )  # fmt: skip

    assert len(boxes) >= 2
    assert [width for width, *_ in boxes if width < READABLE] == []
    assert [box for box in boxes if abs(box[1] / box[0] - box[3] / box[2]) > 0.02] == [], "nothing but the chart"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_field_that_completes_names_leaves_the_focus_where_the_reader_went(page):
    page.set_viewport_size(DESKTOP)
    page.goto("/")
    page.locator("#site-search").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator(".site-header .autocomplete__input").wait_for()

    assert page.evaluate("document.activeElement.innerText") == "Councils"


def test_a_field_that_completes_names_keeps_what_was_typed_before_it_could(page):
    page.goto("/")
    page.locator("#site-search").focus()
    page.keyboard.type("Amb", delay=40)  # some letters before, some after
    page.locator(".site-header .autocomplete__input").wait_for()
    page.keyboard.type("er")
    page.get_by_role("option", name="Amberfold").first.wait_for()

    assert page.locator("#site-search").input_value() == "Amber"


def test_what_scrolls_shows_in_dark_that_it_has_the_focus(page):
    page.goto("/measures/")
    page.locator(".table-scroll").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")

    assert page.evaluate("document.activeElement.className") == "table-scroll"
    assert outline == "rgb(11, 12, 12)", "yellow on white cannot be seen"
