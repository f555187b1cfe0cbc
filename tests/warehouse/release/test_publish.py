"""Publishing: one step, a history that answers for any date, and the way back."""

from pathlib import Path

import pytest

from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import damaged_files, history, publish, published, rollback
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.release.little import at, load


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "w"))


def built(store: Store, *numbers: int) -> list[str]:
    """Releases built after each of some loads."""
    found = []
    for number in numbers:
        load(store, number, plus=float(number))
        found.append(build(store, at=at(number)).release)
    return found


def test_what_was_published_on_a_date_is_answered_from_the_history(store):
    a, b = built(store, 1, 2)

    publish(store, a, at=at(1))
    publish(store, b, at=at(10))

    assert published(store) == b
    assert published(store, on=at(9)) == a
    with pytest.raises(InputError, match="Nothing was published by 2026-01-01"):
        published(store, on=at(0))


def test_publishing_what_stands_changes_nothing(store):
    (a,) = built(store, 1)

    first, again = publish(store, a, at=at(1)), publish(store, a, at=at(2))

    assert first == again
    assert len(history(store)) == 1


def test_roll_back_goes_to_what_stood_before_and_is_in_the_history(store):
    a, b = built(store, 1, 2)
    publish(store, a, at=at(1))
    publish(store, b, at=at(2))

    rollback(store, at=at(3))

    assert [(entry.release, entry.act) for entry in history(store)] == [
        (a, "publish"),
        (b, "publish"),
        (a, "roll back"),
    ]
    assert published(store) == a
    with pytest.raises(InputError, match="no earlier release"):
        rollback(store, at=at(4))


def test_roll_back_can_name_any_release_that_was_published(store):
    a, b, c = built(store, 1, 2, 3)
    for day, release in enumerate((a, b, c)):
        publish(store, release, at=at(day))

    rollback(store, at=at(5), to=a)

    assert published(store) == a
    assert published(store, on=at(4)) == c


def test_a_release_that_was_never_published_is_not_rolled_back_to(store):
    a, b = built(store, 1, 2)
    publish(store, a, at=at(1))

    with pytest.raises(InputError, match="never published"):
        rollback(store, at=at(2), to=b)

    assert published(store) == a


def test_nothing_published_yet_can_be_read_or_rolled_back(store):
    with pytest.raises(InputError, match="sectorled publish"):
        published(store)
    with pytest.raises(InputError, match="no earlier release"):
        rollback(store, at=at(1))


def test_a_release_that_is_not_there_is_not_published(store):
    with pytest.raises(InputError, match="no finished release nowhere"):
        publish(store, "nowhere", at=at(1))


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_release_with_a_damaged_file_is_not_published(store, damage):
    a, b = built(store, 1, 2)
    publish(store, a, at=at(1))
    name = f"releases/{b}/metrics.parquet"
    if damage == "gone":
        store.remove(name)
    else:
        store.write(name, store.read(name)[:-1] + b"?")

    with pytest.raises(InputError, match=r"metrics\.parquet changed since it was built"):
        publish(store, b, at=at(2))

    assert published(store) == a


def test_an_undamaged_release_has_no_damaged_files(store):
    load(store, 1)
    manifest = build(store, at=at(1))

    assert damaged_files(store, manifest) == []
