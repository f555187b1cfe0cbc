"""A group that a reader makes for one question: it is passed in and never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from sectorled.warehouse.queries.open import Release

CHOSEN = "chosen"


def with_group(release: Release, areas: Sequence[str], *, label: str) -> Release:
    """The release with one more group of these areas (codes), under the id CHOSEN."""
    group = {"group": CHOSEN, "scheme": CHOSEN, "label": label, "kind": "custom"}
    members = [{"group": CHOSEN, "area": area, "position": n} for n, area in enumerate(areas, 1)]
    return replace(
        release,
        _tables={
            name: release.table(name)
            for name in ("areas", "names", "successions", "metrics", "baskets", "basket_members")
        }
        | {name: _longer(release.table(name), rows) for name, rows in (("groups", [group]), ("members", members))},
    )


def _longer(table: pl.DataFrame, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    return pl.concat([table, pl.DataFrame(rows)], how="diagonal_relaxed")
