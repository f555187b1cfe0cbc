"""Which groups a sweep answers for."""

from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.queries.open import Release

KINDS = ("all", "type", "region", "family")


@dataclass(frozen=True, slots=True)
class Groups:
    """Members by group: of each scheme in layers in which no area is twice, and of each owner of neighbours."""

    schemes: list[tuple[str, dict[str, list[str]]]]
    neighbours: dict[str, list[str]]
    owners: dict[str, str]


def groups_of(release: Release) -> Groups:
    """The groups of a release in order of scheme and group, members in order of area."""
    groups = release.table("groups")
    owned = groups.filter(pl.col("kind") == "neighbours", pl.col("owner").is_not_null()).sort("owner", "group")
    members = {name: release.members(name) for name in groups["group"]}
    return Groups(
        [
            (scheme, layer)
            for scheme in groups.filter(pl.col("kind").is_in(KINDS))["scheme"].unique().sort()
            for layer in layers({g: sorted(members[g]) for g in release.groups_of_scheme(scheme)})
        ],
        {name: sorted(members[name]) for name in owned["group"]},
        dict(owned.select("group", "owner").iter_rows()),
    )


def layers(groups: dict[str, list[str]]) -> list[dict[str, list[str]]]:
    """As few lots as follow from the order of the groups, in none of which an area is in two groups."""
    lots: list[tuple[dict[str, list[str]], set[str]]] = []
    for name, members in groups.items():
        lot, taken = next((lot for lot in lots if not lot[1] & set(members)), ({}, set()))
        if not lot:
            lots.append((lot, taken))
        lot[name] = members
        taken |= set(members)
    return [lot for lot, _ in lots]
