"""Several writers at once, and what dead ones have left."""

import threading
from pathlib import Path

import pytest

from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.leftovers import clear_leftovers
from sectorled.warehouse.release.publish import damaged_files, publish, published
from sectorled.warehouse.store import Store, StoreError, open_store
from tests.warehouse.release.little import at, load


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "w"))


def test_a_second_writer_is_told_who_the_first_one_is(store):
    said = pytest.raises(StoreError, match=r"in use \(build by process \d+ on ")

    with store.writing("build"), said, store.writing("publish", wait_seconds=0.0):
        pytest.fail("two writers at once")


def test_a_second_writer_waits_its_turn(store):
    turns: list[str] = []

    def second() -> None:
        with store.writing("second"):
            turns.append("second")

    with store.writing("first"):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        turns.append("first")
    waiting.join()

    assert turns == ["first", "second"]


def test_builders_and_loaders_at_once_do_not_harm_each_other(store):
    load(store, 1)
    acts = [lambda n=n: load(store, n, dataset=f"d{n}") for n in range(2, 6)] + [lambda: build(store, at=at(9))] * 4
    threads = [threading.Thread(target=act) for act in acts]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    manifest = build(store, at=at(9))
    assert len(manifest.inputs) == 5
    assert damaged_files(store, manifest) == []


def test_the_next_build_clears_away_what_was_never_finished_and_nothing_else(store, tmp_path):
    load(store, 1)
    kept = build(store, at=at(1))
    publish(store, kept.release, at=at(1))
    for name in ("releases/dead/metrics.parquet", "loads/dead/observations.parquet"):
        store.write(name, b"half")
    halves = [tmp_path / "w" / "published" / ".000002-x.json.4711", tmp_path / "w" / "releases" / ".x.parquet.12"]
    for half in halves:
        half.write_bytes(b"hal")
    (tmp_path / "w" / "releases" / ".keep").write_bytes(b"")

    build(store, at=at(2))

    assert store.folders("releases") == [kept.release]
    assert len(store.folders("loads")) == 1
    assert not any(half.exists() for half in halves)
    assert (tmp_path / "w" / "releases" / ".keep").exists()
    assert published(store) == kept.release


def test_a_half_written_publication_is_not_read(store, tmp_path):
    load(store, 1)
    release = build(store, at=at(1)).release
    publish(store, release, at=at(1))
    (tmp_path / "w" / "published" / ".000002-other.json.4711").write_bytes(b"{")

    assert published(store) == release


def test_an_address_that_is_no_store_says_so():
    with pytest.raises(StoreError, match="Give a folder or an s3:// address"):
        open_store("nowhere://bucket/x")


def test_clearing_an_empty_warehouse_does_nothing(store):
    clear_leftovers(store, at=at(1))

    assert store.folders("releases") == []
