"""Groups of councils: which schemes there are, who is in a group, who chose it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from sectorled.comparison.selectors.comparators import HEADINGS, ORDER
from sectorled.warehouse.queries.open import Release


@dataclass(frozen=True, slots=True)
class Row:
    """A group in the list of groups."""

    group: str
    label: str
    owner: str | None
    owner_name: str | None
    members: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of making groups: by type, by region, a publisher's neighbours."""

    scheme: str
    kind: str
    kind_words: str
    source: str | None
    licence: str | None
    as_of: date | None
    groups: list[Row]


@dataclass(frozen=True, slots=True)
class Member:
    """A member; `position` is 1 for the nearest, None where the group has no order."""

    area: str
    name: str
    kind: str | None
    region: str | None
    position: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with its members in order of name."""

    group: str
    label: str
    scheme: str
    kind_words: str
    owner: str | None
    owner_name: str | None
    source: str | None
    licence: str | None
    as_of: date | None
    note: str | None
    members: list[Member]
    default_of: list[tuple[str, str]]  # measures whose default scheme this is, by name


def schemes(release: Release) -> list[Scheme]:
    """Every scheme with its groups, kinds in the order in which they are offered, groups by name."""
    sizes = dict(release.table("members").group_by("group").len().iter_rows())
    rows = list(release.table("groups").sort("scheme", maintain_order=True).iter_rows(named=True))
    found = [_scheme(scheme, list(own), sizes, release) for scheme, own in groupby(rows, key=lambda row: row["scheme"])]
    return sorted(found, key=lambda scheme: (ORDER.index(scheme.kind), scheme.scheme))


def _scheme(scheme: str, rows: list[dict[str, Any]], sizes: dict[str, int], release: Release) -> Scheme:
    groups = [
        Row(r["group"], _label(release, r), r["owner"], _name(release, r["owner"]), sizes.get(r["group"], 0))
        for r in rows
    ]
    return Scheme(
        scheme,
        rows[0]["kind"],
        HEADINGS[rows[0]["kind"]],
        _said(rows, "source"),
        _said(rows, "licence"),
        next((row["date"] for row in rows if row["date"]), None),
        sorted(groups, key=lambda row: (row.label.casefold(), row.group)),
    )


def _said(rows: Iterable[dict[str, Any]], column: str) -> str | None:
    return next((str(row[column]) for row in rows if row[column]), None)


def _label(release: Release, row: dict[str, Any]) -> str:
    return str(row["label"] or _name(release, row["owner"]) or row["group"])


def _name(release: Release, area: str | None) -> str | None:
    return release.area_names.get(area, area) if area else None


def group_page(release: Release, name: str) -> GroupPage:
    """A group; UnknownError, with the nearest, where the release has none of this id."""
    row = release.group(name)
    members = release.table("members").filter(pl.col("group") == name)
    areas = release.table("areas").select("code", "name", "kind", "region")
    joined = members.join(areas, left_on="area", right_on="code", how="left").sort("name", "area")
    measures = release.table("metrics").filter(pl.col("scheme") == row["scheme"]).sort("label", "metric")
    keys = ("area", "kind", "region", "position", "note")
    return GroupPage(
        name,
        _label(release, row),
        str(row["scheme"]),
        HEADINGS[str(row["kind"])],
        row["owner"],
        _name(release, row["owner"]),
        row["source"],
        row["licence"],
        row["date"],
        row["note"],
        [Member(name=r["name"] or r["area"], **{k: r[k] for k in keys}) for r in joined.iter_rows(named=True)],
        list(measures.select("metric", "label").iter_rows()),
    )
