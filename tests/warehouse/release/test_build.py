"""Building: the same loads give the same release, the manifest tells what is in it, and loads are merged."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from sectorled.warehouse.layout import COLUMNS, as_frame, observations_of
from sectorled.warehouse.loads import every_load, report_of
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release import observations as gathering
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.manifest import METHODS, manifest_of, releases
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.release.little import AREAS, YEARS, at, load


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "w"))


def test_nothing_loaded_says_what_to_do(store):
    with pytest.raises(InputError, match="sectorled load KIND FILE"):
        build(store, at=at(0))


def test_the_same_loads_give_the_same_release_whenever_they_are_built(store, tmp_path):
    other = open_store(str(tmp_path / "other"))
    load(store, 1)
    load(other, 1)

    first, again, elsewhere = build(store, at=at(1)), build(store, at=at(5)), build(other, at=at(9))

    assert first == again
    assert (first.release, first.files) == (elsewhere.release, elsewhere.files)
    assert [manifest.release for manifest in releases(store)] == [first.release]


def test_a_corrected_load_of_the_same_file_gives_another_release(store):
    load(store, 1)
    before = build(store, at=at(1))
    load(store, 1, plus=1.0)

    after = build(store, at=at(2))

    assert before.release != after.release
    assert before.inputs[0]["sha256"] == after.inputs[0]["sha256"]


def test_the_manifest_has_the_hash_of_every_file_and_input_the_methods_and_counts(store, tmp_path):
    load(store, 1)

    manifest = build(store, at=at(1))

    folder = tmp_path / "w" / "releases" / manifest.release
    files = {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*.parquet")}
    assert manifest.files == files
    assert manifest.methods == METHODS
    assert manifest.software["numpy"]
    assert manifest.inputs[0]["sha256"] == every_load(store)[0].sha256
    assert manifest.counts["observations"] == 2 * len(AREAS) * len(YEARS)
    assert json.loads((folder / "manifest.json").read_text())["release"] == manifest.release


def test_of_two_loads_that_speak_of_the_same_cell_the_newer_one_counts(store):
    load(store, 1, dataset="first")
    load(store, 2, dataset="second", plus=100.0)

    manifest = build(store, at=at(3))

    rows = as_frame(observations_of(store, manifest.release).of_metrics(["m1"], COLUMNS)).filter(area=AREAS[0])
    assert rows["value"].to_list() == [0.0, 1.0, 2.0, 3.0, 4.0, 105.0]
    assert set(rows["load"]) == {every_load(store)[1].load}


def test_an_area_that_was_only_recoded_keeps_its_history_under_its_new_code(store):
    recoded = {
        "areas": pl.DataFrame({"code": ["X01", "Y01"], "name": ["Old", "New"]}),
        "successions": pl.DataFrame(
            {"predecessor": ["X01"], "successor": ["Y01"], "date": ["2022-04-01"], "kind": ["recode"]}
        ),
    }
    load(store, 1, **recoded)

    manifest = build(store, at=at(1))

    areas = as_frame(observations_of(store, manifest.release).of_metrics(["m1"], COLUMNS))["area"]
    assert "X01" not in areas
    assert areas.value_counts().filter(area="Y01")["count"].item() == len(YEARS)


def test_a_former_code_among_the_names_of_an_area_is_a_recode_too(store):
    known = pl.DataFrame({"code": ["X01", "Y01"], "name": ["Old", "New"], "kind": ["district", "district"]})
    former = pl.DataFrame({"area": ["Y01"], "name": ["X01"]})
    load(store, 1, areas=known, names=former)

    release = Release(store, build(store, at=at(1)))

    assert "X01" not in release.table("areas")["code"]
    assert "X01" not in release.table("members")["area"]
    assert as_frame(observations_of(store, release.id).of_metrics(["m1"], COLUMNS)).filter(area="Y01").height == len(
        YEARS
    )


def test_many_small_steps_give_the_same_rows_as_one(store, monkeypatch):
    load(store, 1, metrics=6)
    whole = build(store, at=at(1))
    rows = as_frame(observations_of(store, whole.release).of_metrics(["m5"], COLUMNS))
    monkeypatch.setattr(gathering, "ROWS_IN_FILE", 100)
    monkeypatch.setitem(METHODS, "layout", -1)

    stepwise = build(store, at=at(1))

    by_metric = [name for name in stepwise.files if "by-metric" in name]
    assert len(by_metric) == 3
    assert as_frame(observations_of(store, stepwise.release).of_metrics(["m5"], COLUMNS)).equals(rows)
    assert stepwise.counts == whole.counts


def test_a_release_without_observations_can_be_built_and_read(store):
    none = {"observations": pl.DataFrame(schema={"metric": pl.String, "area": pl.String, "period": pl.String})}
    load(store, 1, **none)

    manifest = build(store, at=at(1))

    assert manifest.counts["observations"] == 0
    assert as_frame(observations_of(store, manifest.release).of_metrics(["m1"], COLUMNS)).is_empty()


def test_what_was_never_finished_is_no_release_and_no_load(store):
    report = load(store, 1)
    manifest = build(store, at=at(1))
    store.remove(f"releases/{manifest.release}/manifest.json")
    store.remove(f"loads/{report.load}/load.json")

    assert manifest_of(store, manifest.release) is None
    assert report_of(store, report.load) is None
    assert releases(store) == []
