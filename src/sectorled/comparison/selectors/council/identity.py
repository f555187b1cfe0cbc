"""Who a council is: its name, tier and services in plain words, and who came before and after it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.release.groups import NOT_COUNCILS, TIERS

RUNS = {
    "single tier": "It runs all council services in its area.",
    "upper tier": "It runs county-wide services; district councils run the others.",
    "lower tier": "It runs local services; a county council runs the others.",
}


@dataclass(frozen=True, slots=True)
class Relative:
    """A council that came before or after, and when; `proposed` where it has not happened."""

    code: str
    name: str
    date: date | None
    how: str | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """A council as it is introduced; `life` is living, ended or to come, `council` False for a region and the like."""

    code: str
    name: str
    kind: str | None
    runs: str | None
    region: str | None
    nation: str | None
    start: date | None
    end: date | None
    life: str
    council: bool
    former_names: list[str]
    predecessors: list[Relative]
    successors: list[Relative]

    @property
    def introduced(self) -> str:
        """Kind and region: "Unitary council, Northfell"."""
        kind = (self.kind or "council")[:1].upper() + (self.kind or "council")[1:]
        what = kind if not self.council or "council" in kind.lower() or "borough" in kind.lower() else f"{kind} council"
        where = self.region or self.nation
        return f"{what}, {where}" if where and where != self.name else what


def identity(release: Release, code: str) -> Identity:
    """Introduce an area of the release."""
    row = release.table("areas").filter(pl.col("code") == code).row(0, named=True)
    names = release.table("names").filter(pl.col("area") == code, pl.col("kind") == "former")["name"]
    life = "living" if exists((row["start"], row["end"]), release.built) else "to come"
    return Identity(
        code=code,
        **{key: row[key] for key in ("name", "kind", "region", "nation", "start", "end")},
        runs=RUNS.get(TIERS.get(row["kind"] or "", "")),
        life="ended" if row["end"] and row["end"] <= release.built else life,
        council=row["kind"] not in NOT_COUNCILS,
        former_names=[name for name in names.unique().sort() if name != row["name"]],
        predecessors=_relatives(release, code, "successor", "predecessor"),
        successors=_relatives(release, code, "predecessor", "successor"),
    )


def _relatives(release: Release, code: str, own: str, other: str) -> list[Relative]:
    """Those on the other side of a succession; a re-code is no other council."""
    rows = release.table("successions").filter(pl.col(own) == code).sort("date", other).iter_rows(named=True)
    return [
        Relative(
            code=row[other],
            name=release.area_names.get(row[other], row[other]),
            date=row["date"],
            how=row["kind"],
            proposed=bool(row["date"] and row["date"] > release.built),
        )
        for row in rows
        if row["kind"] != "recode"
    ]
