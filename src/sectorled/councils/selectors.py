"""Councils as pages list them."""

from dataclasses import dataclass

from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.release.groups import councils


@dataclass(frozen=True, slots=True)
class Listed:
    """A council in a list."""

    code: str
    name: str
    kind: str | None
    region: str | None
    nation: str | None


def councils_of(release: Release) -> list[Listed]:
    """The councils that existed when the release was built, in the order of their names."""
    areas = councils(release.table("areas")).sort("name", "code")
    columns = ("code", "name", "kind", "region", "nation", "start", "end")
    rows = areas.select(columns).iter_rows(named=True)
    living = [row for row in rows if exists((row["start"], row["end"]), release.built)]
    return [Listed(row["code"], row["name"], row["kind"], row["region"], row["nation"]) for row in living]
