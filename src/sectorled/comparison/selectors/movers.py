"""Who moved on a measure, for a page: as tables, each change with what belongs to it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.spoken import cell
from sectorled.comparison.selectors.window import open_councils
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text
from sectorled.warehouse.queries.movers import Mover, Movers, movers
from sectorled.warehouse.queries.open import Release

CHANCE = (
    "Over the whole list about one in ten of the moves picked out would be false if nothing else were wrong "
    "(Benjamini-Hochberg at 10%)."
)
ALONE = "Taken alone: the council’s own change judged at 95%; similar where chance may explain it."
NOT_YET = "not told yet"
DRIFT = "Councils that were far out before tend to come back towards the others by themselves (regression to the mean)."


@dataclass(frozen=True, slots=True)
class MoversPage:
    """The moves: those that chance would not explain, up and down, and everybody's by name or by change."""

    found: Movers
    period: Period
    before: Period
    others: list[Period]  # that one may compare with instead
    up: Table
    down: Table
    everybody: Table
    withheld: bool  # moves are not picked out while councils may still reply


def movers_page(release: Release, metric: str, *, since: str | None, by_change: bool, at: datetime) -> MoversPage:
    """What the page shows to the public at this moment."""
    whole = movers(release, metric, since=since)
    found = told_of(whole, release, at=at)
    told = [mover for mover in found.movers if mover.found]
    kept_back = {now.area for now, was in zip(found.movers, whole.movers, strict=True) if now != was}
    ordered = sorted(found.movers, key=_change, reverse=True) if by_change else found.movers
    return MoversPage(
        found,
        parse_iso(found.period),
        parse_iso(found.before),
        _others(release, found),
        _table(found, "Rose by more than chance would explain", [m for m in told if m.value > m.before]),
        _table(found, "Fell by more than chance would explain", [m for m in told if m.value < m.before]),
        _table(found, "Every council with both figures", ordered, kept_back),
        len(told) < sum(mover.found for mover in whole.movers),
    )


def told_of(found: Movers, release: Release, *, at: datetime) -> Movers:
    """The moves, without any judgement of the councils that may still reply."""
    open_now = open_councils([mover.area for mover in found.movers], release=release, at=at)
    told = [m if m.area in open_now else replace(m, p=None, verdict=None, found=False) for m in found.movers]
    return replace(found, movers=told)


def _change(mover: Mover) -> float:
    return float("-inf") if mover.change is None else mover.change


def _others(release: Release, found: Movers) -> list[Period]:
    cube = release.cube_of_metric(found.metric)
    latest = parse_iso(found.period)
    length = (latest.months, latest.days)
    return [period for period in reversed(cube.periods) if (period.months, period.days) == length and period < latest]


def _table(found: Movers, title: str, moved: Sequence[Mover], kept_back: Set[str] = frozenset()) -> Table:
    before, now = (parse_iso(text).spoken for text in (found.before, found.period))
    points = found.change_kind == "difference"
    return Table(
        title=title,
        subtitle=f"{found.label}, {before} to {now}",
        columns=(
            Column(before, found.unit),
            Column(now, found.unit),
            Column("Change", "points" if points else "%"),
            Column("Taken alone", align="left"),
        ),
        rows=tuple(
            _row(found, mover, NOT_YET if mover.area in kept_back else "not assessed", points=points) for mover in moved
        ),
        stub="Council",
        base=f"{len(found.movers):,} councils with both figures, {found.tests:,} tested; {found.lacking:,} with one",
        notes=(CHANCE, ALONE, DRIFT),
        caveats=tuple(words for words in (found.caveat, f"Breaks: {found.breaks}" if found.breaks else None) if words),
        sources=(found.source,) if found.source else (),
        release=found.release,
        empty="No council’s move is larger than chance would explain over the whole list.",
    )


def _row(found: Movers, mover: Mover, unjudged: str, *, points: bool) -> Row:
    how: dict[str, Any] = {"unit": found.unit, "decimals": found.decimals, "value_type": found.value_type}
    was = cell(mover.before, value_id=f"{mover.value_id}#before", **how)
    words = text(mover.verdict or unjudged)
    return Row(
        mover.name, (was, cell(mover.value, value_id=mover.value_id, **how), _moved(found, mover, points=points), words)
    )


def _moved(found: Movers, mover: Mover, *, points: bool) -> Cell:
    if mover.change is None:
        return missing("z")
    value, decimals = (mover.change, found.decimals) if points else (100 * mover.change, 1)
    unit = "" if points else "%"
    return number(value, value_id=f"{mover.value_id}#change", decimals=decimals, signed=True, unit=unit)


def rows(found: Movers) -> list[dict[str, object]]:
    """The moves as rows, with all that belongs to a figure; none is picked out."""
    about = {
        key: getattr(found, key)
        for key in (
            "metric",
            "label",
            "unit",
            "polarity",
            "source",
            "caveat",
            "breaks",
            "change_kind",
            "how_sure",
            "release",
        )
    }
    return [
        {"area": m.area, "name": m.name, "before_period": found.before, "before": m.before, "period": found.period}
        | {"value": m.value, "change": m.change, "p": m.p, "verdict": m.verdict, "value_id": m.value_id}
        | about
        for m in found.movers
    ]
