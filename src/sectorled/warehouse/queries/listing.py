"""What a release holds, to find one's way: metrics with their freshness, areas, groups, baskets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sectorled.warehouse.queries.open import Release, UnknownError, exists


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to `sectorled list`: rows of what was asked for."""

    what: str
    release: str
    rows: list[dict[str, Any]]


def listing(release: Release, what: str, *, find: str | None = None, today: date) -> Listing:
    """List metrics, areas, groups or baskets; with `find` those in whose words it occurs, in any case."""
    if what not in KINDS:
        raise UnknownError(f"There is no list of {what!r}. The lists are: {', '.join(KINDS)}.", list(KINDS))
    rows = KINDS[what](release, today)
    sought = (find or "").casefold()
    kept = [row for row in rows if any(sought in str(value).casefold() for value in row.values() if value is not None)]
    return Listing(what, release.id, kept)


def _metrics(release: Release, today: date) -> list[dict[str, Any]]:
    """Freshness (C9): the latest period, when it was published, how old that is, when the next is due."""
    latest = release.latest_periods
    rows = []
    for metric in release.table("metrics").sort("theme", "label", "metric").iter_rows(named=True):
        keys = ("metric", "label", "theme", "unit", "polarity", "nature", "source")
        updated, due = metric["last_update"], metric["next_update"]
        rows.append(
            {key: metric[key] for key in keys}
            | {
                "latest": latest[metric["metric"]].spoken if metric["metric"] in latest else None,
                "published": updated,
                "age_days": (today - updated).days if updated else None,
                "next_due": due,
                "overdue": bool(due and due < today),
                "description": metric["description"],
            }
        )
    return rows


def _areas(release: Release, today: date) -> list[dict[str, Any]]:
    also = release.table("names").group_by("area").agg(pl.col("name").sort().str.join("; ").alias("also_called"))
    areas = release.table("areas").join(also, left_on="code", right_on="area", how="left").sort("name", "code")
    columns = ("code", "name", "kind", "region", "nation", "start", "end", "also_called")
    rows = areas.select(columns).iter_rows(named=True)
    return [row | {"exists": exists((row["start"], row["end"]), today)} for row in rows]


def _groups(release: Release, _: date) -> list[dict[str, Any]]:
    sizes = release.table("members").group_by("group").len("members")
    groups = release.table("groups").join(sizes, on="group", how="left").sort("scheme", "group")
    return list(groups.select("group", "scheme", "label", "kind", "owner", "members", "source").iter_rows(named=True))


def _baskets(release: Release, _: date) -> list[dict[str, Any]]:
    sizes = release.table("basket_members").group_by("basket", "version").len("metrics")
    baskets = release.table("baskets").join(sizes, on=["basket", "version"], how="left").sort("basket", "version")
    return list(baskets.select("basket", "version", "label", "date", "metrics").iter_rows(named=True))


KINDS: dict[str, Callable[[Release, date], list[dict[str, Any]]]] = {
    "metrics": _metrics,
    "areas": _areas,
    "groups": _groups,
    "baskets": _baskets,
}
