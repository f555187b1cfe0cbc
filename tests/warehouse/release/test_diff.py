"""What changed between two releases."""

from pathlib import Path

import polars as pl
import pytest

from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.diff import diff, verdicts
from sectorled.warehouse.store import open_store
from tests.warehouse.release.little import AREAS, YEARS, at, load, tidy

INTERVAL = {"value": 0.0, "lower": -1.0, "upper": 1.0}
METRICS = pl.DataFrame(
    {
        "metric": ["m1", "m2"],
        "label": ["First", "m2"],
        "polarity": ["low", "low"],
        "last_update": ["2026-01-01", None],
    }
)


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Release, Release]:
    """Of the later one: a year taken away from one metric, a value raised, one suppressed, one metric gone, one new."""
    store = open_store(str(tmp_path))
    load(store, 1, metrics=4)
    before = build(store, at=at(1)).release
    rows = tidy(metrics=4)["observations"].drop("file", "row")
    first = (pl.col("metric") == "m1") & (pl.col("area") == AREAS[0])
    raised = pl.when(first & (pl.col("period") == YEARS[0])).then(99.0).otherwise(pl.col("value"))
    hidden = pl.when(first & (pl.col("period") == YEARS[1])).then(pl.lit("suppressed")).otherwise(pl.col("status"))
    gone = (pl.col("metric") == "m2") & (pl.col("period") == YEARS[0])
    renamed = pl.col("metric").replace({"m4": "m5"})
    rows = rows.with_columns(raised.alias("value"), hidden.alias("status")).filter(~gone)
    rows = rows.filter(pl.col("metric") != "m3").with_columns(renamed)
    changed = METRICS.vstack(METRICS[1:].with_columns(metric=pl.lit("m5"), label=pl.lit("m5")))
    load(store, 2, metrics=4, observations=rows, definitions=changed)
    after = build(store, at=at(2)).release
    return open_release(str(tmp_path), release=before), open_release(str(tmp_path), release=after)


def test_new_revised_and_withdrawn_observations_are_told_with_old_and_new_value(releases):
    found = diff(*releases)

    cells = len(AREAS) * len(YEARS)
    assert found.counts() == {"new": cells, "revised": 2, "withdrawn": 2 * cells + len(AREAS)}
    revised = found.observations.filter(change="revised").sort("period")
    assert revised.select("old_value", "value", "old_status", "status").rows() == [
        (0.0, 99.0, "final", "final"),
        (1.0, None, "final", "suppressed"),
    ]
    assert set(found.observations.filter(change="new")["metric"]) == {"m5"}
    assert set(found.observations.filter(change="withdrawn", metric="m2")["period"]) == {YEARS[0]}


def test_changed_definitions_and_new_and_withdrawn_metrics_are_told(releases):
    found = diff(*releases)

    assert found.definitions.rows() == [("m1", "label", "m1", "First"), ("m1", "polarity", "high", "low")]
    assert (found.new_metrics, found.withdrawn_metrics) == (["m5"], ["m3", "m4"])


def test_nothing_changed_between_a_release_and_itself(releases):
    found = diff(releases[0], releases[0])

    assert found.counts() == {"new": 0, "revised": 0, "withdrawn": 0}
    assert found.definitions.is_empty()
    assert found.verdicts.is_empty()


def test_the_way_back_is_the_way_there_turned_round(releases):
    there, back = diff(*releases), diff(*reversed(releases))

    assert there.counts()["new"] == back.counts()["withdrawn"]
    assert back.observations.filter(change="revised").sort("period")["old_value"].to_list() == [99.0, None]


def test_an_area_whose_verdict_became_another_one_is_told(tmp_path):
    store = open_store(str(tmp_path))
    opened = []
    for number, own in ((1, 50.0), (2, 80.0)):
        rows = tidy()["observations"].drop("file", "row").with_columns(value=50.0, lower=49.0, upper=51.0)
        latest = (pl.col("metric") == "m1") & (pl.col("area") == AREAS[0]) & (pl.col("period") == YEARS[-1])
        raised = [pl.when(latest).then(own + plus).otherwise(pl.col(c)).alias(c) for c, plus in INTERVAL.items()]
        load(store, number, observations=rows.with_columns(raised))
        opened.append(open_release(str(tmp_path), release=build(store, at=at(number)).release))

    changed = diff(*opened).verdicts

    assert changed.rows() == [("m1", AREAS[0], "all", YEARS[-1], YEARS[-1], "similar", "better")]
    assert verdicts(opened[1]).filter(metric="m1", verdict="better")["area"].to_list() == [AREAS[0]]
