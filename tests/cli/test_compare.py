"""One question at the command line, answered for the published release."""

import json

import pytest

from tests.cli.run import sectorled
from tests.warehouse import small_package


@pytest.fixture
def published(tmp_path):
    package = small_package.write(tmp_path / "package")
    warehouse = tmp_path / "warehouse"
    assert sectorled("load", "package", package, warehouse=warehouse).code == 0
    assert sectorled("publish", warehouse=warehouse).code == 0
    return warehouse


def answer(warehouse, *words):
    ran = sectorled("compare", *words, "--format", "json", warehouse=warehouse)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_metric_is_compared_in_its_default_scheme_at_the_latest_period(published):
    found = answer(published, "m1")

    assert (found["metric"], found["period"], found["polarity"]) == ("m1", "2023-04-01/P1Y", "low")
    (group,) = found["groups"]
    assert (group["group"], group["scheme"], group["n"], group["not_applicable"], group["missing"]) == (
        "family-1",
        "place",
        10,
        0,
        0,
    )
    assert (group["mean"], group["median"], group["q1"], group["q3"], group["mad"]) == (14.5, 14.5, 12.25, 16.75, 2.5)
    best = group["areas"][0]
    assert (best["area"], best["rank"], best["of"], best["rank_share"], best["band"]) == ("X01", 1, 10, 0.1, 1)
    assert best["mads_from_median"] == -1.8
    assert best["reference_without_self"] == {"median": 15.0, "mean": 15.0}


def test_an_earlier_value_stands_beside_the_change_since(published):
    (group,) = answer(published, "m1", "--area", "Oldtown", "--group", "family-1")["groups"]

    (area,) = group["areas"]
    assert area["previous"]["period"] == "2022-04-01/P1Y"
    assert area["previous"]["value"] == 11
    assert area["previous"]["change"] == pytest.approx(-1 / 11, abs=1e-9)
    assert (area["previous"]["change_kind"], area["previous"]["direction"], area["previous"]["rank_change"]) == (
        "relative",
        "lower",
        0,
    )
    assert area["previous"]["verdict"] is None


def test_rates_are_worked_out_from_their_parts_and_groups_as_sum_over_sum(published):
    (group,) = answer(published, "m2")["groups"]

    assert [area["value"] for area in group["areas"]] == [5.0 * i for i in range(1, 11)]
    assert group["ratio_of_sums"] == pytest.approx(27.5, rel=1e-12)


def test_the_owner_of_a_group_is_compared_with_its_members(published):
    (group,) = answer(published, "m1", "--scheme", "near")["groups"]

    assert group["owner"] == "X01"
    assert group["n"] == 6
    assert {area["area"] for area in group["areas"]} == {"X01", "X02", "X03", "X04", "X05", "X06"}


def test_an_unknown_metric_is_answered_with_the_nearest_one(published):
    ran = sectorled("compare", "m11", warehouse=published)

    assert ran.code == 3
    assert ran.out == ""
    assert "There is no metric 'm11'" in ran.err
    assert "m1" in ran.err.split("Nearest:")[1]


def test_a_period_that_is_not_there_is_answered_with_those_that_are(published):
    ran = sectorled("compare", "m1", "--period", "1999/00", warehouse=published)

    assert ran.code == 3
    assert "2022/23, 2023/24" in ran.err


def test_csv_has_one_row_an_area_and_the_same_columns_in_each(published):
    ran = sectorled("compare", "m1", "--format", "csv", warehouse=published)

    lines = ran.out.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("metric,period,release,group,scheme")
    assert len({line.count(",") for line in lines}) == 1


def test_no_field_of_the_answer_is_a_score_across_metrics(published):
    text = json.dumps(answer(published, "m1"))

    assert "overall" not in text
    assert "score" not in text
