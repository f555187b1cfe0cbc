"""The groups in which a council may be compared, as a reader chooses among them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from sectorled.warehouse.queries.council import default_group, groups_of
from sectorled.warehouse.queries.open import Release

ORDER = ("neighbours", "family", "type", "tier", "region", "nation", "all", "custom")
HEADINGS = {
    "neighbours": "Nearest neighbours",
    "family": "Families of similar councils",
    "type": "Councils of the same type",
    "tier": "Councils of the same tier",
    "region": "Councils of the same region",
    "nation": "Councils of the same nation",
    "all": "Everybody",
    "custom": "Other groups",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that may be chosen: its id, its name, and whether it is the one shown."""

    group: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Groups under a heading, in the order in which they are offered."""

    heading: str
    groups: list[Choice]


def comparator_choices(release: Release, area: str, *, chosen: str) -> list[Choices]:
    """The groups of a council, by kind."""
    wanted = groups_of(release, area, ORDER)
    return _offered([release.group(group) for group in wanted], chosen)


def groups_for_all(release: Release, *, chosen: str) -> list[Choices]:
    """The groups that are nobody's own, for who has not chosen a council."""
    order = pl.col("kind").replace_strict({kind: i for i, kind in enumerate(ORDER)}, default=len(ORDER))
    shared = release.table("groups").filter(pl.col("owner").is_null()).sort(order, "label", "group")
    return _offered(list(shared.iter_rows(named=True)), chosen)


def chosen_group(release: Release, area: str, asked: str | None) -> str:
    """The group asked for, if the council is compared in it, else its nearest comparators; UnknownError for no group.

    So that who changes the council and leaves the group of another is not refused.
    """
    if asked and release.group(asked)["group"] in groups_of(release, area, ORDER):
        return asked
    return default_group(release, area)


def _offered(rows: list[dict[str, Any]], chosen: str) -> list[Choices]:
    kinds = groupby(rows, key=lambda row: row["kind"])
    return [
        Choices(HEADINGS[kind], [Choice(g["group"], g["label"] or g["group"], g["group"] == chosen) for g in found])
        for kind, found in kinds
    ]
