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


@pytest.mark.parametrize(
    "address",
    [
        f"/{OF_MEASURE}?council={COUNCIL}",
        f"/councils/{COUNCIL}/",
        f"/councils/{COUNCIL}/same-verdict/{METRIC}/",
        "/measures/",
        "/groups/",
        "/releases/",
        "/baskets/outcomes/",
        f"/compare/?measure={METRIC}&council={COUNCIL}",
    ],
)
def test_no_two_links_of_a_page_have_one_name_and_two_places(client, address):
    page = lxml.html.fromstring(client.get(address).content.decode())

    places = dict[str, set[str]]()
    for link in page.xpath("//a"):
        places.setdefault(" ".join(link.text_content().split()), set()).add(link.get("href"))
    assert {words: found for words, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("picture", ["spine", "outstanding"])
def test_a_chart_of_many_measures_leaves_its_page_with_sources_and_caveats(client, picture):
    drawn = html.unescape(client.get(f"/councils/{COUNCIL}/{picture}.svg?alone=yes").content.decode())

    assert "Source: Fictional" in drawn
    assert "Caveat: " in drawn
    assert "Release: " in drawn


def test_beside_a_percentage_stands_what_it_is_out_of(client):
    measure = lxml.html.fromstring(client.get(f"/{OF_MEASURE}?council={COUNCIL}").content.decode())
    council = lxml.html.fromstring(client.get(f"/councils/{COUNCIL}/").content.decode())

    group = measure.xpath("//table")[0]
    heads = [" ".join(head.text_content().split()) for head in group.xpath(".//thead//th")]
    bases = [row.xpath("./td")[heads.index("Out of") - 1].text_content() for row in group.xpath(".//tbody/tr")]
    assert heads.index("Out of") == heads.index("Value (%)") + 1
    assert len([base for base in bases if re.fullmatch(r"\d{1,3}(,\d{3})*", base)]) > 8
    assert "The figure of Amberfold for 2024/25 is out of" in measure.text_content()
    values = council.xpath("//table[contains(@class, 'measures')]//td[contains(@data-value-id, 'household-recycling')]")
    assert re.fullmatch(r"38\.3% \[p\] of \d{1,3}(,\d{3})+", " ".join(values[0].text_content().split()))


def test_no_cell_of_a_table_of_measures_is_empty(client):
    page = lxml.html.fromstring(client.get(f"/councils/{COUNCIL}/").content.decode())

    cells = [cell.text_content().strip() for cell in page.xpath("//table//td")]
    assert len(cells) > 100
    assert "" not in cells


def test_landmarks_have_names_that_tell_them_apart(client):
    page = lxml.html.fromstring(client.get("/measures/").content.decode())

    names = page.xpath("//*[@role='search']/@aria-label")
    assert len(names) == len(set(names)) == len(page.xpath("//*[@role='search']")) == 2
    former = lxml.html.fromstring(client.get("/councils/X07000034/history/").content.decode())
    regions = former.xpath("//*[@role='region']/@aria-label")
    assert len(regions) == len(set(regions)) == 2
    assert "None" not in former.text_content()
    assert "&page=" not in "".join(page.xpath("//a[starts-with(@href, '?&')]/@href"))
