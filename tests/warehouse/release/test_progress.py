"""Whoever waits is told what is being done and how much of how much: loading, building, publishing."""

from datetime import UTC, datetime

from sectorled.warehouse.files import Files
from sectorled.warehouse.load import load
from sectorled.warehouse.release import lay_out
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish, rollback
from sectorled.warehouse.store import open_store
from tests.warehouse.small_package import TABLES, write

AT = datetime(2026, 11, 1, tzinfo=UTC)


def test_loading_tells_how_many_files_were_read(tmp_path):
    told = []

    load(
        open_store(str(tmp_path / "w")), "package", write(tmp_path / "p"), at=AT, progress=lambda *now: told.append(now)
    )

    files = len(TABLES) + 1  # with the description
    assert told == [("reading files", done, files) for done in range(files)]


def test_a_file_that_is_read_twice_is_counted_once(tmp_path):
    told = []
    with Files.open(write(tmp_path / "p")) as files:
        files.read("areas.csv")
        files.tell(lambda *now: told.append(now))

        files.read("areas.csv")
        files.read("areas.csv")
        files.read("names.csv")

    assert [done for _, done, _ in told] == [0, 1]


def test_building_tells_loads_measures_and_areas_each_up_to_their_end(tmp_path, monkeypatch):
    monkeypatch.setattr(lay_out, "ROWS_IN_FILE", 15)
    monkeypatch.setattr("sectorled.warehouse.release.observations.ROWS_IN_FILE", 15)
    store, told = open_store(str(tmp_path / "w")), []
    load(store, "package", write(tmp_path / "p"), at=AT)

    build(store, at=AT, progress=lambda *now: told.append(now))

    assert told[:2] == [("gathering loads", 0, 1), ("gathering loads", 1, 1)]
    assert [now for now in told if "measures" in now[0]] == [("laying out measures", done, 2) for done in (0, 1, 2)]
    areas = [(done, of) for what, done, of in told if what == "laying out areas"]
    assert areas[0] == (0, 10)
    assert areas[-1] == (10, 10)
    assert areas == sorted(areas)
    assert len(areas) > 2


def test_a_release_that_is_built_already_has_nothing_to_tell(tmp_path):
    store, told = open_store(str(tmp_path / "w")), []
    load(store, "package", write(tmp_path / "p"), at=AT)
    first = build(store, at=AT)

    again = build(store, at=AT, progress=lambda *now: told.append(now))

    assert again == first
    assert told == []


def test_publishing_and_going_back_tell_how_many_files_were_checked(tmp_path):
    store, told = open_store(str(tmp_path / "w")), []
    releases = []
    for name, rows in (("one", ""), ("two", "m1,X01,2024/25,8,,,\n")):
        load(store, "package", write(tmp_path / name, observations=TABLES["observations"] + rows), at=AT)
        releases.append(build(store, at=AT))
        publish(store, releases[-1].release, at=AT, progress=lambda *now: told.append(now))

    rollback(store, at=AT, progress=lambda *now: told.append(now))

    files = len(releases[0].files)
    once = [("checking files", done, files) for done in range(files + 1)]
    assert told == once * 3
