"""A proposed council's baseline, what cannot be combined, and a new council's years before it existed."""

import csv
import html
import io
import re

import pytest

from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.reorganisation import proposed_council
from sectorled.warehouse.queries.series import series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
PICKED = ["X06000001", "X06000002"]
ASKED = "?council=X06000001&council=X06000002"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_council_can_be_picked_by_region_and_name(client):
    text = page(client, "/propose-a-council/")

    regions = re.findall(r'details__summary-text">([^:<]+): \d+ councils', text)
    names = re.findall(r'for="c-[^"]+">([^<]+?) ?<', text)
    assert regions == sorted(regions)
    assert len(names) == 62
    assert "Baseline" not in text


def test_the_baseline_is_sum_over_sum_and_what_cannot_be_combined_has_its_reason(client):
    text = page(client, f"/propose-a-council/{ASKED}")

    found = proposed_council(release_read(), PICKED)
    recycled = next(line for line in found.baseline if line.metric == "fictional.household-recycling")
    assert "A council in place of Amberfold and Coalbeck" in text
    assert f"{len(found.baseline)} measures can be put together for it; {len(found.not_combined)} cannot" in text
    assert f"{100 * recycled.numerator / recycled.denominator:.1f}%" in text
    assert "Yes or no cannot be averaged" in text


def test_the_picked_councils_stay_ticked(client):
    text = page(client, f"/propose-a-council/{ASKED}")

    assert re.findall(r'value="([^"]+)" id="c-[^"]+" checked', text) == PICKED


@pytest.mark.parametrize("asked", ["?find=yes", "?council=X06000001", "?council=X06000001&council=X06000001"])
def test_fewer_than_two_are_asked_for_more(client, asked):
    text = page(client, f"/propose-a-council/{asked}")

    assert "<title>Error:" in text
    assert '<a href="#councils">Name at least two councils' in text


def test_a_council_that_is_not_known_is_answered_with_the_nearest(client):
    assert "Amberfold" in page(client, "/propose-a-council/?council=Amberfeld&council=X06000002")


def test_the_csv_has_both_lists(client):
    response = client.get(f"/propose-a-council/baseline.csv{ASKED}")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    found = proposed_council(release_read(), PICKED)
    combined = [row for row in rows if row["status"] == "combined"]
    left = [row for row in rows if row["status"] == "not combined"]
    assert [(row["metric"], float(row["value"])) for row in combined] == [(b.metric, b.value) for b in found.baseline]
    assert [(row["metric"], row["reason"]) for row in left] == [(n.metric, n.reason) for n in found.not_combined]
    assert all(row["unit"] and row["source"] and row["caveat"] for row in combined)
    assert not any(row["value"] for row in left)


def test_the_workbook_comes(client):
    assert client.get(f"/propose-a-council/baseline.xlsx{ASKED}").content.startswith(b"PK")


@pytest.mark.parametrize(("form", "status"), [("exe", 404), ("csv", 400)])
def test_a_file_of_nothing_or_of_no_form_is_refused(client, form, status):
    asked = ASKED if status == 404 else ""

    assert client.get(f"/propose-a-council/baseline.{form}{asked}").status_code == status


def test_councils_that_took_the_place_of_others_lead_to_their_history(client):
    text = page(client, "/propose-a-council/")

    for name in ("Brinehaven", "Larkdown", "Marlshire"):
        assert re.search(rf'href="/councils/[^/]+/history/">{name}<', text)
    assert "Sallowmere" not in re.findall(r'/history/">([^<]+)<', text)


def test_a_new_councils_history_is_the_one_its_series_have(client):
    text = page(client, "/councils/X07000034/history/")

    release = release_read()
    row = re.search(r'measures/fictional\.household-recycling/\?council=X07000034">.*?</tr>', text, re.DOTALL)[0]
    points = series(release, "fictional.household-recycling", "X07000034").points
    estimated = [point.period_spoken for point in points if point.status == "estimated" and point.period < "2019"]
    assert estimated
    assert f"{estimated[0]} to {estimated[-1]} ({len(estimated)} periods)" in row
    assert "Larkdown followed " in text


def test_where_nothing_follows_the_reason_is_given(client):
    text = html.unescape(page(client, "/councils/X07000034/history/"))

    assert "Not worked out: its predecessors’ figures cannot be put together" in text


def test_a_council_without_predecessors_says_so(client):
    text = page(client, "/councils/X06000001/history/")

    assert "took no other council’s place" in text
    assert "<table" not in text
