"""A release written as a package reads back to the same figures and definitions, whatever is in it."""

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.load import load
from sectorled.warehouse.package import write_package
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish, published
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tables import TABLES
from tests.warehouse import small_package
from tests.warehouse.packages import as_text, packages

AT = datetime(2026, 1, 1, tzinfo=UTC)
number = itertools.count()
# a release a second: few examples, and none made smaller, which would take minutes
few = settings(max_examples=10, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])


def new(folder: Path) -> Path:
    """A folder that no other example has."""
    place = folder / str(next(number))
    place.mkdir()
    return place


def released(folder: Path, package: Path) -> dict[str, pl.DataFrame]:
    """Every table of the release made of a package alone, in order of key."""
    store = open_store(str(folder / "warehouse"))
    load(store, "package", package, at=AT)
    release = build(store, at=AT).release
    publish(store, release, at=AT)
    return tables(store, release)


def tables(store: Store, release: str) -> dict[str, pl.DataFrame]:
    observed = observations_of(store, release)
    rows = [as_frame(observed.of_metrics(batch, tuple(TABLES["observations"].columns))) for batch in observed.batches()]
    frames = {"observations": pl.concat(rows)} | {
        name: pl.read_parquet(store.read(f"releases/{release}/{name}.parquet")).select(*TABLES[name].columns)
        for name in TABLES
        if name != "observations"
    }
    return {name: frame.sort(*TABLES[name].key) for name, frame in frames.items()}


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    assert one.keys() == other.keys()
    return [name for name in one if not one[name].equals(other[name])] == []


@pytest.mark.slow
@few
@given(packages(), st.sampled_from(["csv", "parquet"]))
def test_a_release_written_as_a_package_reads_back_the_same(tmp_path, rows, form):
    folder = new(tmp_path)
    first = released(folder, small_package.write(folder / "in", names="", **as_text(rows)))

    write_package(first, folder / "out", name="again", title="Again", licence="none", form=form)
    again = released(new(tmp_path), folder / "out")

    assert same(first, again)


@pytest.mark.slow
@few
@given(packages(), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(tmp_path, rows, seed):
    shuffled = {name: Random(seed).sample(some, len(some)) for name, some in rows.items()}  # noqa: S311 - no secret

    first, other = (
        released(folder, small_package.write(folder / "in", names="", **as_text(some)))
        for folder, some in ((new(tmp_path), rows), (new(tmp_path), shuffled))
    )

    assert same(first, other)


WRONG = st.sampled_from(
    [(3, "many"), (4, "inf"), (2, "last year"), (1, "nowhere"), (0, "nothing"), (8, "fine"), (2, "")]
)


@pytest.mark.slow
@few
@given(packages(), WRONG, st.integers(0, 99))
def test_a_wrong_row_is_refused_and_what_stays_is_what_stood_there_without_it(tmp_path, rows, wrong, at):
    folder = new(tmp_path)
    column, text = wrong
    position = at % len(rows["observations"])
    spoilt = list(rows["observations"][position])
    spoilt[column] = text
    others = [row for i, row in enumerate(rows["observations"]) if i != position] or [("b", "4", "2023", 1, *[""] * 6)]
    with_wrong = small_package.write(
        folder / "in", names="", **as_text(rows | {"observations": [*others, tuple(spoilt)]})
    )
    without = small_package.write(new(tmp_path) / "in", names="", **as_text(rows | {"observations": others}))
    store = open_store(str(folder / "warehouse"))

    report = load(store, "package", with_wrong, at=AT, accept_refusals=True)
    release = build(store, at=AT).release

    assert report.rows_refused == 1
    assert same(tables(store, release), released(new(tmp_path), without))
    with pytest.raises(Exception, match="Nothing was published yet"):
        published(store)


def test_the_descriptor_names_types_keys_and_words_of_each_table(tmp_path):
    frames = {name: pl.DataFrame(schema=table.columns) for name, table in TABLES.items()}

    write_package(frames, tmp_path / "p", name="empty", title="Empty", licence="OGL-UK-3.0")

    descriptor = json.loads((tmp_path / "p" / "datapackage.json").read_text())
    assert descriptor["licenses"] == [{"name": "OGL-UK-3.0"}]
    assert {r["name"].replace("-", "_"): r["schema"]["primaryKey"] for r in descriptor["resources"]} == {
        name: list(table.key) for name, table in TABLES.items()
    }
    (observations,) = [r for r in descriptor["resources"] if r["name"] == "observations"]
    fields = {field["name"]: field for field in observations["schema"]["fields"]}
    assert fields["value"] == {"name": "value", "type": "number"}
    assert fields["metric"]["constraints"] == {"required": True}
    assert "suppressed" in fields["status"]["constraints"]["enum"]


def test_nobody_of_nobody_is_missing_and_reads_back_so(tmp_path):
    rows = "metric,area,period,value,numerator,denominator,status\nm2,X01,2023/24,,0,0,\nm2,X02,2023/24,,0,20,\n"
    first = released(new(tmp_path), small_package.write(tmp_path / "in", observations=rows))

    write_package(first, tmp_path / "out", name="again", title="Again", licence="none", form="csv")
    again = released(new(tmp_path), tmp_path / "out")

    told = first["observations"].select("value", "numerator", "denominator", "status").rows()
    assert told == [(None, None, None, "missing"), (0.0, 0.0, 20.0, "final")]
    assert same(first, again)
