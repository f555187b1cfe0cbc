"""Groups in which the fictional councils are compared, and baskets of metrics.

Families and neighbours follow from what places were like on one day, as six published metrics of context say, so that
anyone can work them out again.  They are the same in both releases.
"""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl

from sectorled.analysis.neighbours import distances, nearest, same_kind, standardised
from sectorled.analysis.periods import parse_iso
from sectorled.demonstration.metrics import ID, LICENCE, catalogue
from sectorled.demonstration.world import Floats, World
from sectorled.warehouse.tables import TABLES

AS_OF = date(2024, 4, 1)
MEASURED = "2023-06-30"  # the day of the six measures
VARIABLES = (
    "population",
    "population-density",
    "people-65-and-over",
    "people-under-18",
    "rural-population",
    "deprivation",
)
NEIGHBOURS = 15
SOURCE = f"Fictional: worked out from six measures of context on {parse_iso(MEASURED).spoken}"
PORTS = ("Ashenport", "Dockhaven", "Eastquay", "Ferryhope", "Heronport", "Quaymouth")
ABOUT: dict[str, Any] = {"source": SOURCE, "licence": LICENCE, "date": AS_OF, "note": "Fictional"}
Group = tuple[dict[str, Any], list[str]]  # a row of `groups`, and its members in order


def groups_and_members(world: World, observations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `groups` and `members`."""
    councils = _councils(world)
    measures = _measures(observations, councils["code"].to_list())
    found = [*_families(councils, measures), *_neighbours(councils, measures), _ports(councils)]
    rows = [row | ABOUT for row, _ in found]
    members = [
        {"group": row["group"], "area": area, "position": i if row["kind"] == "neighbours" else None}
        for row, areas in found
        for i, area in enumerate(areas, 1)
    ]
    return _table("groups", rows), _table("members", members)


def _councils(world: World) -> pl.DataFrame:
    """The councils that existed on the day of the groups."""
    existed = (pl.col("start") <= AS_OF) & (pl.col("end").is_null() | (pl.col("end") > AS_OF))
    return world.areas.filter(pl.col("code").is_in(world.councils), existed).sort("code")


def _measures(observations: pl.DataFrame, areas: list[str]) -> Floats:
    """The six variables [areas, variables]."""
    ids = [ID.format(name) for name in VARIABLES]
    rows = observations.filter(pl.col("period") == MEASURED, pl.col("metric").is_in(ids))
    wide = rows.pivot(on="metric", index="area", values="value")
    return pl.DataFrame({"area": areas}).join(wide, on="area", how="left").select(ids).to_numpy()


def _families(councils: pl.DataFrame, measures: Floats) -> list[Group]:
    people, _, old, _, rural, deprived = measures.T
    place = np.select(
        [(old >= 22.5) & (rural < 40), rural >= 25, deprived >= 25],
        ["Coast and older towns", "Market towns and countryside", "Industrial towns, ports and cities"],
        "Suburbs, new towns and commuter towns",
    )
    kinds = councils["kind"].to_numpy()
    middle = {kind: np.median(people[kinds == kind]) for kind in set(kinds)}
    size = [
        "Counties" if kind == "county" else f"{'Larger' if n > middle[kind] else 'Smaller'} {PLURAL[kind]}"
        for kind, n in zip(kinds, people, strict=True)
    ]
    return [*_by_label("place-family", councils, list(place)), *_by_label("size-family", councils, size)]


PLURAL = {"unitary": "unitaries", "district": "districts"}


def _by_label(scheme: str, councils: pl.DataFrame, labels: list[str]) -> list[Group]:
    labelled = councils.with_columns(pl.Series("label", labels))
    return [
        (
            {"group": f"{scheme}-{i}", "scheme": scheme, "label": label, "kind": "family", "owner": None},
            labelled.filter(pl.col("label") == label)["code"].to_list(),
        )
        for i, label in enumerate(sorted(set(labels)), 1)
    ]


def _neighbours(councils: pl.DataFrame, measures: Floats) -> list[Group]:
    apart = distances(standardised(measures)).distance
    near = nearest(apart, NEIGHBOURS, eligible=same_kind(councils["kind"].to_list()))
    codes = councils["code"].to_list()
    return [
        (
            {
                "group": f"neighbours-{code}",
                "scheme": "neighbours",
                "label": f"Nearest neighbours of {name}",
                "kind": "neighbours",
                "owner": code,
            },
            [codes[i] for i in row if i >= 0],
        )
        for code, name, row in zip(codes, councils["name"], near, strict=True)
    ]


def _ports(councils: pl.DataFrame) -> Group:
    row = {"group": "ports-together", "scheme": "club", "label": "Ports Together", "kind": "custom", "owner": None}
    return row, councils.filter(pl.col("name").is_in(PORTS))["code"].to_list()


def baskets_and_members(release: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `baskets` and `basket_members`; a member is marked as its metric is."""
    metrics = catalogue()
    listed = tomllib.loads((files(__package__) / "baskets.toml").read_text("utf-8"))["basket"]
    key = ("basket", "version")
    baskets = [{**{k: b[k] for k in (*key, "label", "date")}, "source": LICENCE, "note": "Fictional"} for b in listed]
    members = [
        {**{k: b[k] for k in key}, "metric": ID.format(name), "mark": metrics[name].nature}
        for b in listed
        for name in sorted(b["members"].split())
        if metrics[name].release <= release
    ]
    return _table("baskets", baskets), _table("basket_members", members)


def _table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[name].columns)
