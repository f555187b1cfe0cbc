"""What a reader is told of the fictional sector, once both releases are published."""

from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest

from sectorled.demonstration.package import write_package
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.check import check
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.queries.reorganisation import proposed_council
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store

DAYS = {1: datetime(2025, 6, 18, tzinfo=UTC), 2: datetime(2025, 12, 10, tzinfo=UTC)}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fictional")
    store = open_store(str(folder / "warehouse"))
    for number, day in DAYS.items():
        write_package(folder / f"release-{number}", release=number)
        load(store, "package", folder / f"release-{number}", at=day)
        publish(store, build(store, at=day).release, at=day)
    return str(folder / "warehouse")


@pytest.mark.slow
def test_what_is_weighed_is_not_tested_as_if_it_were_counted(address):
    found = series(open_release(address), "household-recycling", "Amberfold").trend

    assert (found.method, found.direction, found.verdict) == ("Mann-Kendall", "lower", "worse")
    assert 0.001 < found.p < 0.05


@pytest.mark.slow
def test_a_new_way_of_counting_breaks_the_series_only_in_the_release_that_brought_it(address):
    now = open_release(address)
    then = open_release(address, on=DAYS[1])

    assert series(now, "fly-tipping-cleared", "Amberfold").trend.p is None
    assert series(then, "fly-tipping-cleared", "Amberfold").trend.p is not None


@pytest.mark.slow
def test_a_merged_council_has_the_history_of_its_predecessors_and_a_part_of_one_has_none(address):
    release = open_release(address)
    merged, part = (series(release, "household-recycling", name).points for name in ("Larkdown", "Saltreach"))

    assert [point.period_spoken for point in merged][:2] == ["2013/14", "2014/15"]
    assert merged[0].status == "estimated"
    assert [point.period_spoken for point in part] == ["2022/23", "2023/24", "2024/25"]


@pytest.mark.slow
def test_nothing_is_to_mend(address):
    answer = check(open_store(address), open_release(address), today=DAYS[2].date())

    assert answer.counts == {}


@pytest.mark.slow
def test_a_proposed_council_has_the_figures_of_its_places(address, world, made):
    release = open_release(address)
    proposed = release.table("successions").filter(pl.col("kind") == "proposed")
    at = world.areas["code"].to_list().index(proposed["successor"][0])

    answer = proposed_council(release, proposed["predecessor"].to_list())

    expected = {line.metric: made[line.metric.removeprefix("fictional.")].value[at] for line in answer.baseline}
    latest = {metric: values[~np.isnan(values)][-1] for metric, values in expected.items()}
    apart = [x.metric for x in answer.baseline if abs(x.value - latest[x.metric]) > 0.02 * abs(latest[x.metric])]
    assert len(answer.baseline) > 100
    assert set(apart) <= {"fictional.control-over-daily-life"}  # a survey: the council's own sample differs by chance
    assert {x.reason for x in answer.not_combined} >= {"yes or no cannot be averaged"}
