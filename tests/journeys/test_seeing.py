"""How pages behave on a small screen, at 400% zoom, by keyboard and while they load."""

import pytest

from tests.chromium import DESKTOP, PHONE

COUNCIL, MEASURE = "/councils/X06000001/", "/measures/fictional.household-recycling/?council=X06000001"
READABLE = 0.65  # of the size it was drawn in: under it a chart's letters can no longer be read
STILL = 0.001  # of the window: a line that is drawn half a pixel lower is no move
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

    assert page.evaluate(SHIFTS) < STILL
    assert len(without_charts) >= 5, "styles and scripts are counted"
    assert sum(without_charts) < KILOBYTES * 1000


@pytest.mark.parametrize("address", [COUNCIL, MEASURE])
def test_a_chart_scrolls_on_a_small_screen_and_stays_readable(page, address):
    page.set_viewport_size(PHONE)
    page.goto(address)
    boxes = page.eval_on_selector_all(
        ".chart__scroll img",
        "all => all.map(one => [one.width, one.height, one.naturalWidth, ...['width', 'height'].map("
        "name => Number(one.getAttribute(name)))])",
    )

    assert len(boxes) >= 2
    assert [box for box in boxes if box[2] and box[0] / box[2] < READABLE] == []
    assert [box for box in boxes if abs(box[1] / box[0] - box[4] / box[3]) > 0.02] == [], "nothing but the chart"
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


def test_on_paper_what_is_folded_on_the_screen_is_open(page):
    page.goto(COUNCIL)
    told = page.locator("details", has_text="How sure is that?").locator(".govuk-details__text")
    before = told.is_visible()
    page.emulate_media(media="print")

    assert not before
    assert told.is_visible()
    assert page.locator(".finding .footnotes", has_text="Source:").first.is_visible()
    assert page.get_by_role("button", name="Compare").count() == 0


def test_in_forced_colours_and_without_motion_nothing_is_lost(browser, site):
    context = browser.new_context(base_url=site.address, forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(COUNCIL)
    words = page.locator(".finding .verdict").first.inner_text()
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).animationName !== 'none').length"
    )

    context.close()
    assert "clearly" in words
    assert moving == 0
