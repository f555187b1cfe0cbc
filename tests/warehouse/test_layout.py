"""Rows are found by metric and by area, all of them and no others, reading only where they lie."""

from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from polars.testing import assert_frame_equal

from sectorled.warehouse.layout import COLUMNS, as_frame, observations_of
from sectorled.warehouse.queries.cube import cube, cubes
from sectorled.warehouse.release import lay_out as writing
from sectorled.warehouse.release.build import build
from sectorled.warehouse.store import Store, open_store
from tests.warehouse.release.little import AREAS, YEARS, at, load, tidy

KEY = ["metric", "period", "area"]


def rows_of_metric(store, release, metric):
    return as_frame(observations_of(store, release).of_metrics([metric], COLUMNS))


def rows_of_areas(store, release, areas, *, latest_only=False):
    found = observations_of(store, release).of_areas(areas, latest_only=latest_only, columns=COLUMNS)
    return as_frame(found).sort("metric", "period", "area")


@pytest.fixture(params=[4096, 100, 1], ids=lambda rows: f"{rows} rows in a group")
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[Store, str]:
    """A release of six metrics, some of whose latest years are later than others', in row groups of some size."""
    monkeypatch.setattr(writing, "ROWS_IN_GROUP", request.param)
    rows = tidy(metrics=6)["observations"].drop("file", "row")
    late = pl.col("metric").is_in(["m1", "m4"]) | (pl.col("period") < YEARS[-1])
    blank = (pl.col("metric") == "m4") & (pl.col("period") == YEARS[-1])
    rows = rows.filter(late).with_columns(pl.when(blank).then(None).otherwise(pl.col("value")).alias("value"))
    store = open_store(str(tmp_path / "w"))
    load(store, 1, metrics=6, observations=rows)
    return store, build(store, at=at(1)).release


@pytest.fixture
def everything(store) -> pl.DataFrame:
    """All rows, as DuckDB reads them from the files by metric."""
    files = f"{store[0].root}/releases/{store[1]}/observations/by-metric-*.parquet"
    return duckdb.sql(f"SELECT * FROM '{files}'").pl().select(COLUMNS).sort(KEY)  # noqa: S608 - a path of our own


def test_a_metric_has_all_its_rows_in_order_and_no_others(store, everything):
    for metric in ("m1", "m3", "m6"):
        found = rows_of_metric(*store, metric)

        assert_frame_equal(found, everything.filter(metric=metric))


def test_areas_have_all_their_rows_in_order_and_no_others(store, everything):
    wanted = [AREAS[7], AREAS[2], AREAS[11]]

    found = rows_of_areas(*store, wanted)

    assert_frame_equal(found, everything.filter(pl.col("area").is_in(wanted)))


def test_the_latest_period_is_the_last_one_in_which_a_metric_has_a_counted_value(store, everything):
    last = {"m1": YEARS[-1], **dict.fromkeys(["m2", "m3", "m4", "m5", "m6"], YEARS[-2])}

    found = rows_of_areas(*store, AREAS[:3], latest_only=True)

    latest = pl.col("period") == pl.col("metric").replace(last)
    assert_frame_equal(found, everything.filter(latest, pl.col("area").is_in(AREAS[:3])))


def test_both_orders_hold_the_same_rows(store, everything):
    files = f"{store[0].root}/releases/{store[1]}/observations/by-area-*.parquet"

    assert_frame_equal(pl.read_parquet(files).sort(KEY), everything)


def test_what_is_not_there_has_no_rows(store):
    assert rows_of_metric(*store, "nothing").is_empty()
    assert rows_of_areas(*store, ["nowhere"]).columns == COLUMNS


def test_no_row_group_divides_a_metric_or_an_area_or_mixes_latest_with_earlier(store):
    folder = Path(store[0].root) / "releases" / store[1] / "observations"
    index = pl.read_parquet(folder / "index.parquet")

    assert index.select("part", "key").is_unique().all()
    for (file,), places in index.group_by("file"):
        sizes = [
            pq.ParquetFile(folder / f"{file}.parquet").metadata.row_group(g).num_rows
            for g in places["row_group"].unique().sort()
        ]
        assert places.group_by("row_group").agg(pl.col("rows").sum()).sort("row_group")["rows"].to_list() == sizes
        assert places.group_by("row_group").agg(pl.col("part").n_unique())["part"].max() == 1


def test_the_batches_of_a_sweep_are_all_metrics_once(store):
    observations = observations_of(*store)

    assert sorted(m for batch in observations.batches() for m in batch) == [f"m{i}" for i in range(1, 7)]


def test_cubes_by_calendar_hold_what_one_cube_holds(store):
    table = observations_of(*store).of_areas(AREAS)
    whole = cube(table, areas=AREAS)

    parts = cubes(table, areas=AREAS)

    assert sorted(m for part in parts for m in part.metrics) == list(whole.metrics)
    assert sorted(len(part.periods) for part in parts) == [len(YEARS) - 1, len(YEARS)]
    for part in parts:
        m, t = (whole.metrics.index(part.metrics[0]), whole.periods.index(part.periods[-1]))
        assert part.value[0, -1].tolist() == whole.value[m, t].tolist()


def test_a_cube_of_areas_keeps_their_order_and_leaves_others_out(store):
    wanted = [AREAS[5], "nowhere", AREAS[0]]

    found = cube(rows_of_metric(*store, "m1"), areas=wanted)

    assert found.areas == tuple(wanted)
    assert found.value[0, :, 0].tolist() == [5.0 + j for j in range(len(YEARS))]
    assert (found.status[0, :, 1] == -1).all()
