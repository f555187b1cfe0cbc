"""Reorganisation: a proposed council's baseline, and the years before a new council existed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.material import named
from sectorled.briefing.spoken import cell
from sectorled.councils.selectors import Listed, councils_of
from sectorled.publishing.document import Document, Heading, Meta, Paragraph
from sectorled.publishing.table import Column, Row, Table, missing, number, text
from sectorled.warehouse.queries.council import value_id
from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.reorganisation import proposed_council, with_history
from sectorled.warehouse.queries.shapes import Baseline, ProposedCouncil

HOW = (
    "Where numerators and denominators are published, the baseline is the sum of one over the sum of the other; "
    "counts and totals of money are added. Nothing is averaged and nothing is invented."
)


@dataclass(frozen=True, slots=True)
class Region:
    """The councils of a region, to pick from."""

    name: str
    councils: list[Listed]


def regions(release: Release) -> list[Region]:
    """The councils that exist, by region, each in order of name."""
    listed = sorted(
        councils_of(release), key=lambda council: (council.region or council.nation or "Elsewhere", council.name)
    )
    found = groupby(listed, key=lambda council: council.region or council.nation or "Elsewhere")
    return [Region(name, list(councils)) for name, councils in found]


def successors(release: Release) -> list[tuple[str, str]]:
    """The councils that took the place of others, by name."""
    new = release.table("successions").filter(pl.col("kind").fill_null("") != "proposed")["successor"].unique()
    known = [(code, release.area_names[code]) for code in new if code in release.area_names]
    return sorted(known, key=lambda pair: pair[1])


def predecessors(release: Release, area: str) -> list[str]:
    """The names of the councils whose place one took, in order."""
    rows = release.table("successions").filter(pl.col("successor") == area, pl.col("kind").fill_null("") != "proposed")
    return sorted(release.area_names.get(code, code) for code in rows["predecessor"])


def proposed(release: Release, predecessors: Sequence[str]) -> ProposedCouncil:
    """The baseline; InputError with fewer than two."""
    return proposed_council(release, predecessors)


def baseline_table(release: Release, found: ProposedCouncil) -> Table:
    """The baseline on every measure that can be put together."""
    columns = (
        Column("Baseline"),
        Column("Unit", align="left"),
        Column("Period", align="left"),
        Column("Numerator"),
        Column("Denominator"),
        Column("Made up of", align="left"),
    )
    return Table(
        title="Baseline of the proposed council",
        subtitle=" + ".join(found.names),
        columns=columns,
        rows=tuple(
            _row(release, found, line) for line in sorted(found.baseline, key=lambda line: line.label.casefold())
        ),
        stub="Measure",
        notes=(HOW,),
        release=named(release),
        empty="No measure can be put together for these councils.",
    )


def _row(release: Release, found: ProposedCouncil, line: Baseline) -> Row:
    definition = release.metric(line.metric)
    period = parse_iso(line.period)
    own = value_id(release, line.metric, "+".join(found.predecessors), line.period)
    decimals = 1 if definition["decimals"] is None else int(definition["decimals"])
    value = cell(line.value, value_id=own, unit=line.unit, decimals=decimals, value_type=definition["value_type"])
    parts = [
        missing("z") if part is None else number(part, value_id=f"{own}#{name}")
        for name, part in (("numerator", line.numerator), ("denominator", line.denominator))
    ]
    made_of = (
        "all of them" if set(line.of) == set(found.predecessors) else ", ".join(release.area_names[a] for a in line.of)
    )
    return Row(line.label, (value, text(line.unit or "number"), text(period.spoken), *parts, text(made_of)))


def not_combined_table(release: Release, found: ProposedCouncil) -> Table:
    """What cannot be put together, and why."""
    rows = sorted(found.not_combined, key=lambda one: (one.label.casefold(), one.metric))
    return Table(
        title="Measures that cannot be combined",
        columns=(Column("Why", align="left"),),
        rows=tuple(Row(one.label, (text(one.reason[:1].upper() + one.reason[1:]),)) for one in rows),
        stub="Measure",
        release=named(release),
        empty="Every measure can be put together.",
    )


def document(release: Release, found: ProposedCouncil, *, at: datetime, publisher: str) -> Document:
    """The baseline and what cannot be combined, for a file."""
    blocks = (
        Paragraph((f"The council that would replace {' and '.join(found.names)}.",), "lead"),
        Heading("Baseline"),
        baseline_table(release, found),
        Heading("What cannot be combined"),
        not_combined_table(release, found),
    )
    meta = Meta(at=at.astimezone(UTC), publisher=publisher, release=named(release))
    return Document("Baseline of a proposed council", blocks, meta=meta)


def rows(release: Release, found: ProposedCouncil) -> list[dict[str, object]]:
    """Both lists as rows: a measure that cannot be combined has no value and a reason."""
    combined: list[dict[str, object]] = [
        {key: getattr(line, key) for key in ("metric", "label", "unit", "period", "value", "numerator", "denominator")}
        | {"status": "combined", "reason": None, "of": "; ".join(line.of), "source": line.source, "caveat": line.caveat}
        for line in found.baseline
    ]
    left: list[dict[str, object]] = [
        {"metric": one.metric, "label": one.label, "status": "not combined", "reason": one.reason}
        for one in found.not_combined
    ]
    beside: dict[str, object] = {"predecessors": "; ".join(found.predecessors), "release": release.id}
    return [row | beside for row in (*combined, *left)]


@dataclass(frozen=True, slots=True)
class BackSeries:
    """A measure of a new council: its own years and those worked out from its predecessors."""

    metric: str
    label: str
    unit: str | None
    own_from: Period | None
    worked_out: list[tuple[Period, float]]
    reason: str | None  # why there is no history


def back_series(release: Release, area: str) -> list[BackSeries]:
    """The measures of which its predecessors have figures that it has not, by name, or why nothing follows."""
    code = release.area(area)
    before = release.table("successions").filter(pl.col("successor") == code)["predecessor"].to_list()
    found: list[BackSeries] = []
    for cube in release.cubes_of_areas([code, *before]):
        definitions = release.definitions(cube.metrics)
        whole = with_history(release, cube, definitions, code)
        own = cube.of_areas([code])
        theirs = cube.of_areas(before).counted.max(axis=2, initial=False)
        for m, definition in enumerate(definitions):
            if (theirs[m] & ~own.counted[m, :, 0]).any():
                found.append(_back(definition, whole, own, m))
    return sorted(found, key=lambda one: one.label.casefold())


def _back(definition: dict[str, Any], whole: Cube, own: Cube, m: int) -> BackSeries:
    counted, mine = whole.counted[m, :, 0], own.counted[m, :, 0]
    worked = [
        (whole.periods[t], float(whole.value[m, t, 0])) for t in range(len(whole.periods)) if counted[t] and not mine[t]
    ]
    first = next((own.periods[t] for t in range(len(own.periods)) if mine[t]), None)
    reason = "its predecessors’ figures cannot be put together" if not worked else None
    return BackSeries(definition["metric"], definition["label"], definition["unit"], first, worked, reason)
