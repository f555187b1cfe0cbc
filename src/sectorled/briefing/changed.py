"""What changed since an earlier brief, report or release: new figures, revised ones, verdicts that moved.

Both sides are plain figures by key, as they lie in the file of facts beside a brief: the last file is all one needs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.spoken import measured
from sectorled.warehouse.queries.shapes import MetricLine

NOT_SINGLED_OUT = "not singled out"
Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Revision:
    """A value of a period that is no longer what it was; None where it was withdrawn or had not been there."""

    key: str
    period: str
    was: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A verdict or a status against a target that is no longer what it was."""

    key: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Keys with a newer period, keys that are gone, revised values, verdicts that moved; `since` is in words."""

    since: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    revised: tuple[Revision, ...]
    moved: tuple[Moved, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.new or self.gone or self.revised or self.moved)


def figures_of(lines: Iterable[MetricLine], *, verdicts: bool = True) -> dict[str, dict[str, Any]]:
    """The figures of a view that the next one is compared with, by metric; for the public without verdicts."""
    return {line.metric: _figure(line, verdicts=verdicts) for line in lines}


def _figure(line: MetricLine, *, verdicts: bool) -> dict[str, Any]:
    before = line.standing.previous
    verdict = line.standing.verdict if line.stands_out else NOT_SINGLED_OUT
    values = {line.period: line.standing.value}
    return {
        "label": line.label,
        "period": line.period,
        "values": {before.period: before.value, **values} if before else values,
        "verdict": verdict if verdicts else None,
        "measured": measured(line),
    }


def changed(before: Figures, now: Figures, *, since: str) -> Changed:
    """Compare figures with those of `since`."""
    both = [key for key in now if key in before]
    fresh = [key for key in both if _later(now[key]["period"], before[key]["period"])]
    return Changed(
        since,
        new=(*fresh, *(key for key in now if key not in before)),
        gone=tuple(key for key in before if key not in now),
        revised=tuple(revision for key in both for revision in _revised(key, before[key], now[key])),
        moved=tuple(
            Moved(key, before[key]["verdict"], now[key]["verdict"])
            for key in both
            if None not in (pair := (before[key]["verdict"], now[key]["verdict"])) and pair[0] != pair[1]
        ),
    )


def _later(period: str, other: str) -> bool:
    return parse_iso(period).end > parse_iso(other).end


def _revised(key: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Revision]:
    shared = [period for period in now["values"] if period in before["values"]]
    pairs = [(period, before["values"][period], now["values"][period]) for period in shared]
    return [Revision(key, period, was, value) for period, was, value in pairs if was != value]
