"""The fictional nation: its names, tiers and reorganisations, and people who are counted once."""

import csv
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.demonstration.package import FORMER
from sectorled.demonstration.world import FIFTH, FIRST_YEAR, make_world
from sectorled.warehouse.areas import normal
from sectorled.warehouse.gss import kind_of
from tests.shared import SHARED, needs_shared

REGISTER = SHARED / "data" / "council-register"
STYLES = ("county council", "district council", "borough council", "city council", "council", "city", "borough of")


def invented_names(world):
    return {*world.areas["name"], *FORMER.values()}


def bare(name):
    text = normal(name)
    for style in STYLES:
        text = text.removesuffix(f" {style}").removeprefix(f"{style} ")
    return text


@needs_shared
def test_no_invented_name_is_that_of_a_real_council(world):
    real = set()
    for path in REGISTER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                spellings = [row.get(c) or "" for c in ("official-name", "nice-name", "la-name", "region", "nation")]
                real |= {bare(spelling) for spelling in [*spellings, *(row.get("alt-names") or "").split(",")]}

    assert len(real) > 400
    assert "woking" in real
    assert {name for name in invented_names(world) if bare(name) in real} == set()


def test_no_name_is_used_twice_but_by_a_council_and_its_successor(world):
    shared = world.areas.group_by("name").agg(pl.col("code").sort()).filter(pl.col("code").list.len() > 1)

    assert shared.rows() == [("Marlshire", ["X06000027", "X10000007"])]


def test_codes_cannot_be_taken_for_real_ones(world):
    assert world.areas["code"].str.contains(r"^X(06|07|10|12|92)\d{6}$").all()
    assert {kind_of(code) for code in world.areas["code"]} == {kind_of("no code at all")}


def test_the_sector_has_the_shape_it_is_meant_to_have(world):
    today = world.areas.filter(pl.col("start") <= date(2025, 4, 1), pl.col("end").is_null())
    kinds = dict(today["kind"].value_counts().iter_rows())
    successions = dict(world.successions.select("kind", "successor").unique()["kind"].value_counts().iter_rows())

    assert kinds == {"unitary": 28, "district": 28, "county": 6}
    assert successions == {"merger": 2, "split": 2, "proposed": 1}
    assert world.areas.filter(pl.col("kind") == "region").height == 5
    assert set(world.areas["nation"]) == {"Merrowland"}
    assert today["region"].null_count() == 0


def test_successors_start_on_the_day_their_predecessors_end_and_a_proposed_one_lies_ahead(world):
    life = {code: (start, end) for code, start, end in world.areas.select("code", "start", "end").iter_rows()}

    for old, new, day, kind in world.successions.select("predecessor", "successor", "date", "kind").iter_rows():
        assert life[new][0] == day
        assert life[old][1] == (None if kind == "proposed" else day)
        assert (day > date(2025, 12, 31)) == (kind == "proposed")


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_people_add_up_over_tiers_ages_and_reorganisations(seed):
    world = make_world(seed)
    place = {name: layers["place"] for name, layers in world.counts.items() if "place" in layers}
    people = dict(zip(world.councils, world.holds @ place["people"], strict=True))
    ended = set(world.areas.filter(pl.col("end").is_not_null())["code"])

    np.testing.assert_array_equal(place["people"], place["children"] + place["working"] + place["older"])
    np.testing.assert_array_equal(place["dwellings"][:, 1:], (place["dwellings"] + place["homes_added"])[:, :-1])
    assert place["deprived_people"].sum() / place["people"].sum() == pytest.approx(FIFTH, abs=0.005)
    assert min(counts.min() for counts in place.values()) >= 0
    parents = world.areas.filter(pl.col("kind") == "district").select("code", "parent")
    for county in set(parents["parent"]):
        inside = set(parents.filter(pl.col("parent") == county)["code"])
        for now in (inside - {"X07000034"}, inside - {"X07000022", "X07000023"} if county == "X10000005" else inside):
            np.testing.assert_array_equal(people[county], sum(people[code] for code in now))
    np.testing.assert_array_equal(people["X06000022"], people["X06000028"] + people["X06000029"])
    np.testing.assert_array_equal(people["X07000034"], people["X07000022"] + people["X07000023"])
    np.testing.assert_array_equal(people["X06000027"], people["X10000007"])
    assert ended >= {"X10000007", "X06000022"}


def test_the_seed_changes_the_people_but_not_the_map(world):
    other = make_world(7)

    assert other.areas.equals(world.areas)
    assert (other.counts["people"]["place"] != world.counts["people"]["place"]).any()
    assert world.counts["people"]["place"][:, 2013 - FIRST_YEAR].min() > 50_000
