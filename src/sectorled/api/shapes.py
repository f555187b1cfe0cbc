"""Answers that only the API gives; all others have the shapes of the command line's."""

from dataclasses import dataclass, make_dataclass
from datetime import date
from typing import Any

import polars as pl

from sectorled.warehouse.queries.shapes import Line
from sectorled.warehouse.tables import TABLES


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer (RFC 9457): `detail` in words, `choices` what could have been asked instead."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    choices: list[str]


@dataclass(frozen=True, slots=True)
class StandsOut:
    """What stands out among a council's metrics, controlled over all of them: metric ids, surest first.

    `tests` is how many differences were tested, `p` each one's p, `marks` how many pass 5% taken alone, and
    `chance_marks` how many of those chance alone would give.
    """

    metrics: list[str]
    improving: list[str]
    worsening: list[str]
    uncertain: list[str]
    tests: int
    marks: int
    chance_marks: float
    p: dict[str, float]


@dataclass(frozen=True, slots=True)
class Council:
    """A council among its comparators, its metrics by theme and label.

    While what stands out is still the council's alone `stands_out` and all verdicts and p in `lines` are null, and
    `withheld` says why.  There is no overall score.
    """

    area: str
    name: str
    kind: str | None
    region: str | None
    nation: str | None
    former_names: list[str]
    predecessors: list[str]
    successors: list[str]
    release: str
    group: str
    group_label: str | None
    lines: list[Line]
    stands_out: StandsOut | None
    withheld: str | None


@dataclass(frozen=True, slots=True)
class GroupMembers:
    """A group with its members in order; the owner, who is compared with them, is not one of them."""

    group: str
    scheme: str
    label: str | None
    kind: str
    owner: str | None
    source: str | None
    licence: str | None
    date: date | None
    release: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Councils and other areas, and metrics, in whose words the words sought occur; in the order of their names."""

    find: str
    release: str
    areas: list[dict[str, Any]]
    metrics: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a council says beside its figures of a metric in a release."""

    area: str
    name: str
    metric: str
    release: str
    text: str


_TYPES: dict[type[pl.DataType], Any] = {
    pl.String: str | None,
    pl.Float64: float | None,
    pl.Int64: int | None,
    pl.Date: date | None,
}
_COLUMNS = TABLES["metrics"].columns
Definition = make_dataclass(
    "Definition", [(name, _TYPES[kind]) for name, kind in _COLUMNS.items()] + [("release", str)], frozen=True
)
Definition.__doc__ = (
    "Everything that is known of a metric: what it says and does not say, unit, source, licence, caveats."
)
