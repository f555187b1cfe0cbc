"""Groups and baskets of the fictional sector."""

from datetime import date

import pandas as pd
import polars as pl
import pytest

from sectorled.demonstration.groups import AS_OF, MEASURED, NEIGHBOURS, VARIABLES
from sectorled.warehouse.tables import GROUP_KINDS, MARKS

MEMBERS = {"neighbours": {15, 5}, "place-family": range(8, 30), "size-family": {6, 14}, "club": {6}}


def test_neighbours_are_those_that_the_published_measures_give(second):
    rows = second["observations"].filter(pl.col("period") == MEASURED)
    wide = rows.to_pandas().pivot(index="area", columns="metric", values="value")
    wide = wide[[f"fictional.{name}" for name in VARIABLES]].dropna()
    z = (wide - wide.mean()) / wide.std(ddof=0)
    members = second["members"].filter(pl.col("group").str.starts_with("neighbours-")).to_pandas()

    for owner in wide.index:
        same = z[z.index.str[:3] == owner[:3]]
        expected = ((same - z.loc[owner]) ** 2).sum(axis=1).drop(owner).sort_values(kind="stable").index[:NEIGHBOURS]
        listed = members[members["group"] == f"neighbours-{owner}"].sort_values("position")
        assert listed["area"].to_list() == expected.to_list()
    assert isinstance(wide, pd.DataFrame)
    assert len(wide) == 62


def test_every_council_of_the_day_has_neighbours_and_lies_in_one_family_of_each_scheme(second):
    joined = second["members"].join(second["groups"], on="group")
    councils = second["areas"].filter(pl.col("start") <= AS_OF, pl.col("end").is_null(), pl.col("kind") != "region")

    for scheme in ("place-family", "size-family"):
        assert sorted(joined.filter(pl.col("scheme") == scheme)["area"]) == sorted(councils["code"])
    owners = second["groups"].filter(pl.col("kind") == "neighbours")["owner"]
    assert sorted(owners) == sorted(councils["code"])


def test_groups_are_large_enough_to_compare_in(second):
    sizes = second["members"].join(second["groups"], on="group").group_by("scheme", "group").len()

    assert set(second["groups"]["kind"]) == {"family", "neighbours", "custom"} <= set(GROUP_KINDS)
    for scheme, _, size in sizes.iter_rows():
        assert size in MEMBERS[scheme]


def test_nobody_is_its_own_neighbour_and_positions_count_up(second):
    joined = second["members"].join(second["groups"], on="group").filter(pl.col("kind") == "neighbours")

    assert joined.filter(pl.col("area") == pl.col("owner")).height == 0
    for _, positions in joined.group_by("group").agg("position").iter_rows():
        assert positions == list(range(1, len(positions) + 1))


def test_groups_do_not_change_between_the_releases(first, second):
    assert first["groups"].equals(second["groups"])
    assert first["members"].equals(second["members"])


def test_the_opening_sentence_of_the_design_holds(second):
    recycled = second["observations"].filter(
        pl.col("metric") == "fictional.household-recycling", pl.col("period") == "2024-04-01/P1Y"
    )
    value = dict(recycled.select("area", "value").iter_rows())
    neighbours = second["members"].filter(pl.col("group") == "neighbours-X06000001")["area"]

    assert value["X06000001"] == pytest.approx(38.3, abs=0.05)
    assert sum(value[area] > value["X06000001"] for area in neighbours) == 11
    assert len(neighbours) == 15


def test_outcomes_are_a_basket_in_two_versions_with_marked_members(first, second):
    baskets, members = second["baskets"], second["basket_members"]
    named = members.join(second["metrics"], on="metric")

    assert set(baskets.filter(pl.col("basket") == "outcomes")["version"]) == {"2021", "2024"}
    assert baskets.filter(pl.col("date") > date(2025, 6, 18)).height == 0
    assert named.height == members.height
    assert (named["mark"] == named["nature"]).all()
    assert set(members.filter(pl.col("version") == "2024")["mark"]) == set(MARKS)
    sizes = dict(members.group_by("basket", "version").len().select("version", "len").iter_rows())
    assert min(sizes.values()) >= 15
    old, new = (
        set(members.filter(pl.col("basket") == "outcomes", pl.col("version") == v)["metric"]) for v in ("2021", "2024")
    )
    assert old - new
    assert new - old
    assert first["basket_members"].equals(members)


def test_default_schemes_exist(second):
    from_areas = {"all", "type", "tier", "region", "nation"}

    assert set(second["metrics"]["scheme"]) <= {*second["groups"]["scheme"], *from_areas}
