"""A comparison that a reader puts together: read, cited, drawn and downloaded; refused in words beside the form."""

import csv
import io
import re
from urllib.parse import urlencode

import pytest

from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.compare import compare
from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
SMOKING, ACCOUNTS = "fictional.smoking", "fictional.accounts-on-time"
MEASURES = [METRIC, SMOKING, ACCOUNTS]


def address(path="", **asked):
    given = {"measure": MEASURES, "council": COUNCIL} | asked
    return f"/compare/{path}?{urlencode(given, doseq=True)}"


def page(client, **asked):
    response = client.get(address(**asked))
    assert response.status_code == 200
    return response.content.decode()


def rows(client, **asked):
    response = client.get(address("figures.csv", **asked))
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_without_a_choice_there_is_a_form_and_nothing_else(client):
    text = client.get("/compare/").content.decode()

    assert "at most 6" in text
    assert "<table" not in text
    assert "There is a problem" not in text


def test_words_offer_measures_to_tick_beside_those_chosen(client):
    text = client.get("/compare/?find=recycled&measure=fictional.smoking").content.decode()

    boxes = re.findall(r'name="measure" value="([^"]+)" id="[^"]+"( checked)?', text)
    assert boxes[0] == (SMOKING, " checked")
    assert (METRIC, "") in boxes


def test_the_comparison_begins_with_its_answer_and_shows_values_never_ranks_over_measures(client):
    text = page(client)

    table = re.search(r'aria-label="Amberfold beside its nearest neighbours".*?</table>', text, re.DOTALL)[0]
    assert "measures of Amberfold that could be tested" in text
    assert "There is no overall score." in text
    assert re.search(r'data-value-id="[^"]+/X06000001/2024-04-01/P1Y">38.3% \[p\]<', table)
    assert "Rank" not in table


def test_each_measure_has_its_chart_number_of_councils_caveat_and_working(client):
    text = page(client)

    charts = re.findall(r'<img src="(/compare/charts/[^"]+\.svg\?[^"]+)"[^>]*alt="([^"]+)"', text)
    assert [re.search(r"charts/([^?]+)\.svg", src)[1] for src, _ in charts] == ["spine", SMOKING, METRIC]
    assert all(alternative for _, alternative in charts)
    assert text.count("16 councils with a figure") >= 3
    assert text.count("<b>Caveat:</b> Fictional figure") >= 3
    assert text.count("How was this worked out?") == 3
    for src, _ in charts:
        assert client.get(src.replace("&amp;", "&")).content.startswith(b"<svg")


def test_a_yes_or_no_measure_is_a_table_and_no_chart(client):
    text = page(client, measure=[ACCOUNTS])

    assert "/compare/charts/" not in text
    assert "Draft accounts published on time" in text


def test_an_earlier_period_is_compared_and_measures_without_it_are_left_out(client):
    text = page(client, measure=[METRIC, "fictional.staff-recommend"], period="2015-04-01/P1Y")

    assert "in 2015/16" in text
    assert "is left out: it has no figure in this period" in text


def test_figures_of_the_file_are_those_of_the_query_by_measure_and_name(client):
    told = rows(client, group="region-northfell", measure=[METRIC])

    found = compare(release_read(), METRIC, groups=["region-northfell"]).groups[0]
    names = [row["name"] for row in told]
    assert names == sorted(names) == sorted(area.name for area in found.areas)
    assert {row["name"]: row["value"] for row in told if row["value"]} == {
        area.name: str(area.value) for area in found.areas if area.value is not None
    }
    assert all(row["unit"] and row["source"] and row["caveat"] and row["status"] and row["release"] for row in told)


def test_a_list_of_councils_takes_the_place_of_a_group(client):
    told = rows(client, councils="Coalbeck\nX06000003", measure=[METRIC])

    assert {row["area"] for row in told} == {COUNCIL, "X06000002", "X06000003"}
    assert {row["group_n"] for row in told} == {"3"}


def test_a_council_alone_says_so(client):
    text = page(client, councils="Amberfold", measure=[METRIC])

    assert "there is nobody to compare it with" in text


def test_a_councils_reply_stands_beside_its_figure_on_the_page_and_in_the_file(client):
    reply(release_read().id, text="Our garden round began late.", state="published")

    assert "Our garden round began late." in page(client)
    said = {row["area"]: row["reply"] for row in rows(client, measure=[METRIC])}
    assert said[COUNCIL] == "Our garden round began late."
    assert not any(text for area, text in said.items() if area != COUNCIL)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"measure": ["fictional.smokin"]}, "fictional.smoking"),
        ({"council": "Amberfeld"}, "Amberfold"),
        ({"group": "region-southstrand"}, "is not in the group"),
        ({"group": "region-nowhere"}, "There is no group"),
        ({"councils": "Atlantis"}, "There is no area"),
        ({"period": "1066"}, "Choose one from the list"),
        ({"measure": [f"{SMOKING}", METRIC, ACCOUNTS, "fictional.crime", "fictional.turnout", "fictional.population",
                      "fictional.relet-time"]}, "Choose at most 6 measures; 7 are ticked"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said_above_the_form_which_keeps_what_was_chosen(client, asked, words):
    text = page(client, **asked)

    assert "<title>Error:" in text
    assert words in text.partition("<form method")[0] or words in text
    assert "There is a problem" in text
    assert "Download the figures" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")]
)
def test_the_report_of_the_same_choice_comes_in_each_form(client, form, begins):
    response = client.get(address(f"report.{form}", measure=[METRIC]))

    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert f'filename="headline-{COUNCIL}.{form}"' in response.headers["Content-Disposition"]
    if form == "html":
        assert "38.3%" in response.content.decode()


def test_while_the_council_may_reply_there_are_no_verdicts_over_measures_and_no_report(client, settings):
    settings.REPLY_WORKING_DAYS = 1000

    text = page(client)

    assert "Amberfold has time to reply to this release first." in text
    assert "38.3% [p]" in text
    assert "clearly" not in text.casefold()
    assert "charts/spine" not in text
    assert client.get(address("report.html")).status_code == 409
    assert client.get(address("charts/spine.svg")).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("charts/fictional.crime.svg", 404),
        ("charts/spine.exe", 404),
        ("report.csv", 404),
        ("report.exe", 404),
    ],
)
def test_what_is_not_there_is_not_found(client, path, status):
    assert client.get(address(path)).status_code == status


@pytest.mark.parametrize("path", ["figures.csv", "report.html", "charts/spine.svg"])
def test_a_file_of_nothing_asks_for_a_choice_first(client, path):
    response = client.get(f"/compare/{path}")

    assert response.status_code == 400
    assert "Choose measures and a council first" in response.content.decode()


def test_the_permanent_address_gives_the_same_figures_of_an_older_release(client, sector):
    older = rows(client, release=sector[1][0], measure=[METRIC])

    assert {row["release"] for row in older} == {sector[1][0]}
    assert {row["period"] for row in older} == {"2023-04-01/P1Y"}
