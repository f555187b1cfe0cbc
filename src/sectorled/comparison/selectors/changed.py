"""What a release has otherwise than an earlier one: over the sector by measure, else one by one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.spoken import shown
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.since import Change, changed_since

KINDS = {  # of one, of more
    "new": ("new figure", "new figures"),
    "revised": ("revised figure", "revised figures"),
    "withdrawn": ("figure withdrawn", "figures withdrawn"),
    "verdict": ("verdict that changed", "verdicts that changed"),
    "definition": ("change of a definition", "changes of definitions"),
    "new metric": ("new measure", "new measures"),
    "withdrawn metric": ("measure withdrawn", "measures withdrawn"),
    "overdue": ("measure overdue", "measures overdue"),
}
FIGURES = ("new", "revised", "withdrawn")


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """How many figures of a measure changed."""

    metric: str
    label: str
    new: int
    revised: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Told:
    """One change; `before` and `now` as data hold them, `was_said` and `is_said` as people say them."""

    what: str
    metric: str
    label: str
    area: str | None
    name: str | None
    period: str | None
    period_spoken: str | None
    before: str | None
    now: str | None
    group: str | None  # in which a verdict is given
    was_said: str | None
    is_said: str | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed; `one_by_one` holds each figure and verdict where a council or a measure was asked for."""

    before: str
    after: str
    counts: list[tuple[str, int]]
    measures: list[OfMeasure]
    about: list[Told]  # definitions, new and withdrawn measures, overdue ones
    one_by_one: list[Told]
    narrow: bool  # of one council or measure


def changes_page(
    after: Release, before: Release, *, council: str | None, measure: str | None, today: date, judged: bool
) -> ChangesPage:
    """What changed for the sector, or for one council or measure: only then may verdicts be compared, which takes long.

    `judged` is whether this reader may see them.
    """
    narrow = bool(council or measure)
    found = changed_since(after, before, area=council, metric=measure, today=today, judged=narrow and judged)
    definitions = {
        str(row["metric"]): row for release in (before, after) for row in release.table("metrics").iter_rows(named=True)
    }
    told = [_told(change, after, definitions[change.metric]) for change in found.changes]
    return ChangesPage(
        before.id,
        after.id,
        [(words[n > 1], n) for what, words in KINDS.items() if (n := found.counts.get(what))],
        _by_measure(told),
        [one for one in told if one.what not in (*FIGURES, "verdict")],
        [one for one in told if one.what in (*FIGURES, "verdict")] if narrow else [],
        narrow,
    )


def _told(change: Change, after: Release, definition: Mapping[str, Any]) -> Told:
    was, now, group = change.before, change.now, None
    if change.what == "verdict":  # "better in GROUP"
        (was, _, group), (now, _, _) = (str(said).partition(" in ") for said in (was, now))
    return Told(
        change.what,
        change.metric,
        str(definition["label"]),
        change.area,
        after.area_names.get(change.area, change.area) if change.area else None,
        change.period,
        parse_iso(change.period).spoken if change.period else None,
        was,
        now,
        _group(after, group) if group else None,
        _in_words(change.what, was, definition),
        _in_words(change.what, now, definition),
    )


def _in_words(what: str, said: str | None, definition: Mapping[str, Any]) -> str | None:
    """A figure with its unit and status, a day in words; verdicts and definitions are words already."""
    if said is None:
        return None
    if what == "overdue":
        due = date.fromisoformat(said.removeprefix("due "))
        return f"due {due.day} {due:%B %Y}"
    value, _, status = said.rpartition(" (")
    if what not in FIGURES or not value:
        return said
    decimals = 1 if definition["decimals"] is None else int(definition["decimals"])
    words = shown(float(value), unit=definition["unit"], decimals=decimals, value_type=definition["value_type"])
    return words if status == "final)" else f"{words} ({status}"


def _group(release: Release, group: str) -> str:
    return str(release.group(group)["label"] or group)


def _by_measure(told: list[Told]) -> list[OfMeasure]:
    counted: dict[tuple[str, str], Counter[str]] = {}
    for one in told:
        if one.what in FIGURES:
            counted.setdefault((one.label, one.metric), Counter())[one.what] += 1
    return [
        OfMeasure(metric, label, *(found[what] for what in FIGURES))
        for (label, metric), found in sorted(counted.items())
    ]
