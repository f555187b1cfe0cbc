"""Every chart has on the spot its table, source and downloads, and tells in words what it shows."""

import html
import re

import lxml.html
import pytest

from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
OF_MEASURE = f"measures/{METRIC}/"
PAGES = {
    "/": 1,
    f"/councils/{COUNCIL}/": 5,
    f"/councils/{COUNCIL}/spine/?theme=Finance": 1,
    f"/compare/?measure={METRIC}&measure=fictional.smoking&council={COUNCIL}": 3,
    f"/{OF_MEASURE}?council={COUNCIL}": 3,
    f"/{OF_MEASURE}embed/?council={COUNCIL}&chart=line": 1,
    f"/embed/{OF_MEASURE}?council={COUNCIL}&chart=strip": 1,
    f"/embed/{OF_MEASURE}?chart=hexagons": 1,
}


@pytest.mark.parametrize("address", PAGES)
def test_a_chart_has_all_that_belongs_to_it_on_the_spot(client, address):
    page = lxml.html.fromstring(client.get(address).content.decode())

    charts = page.xpath("//main//figure[.//img]")
    assert len(charts) == len(page.xpath("//main//img")) >= PAGES[address]
    for chart in charts:
        words = chart.text_content()
        assert chart.xpath(".//table/caption"), "its table"
        assert "Source" in words
        assert "Caveat:" in words
        for form in ("csv", "png", "svg"):
            links = chart.xpath(f".//a[contains(@href, '.{form}?')]")
            assert len(links) == 1
            assert links[0].text_content().endswith(chart.xpath("string(.//*[@role='group']/@aria-label)")[7:])
        assert re.search(r"\d", chart.xpath("string(.//img/@alt)")), "what it shows, not that it is a chart"
        assert not re.search(r"\[\w+\]", chart.xpath("string(.//img/@alt)")), "words, no shorthand"


@pytest.mark.parametrize("address", [f"/{OF_MEASURE}?council={COUNCIL}", f"/councils/{COUNCIL}/"])
def test_no_two_links_of_a_page_have_one_name_and_two_places(client, address):
    page = lxml.html.fromstring(client.get(address).content.decode())

    places = dict[str, set[str]]()
    for link in page.xpath("//main//a"):
        places.setdefault(" ".join(link.text_content().split()), set()).add(link.get("href"))
    assert {words: found for words, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("picture", ["spine", "outstanding"])
def test_a_chart_of_many_measures_leaves_its_page_with_sources_and_caveats(client, picture):
    drawn = html.unescape(client.get(f"/councils/{COUNCIL}/{picture}.svg?alone=yes").content.decode())

    assert "Source: Fictional" in drawn
    assert "Caveat: " in drawn
    assert "Release: " in drawn
