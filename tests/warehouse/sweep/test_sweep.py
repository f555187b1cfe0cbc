"""The full sweep says what pages say, and every engine writes the same."""

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sectorled.warehouse.engine import Here, Pool
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.queries.shapes import AreaStanding, Comparison
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from sectorled.warehouse.sweep import TABLES, sweep
from sectorled.warehouse.sweep.groups import layers
from sectorled.warehouse.tidy import InputError
from tests.warehouse.release.little import at, load, tidy
from tests.warehouse.sweep.places import published

FIGURES = ("n", "mean", "median", "q1", "q3", "mad", "ratio_of_sums")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with a merger, families, neighbours, blanks, ties, parts and every polarity."""
    return open_release(published(tmp_path_factory.mktemp("w")))


@pytest.fixture(scope="module")
def swept(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("swept")
    sweep(release.store.address, str(folder))
    return folder


def rows(folder: Path, table: str) -> pl.DataFrame:
    """One table with all its parts, words as text."""
    parts = [pl.read_parquet(path) for path in sorted(folder.glob(f"{table}/**/*.parquet"))]
    return pl.concat([part.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String)) for part in parts])


def pages(release: Release, scheme: str) -> list[Comparison]:
    """What `compare` answers for every metric and period in the groups of a scheme."""
    groups = release.groups_of_scheme(scheme)
    return [
        compare(release, metric, period=period.iso, groups=groups)
        for metric in release.table("metrics")["metric"]
        for period in release.cube_of_metric(metric).periods
    ]


@pytest.mark.parametrize("scheme", ["all", "type", "region", "place"])
def test_standings_and_figures_are_those_of_the_pages(release, swept, scheme):
    standings = {
        (r["metric"], r["period"], r["group"], r["area"]): r
        for r in rows(swept, f"standings/{scheme}").iter_rows(named=True)
    }
    figures = {
        (r["metric"], r["period"], r["group"]): r for r in rows(swept, f"figures/{scheme}").iter_rows(named=True)
    }
    said = 0
    for page in pages(release, scheme):
        for group in page.groups:
            found = figures.get((page.metric, page.period, group.group))
            assert (found is None) == (group.n == 0)
            assert found is None or {k: found[k] for k in FIGURES} == {k: getattr(group, k) for k in FIGURES}
            for area in group.areas:
                check(standings.get((page.metric, page.period, group.group, area.area)), area)
                said += area.rank is not None or area.mads_from_median is not None
    assert said > 100


def check(swept: dict[str, object] | None, area: AreaStanding) -> None:
    if swept is None:
        assert area.rank is None
        assert area.mads_from_median is None
        return
    for name in ("value", "rank", "rank_share", "band", "mads_from_median"):
        assert swept[name] == getattr(area, name), name


def test_changes_are_those_of_the_pages(release, swept):
    changes = {(r["metric"], r["period"], r["area"]): r for r in rows(swept, "changes").iter_rows(named=True)}
    said = 0
    for page in pages(release, "all"):
        for area in page.groups[0].areas:
            found = changes.get((page.metric, page.period, area.area))
            then = area.previous if area.value is not None else None
            assert (found is None) == (then is None)
            if found and then:
                assert (found["previous_period"], found["previous"]) == (then.period, then.value)
                assert (found["change"], found["change_kind"]) == (then.change, then.change_kind)
                said += 1
    assert said > 100


def test_trends_are_those_of_the_pages(release, swept):
    trends = {(r["metric"], r["area"]): r for r in rows(swept, "trends").iter_rows(named=True)}
    said = 0
    for metric in release.table("metrics")["metric"]:
        for area in compare(release, metric, groups=["all"]).groups[0].areas:
            found = trends.get((metric, area.area))
            assert (found is None) == (area.trend.p is None)
            if found:
                assert (found["method"], found["p"], found["direction"]) == (
                    area.trend.method,
                    area.trend.p,
                    area.trend.direction,
                )
                said += 1
    assert said > 20


def test_neighbours_are_those_of_the_pages(release, swept):
    neighbours = {(r["metric"], r["group"]): r for r in rows(swept, "neighbours").iter_rows(named=True)}
    groups = release.table("groups").filter(kind="neighbours")
    said = 0
    for metric in release.table("metrics")["metric"]:
        for name, owner in groups.select("group", "owner").iter_rows():
            page = latest_page(release, metric, name)
            own = next((area for area in page.groups[0].areas if area.area == owner), None)
            found = neighbours.get((metric, name))
            assert (found is None) == (own is None or own.value is None)
            if found and own:
                check(found, own)
                assert (found["period"], found["area"]) == (page.period, owner)
                assert {k: found[k] for k in FIGURES} == {k: getattr(page.groups[0], k) for k in FIGURES}
                said += 1
    assert said > 20


def latest_page(release: Release, metric: str, group: str) -> Comparison:
    """The comparison at the latest period in which the group has a value."""
    cube = release.cube_of_metric(metric)
    for period in reversed(cube.periods):
        page = compare(release, metric, period=period.iso, groups=[group])
        if page.groups[0].n:
            return page
    return page


def test_rows_are_in_order_of_metric_period_and_area(swept):
    for table in ("standings/all", "changes"):
        found = rows(swept, table)

        assert found.equals(found.sort("metric", "period", "area"))


def test_a_pool_writes_the_same_and_progress_is_told(release, swept, tmp_path):
    told: list[tuple[str, int, int]] = []

    counts = sweep(release.store.address, str(tmp_path), engine=Pool(2), progress=lambda *now: told.append(now))

    assert told == [("sweeping batches of measures", 1, 1)]
    assert counts == {table: rows(swept, table).height for table in TABLES}
    for path in swept.rglob("*.parquet"):
        assert_frame_equal(pl.read_parquet(path), pl.read_parquet(tmp_path / path.relative_to(swept)))


def test_a_sweep_again_writes_the_same_bytes(release, swept, tmp_path):
    sweep(release.store.address, str(tmp_path), engine=Here())

    for path in swept.rglob("*.parquet"):
        assert path.read_bytes() == (tmp_path / path.relative_to(swept)).read_bytes()


def test_groups_that_share_an_area_are_in_different_layers():
    assert layers({"a": ["x", "y"], "b": ["z"], "c": ["y", "w"], "d": ["x"]}) == [
        {"a": ["x", "y"], "b": ["z"]},
        {"c": ["y", "w"], "d": ["x"]},
    ]


def test_a_release_without_neighbours_or_values_is_swept_all_the_same(tmp_path):
    store = open_store(str(tmp_path / "w"))
    load(store, 1, observations=tidy()["observations"].drop("file", "row").with_columns(status=pl.lit("suppressed")))
    publish(store, build(store, at=at(1)).release, at=at(1))

    counts = sweep(store.address, str(tmp_path / "swept"))

    assert counts == dict.fromkeys(TABLES, 0)
    assert rows(tmp_path / "swept", "neighbours").columns[:4] == ["metric", "period", "area", "group"]


def test_an_earlier_sweep_is_cleared_away_and_nothing_else_is(release, tmp_path):
    out = tmp_path / "swept"
    sweep(release.store.address, str(out))
    (out / "trends" / "9999.parquet").write_bytes(b"of an earlier release")

    counts = sweep(release.store.address, str(out))

    assert not (out / "trends" / "9999.parquet").exists()
    note = json.loads((out / "sweep.json").read_text())
    assert note == {"release": release.id, "methods": release.manifest.methods, "rows": counts}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letters.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds other things \(letters\.txt\)"):
        sweep(release.store.address, str(tmp_path / "other"))
    assert (tmp_path / "other" / "letters.txt").exists()
