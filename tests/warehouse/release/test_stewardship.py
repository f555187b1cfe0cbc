"""What a data steward does to a warehouse: keep reviews in it, accept names, withdraw loads."""

from pathlib import Path

import polars as pl
import pytest

from sectorled.warehouse.accepted_names import accept_name
from sectorled.warehouse.load import known_areas
from sectorled.warehouse.loads import current, every_load, withdraw
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish, published
from sectorled.warehouse.release.review import COLUMNS, catalogue, keep_reviews, shipped
from sectorled.warehouse.store import Store, open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.release.little import at, load

UNSAID = pl.DataFrame({"metric": ["m1", "m2"], "label": ["One", "Two"], "polarity": [None, "low"]})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "w"))


def review(metric: str, **said: object) -> dict[str, object]:
    """A row of the catalogue."""
    return dict.fromkeys(COLUMNS) | {"metric": metric, "polarity": "high", "reviewer": "A steward"} | said


def test_a_review_kept_in_the_warehouse_makes_another_release_that_says_so(store):
    load(store, 1, definitions=UNSAID)
    before = build(store, at=at(1))

    keep_reviews(store, [review("m1", nature="service", method="distance", applies_to="unitary")])
    after = build(store, at=at(2))

    row = Release(store, after).metric("m1")
    assert (before.unreviewed, after.unreviewed) == (["m1"], [])
    assert before.release != after.release
    assert before.reviews != after.reviews
    assert [row[field] for field in ("polarity", "nature", "method", "applies_to", "reviewer")] == [
        "high",
        "service",
        "distance",
        "unitary",
        "A steward",
    ]


def test_what_the_source_says_stands_whatever_was_reviewed(store):
    load(store, 1, definitions=UNSAID)

    keep_reviews(store, [review("m2", polarity="high")])

    assert Release(store, build(store, at=at(1))).metric("m2")["polarity"] == "low"


def test_the_warehouses_review_goes_before_the_packages(store):
    metric = shipped()["metric"][0]

    keep_reviews(store, [review(metric, polarity="none", reason="We differ")])

    ours = catalogue(store)
    assert ours.filter(pl.col("metric") == metric)["reason"].to_list() == ["We differ"]
    assert ours.height == shipped().height


def test_no_reviews_of_its_own_leave_the_warehouse_with_the_packages(store):
    keep_reviews(store, [])

    assert catalogue(store).equals(shipped().sort("metric"))


def test_a_withdrawn_load_leaves_the_next_release_and_not_the_published_one(store):
    load(store, 1)
    first = build(store, at=at(1))
    load(store, 2, plus=5.0)
    second = build(store, at=at(2))
    publish(store, second.release, at=at(2))

    withdraw(store, current(every_load(store))[0].load)
    withdraw(store, "0123456789abcdef")

    assert build(store, at=at(3)).release == first.release
    assert published(store) == second.release
    assert Release(store, second).metric("m1")["label"]


def test_an_accepted_name_means_its_area_in_the_next_load_and_release(store):
    load(store, 1)

    accept_name(store, " Old Council ", "X03", at=at(2))

    assert known_areas(store).resolve("old council") == "X03"
    assert Release(store, build(store, at=at(3))).area("Old Council") == "X03"


@pytest.mark.parametrize(
    ("name", "area", "message"),
    [("New name", "X99", "no area"), ("Council X02", "X01", "already the name"), (" ", "X01", "already the name")],
)
def test_a_name_is_not_accepted_for_an_unknown_area_or_where_it_means_one_already(store, name, area, message):
    load(store, 1)

    with pytest.raises(InputError, match=message):
        accept_name(store, name, area, at=at(2))

    assert len(every_load(store)) == 1
