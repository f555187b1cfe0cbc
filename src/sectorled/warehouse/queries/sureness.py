"""How sure one can be of differences, changes and trends of a group's metrics (C46).

Of each metric the first kind that fits is used: published intervals, counts, its own history, or none.  Parts of
a proportion or crude rate are taken for counts of separate events where they are whole numbers and the definition's
method does not say otherwise; tonnes and pounds need a definition that says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sectorled.analysis import certainty
from sectorled.analysis.arrays import Codes, Floats
from sectorled.analysis.certainty import Differences, Family, HowSure, Noise
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.standing import Judgement, without_self
from sectorled.warehouse.queries.cube import NUMBERS
from sectorled.warehouse.queries.directions import COUNTING, Directions, directions, unbroken
from sectorled.warehouse.queries.placing import Placing, judgement

ALPHA = 0.05  # the level of a single mark
_FAMILIES = {"proportion": Family.SHARE, "percentage": Family.SHARE, "crude rate": Family.RATE}
_WORDS = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.SIMILAR: "similar"}


@dataclass(frozen=True)
class Sureness:
    """Arrays [metric, area] at one period of each metric: what each is held against, and the verdicts that allows."""

    placed: Placing
    ats: Sequence[int]
    medians: Floats  # of the group without the area itself
    means: Floats
    kinds: Codes
    against: Differences
    codes: Codes
    history: Noise
    trends: Directions
    _changes: dict[int, tuple[Floats, Codes]] = field(default_factory=dict)

    def kind(self, m: int) -> str:
        """sampling, counts, history or none: how differences on a metric are judged."""
        return str(HowSure(self.kinds[m]))

    def kind_for(self, m: int, i: int) -> str:
        """The same for one area: none where what the kind needs is missing for it, as an interval or enough years."""
        return str(HowSure.NONE) if self.p_value(m, i) is None else self.kind(m)

    def p_value(self, m: int, i: int) -> float | None:
        """The chance of a difference this large from the others of the group; None where not assessed."""
        p = self.against.p[m, i]
        return None if np.isnan(p) else float(p)

    def verdict(self, m: int, i: int) -> str | None:
        """better, worse or similar than the others of the group; None where not assessed or not judged."""
        return _said(self.placed.definitions[m], self.codes[m, i])

    def verdict_on_change(self, m: int, before: int, i: int) -> str | None:
        """better, worse or similar than at an earlier period."""
        return _said(self.placed.definitions[m], self.change_since(before)[1][m, i])

    def change_since(self, before: int) -> tuple[Floats, Codes]:
        """[metric, area]: the chance of so large a change since an earlier period (NaN: not assessed), the verdict."""
        if before not in self._changes:
            self._changes[before] = _changes_since(self, before)
        return self._changes[before]


def sureness(placed: Placing, ats: Sequence[int], areas: Sequence[int] | None = None) -> Sureness:
    """Assess each metric of the group at its period in `ats`; trends only of `areas` where given (by position)."""
    at = {name: _at(placed, name, ats) for name in NUMBERS}
    values, judged, families = at["value"], judgement(placed.definitions, 1), _families(placed.definitions)
    history = _history(placed, ats)
    sampled, scattered = (
        certainty.noise_of_intervals(values, at["lower"], at["upper"]),
        certainty.noise_of_history(history),
    )
    counts = certainty.whole_counts(at["numerator"], at["denominator"], families)
    lengths = np.count_nonzero(~np.isnan(history), axis=2)
    kinds = certainty.how_sure(values, intervals=~np.isnan(sampled.below), counts=counts, history=lengths)
    against = _against(at, kinds, (sampled, scattered), judged, (families, _factors(placed)))
    codes = certainty.verdicts(values, against, judged, level=ALPHA)
    trends = directions(placed, ats, range(len(placed.cube.areas)) if areas is None else areas)
    return Sureness(placed, list(ats), *without_self(values), kinds, against, codes, scattered, trends)


def _against(
    at: dict[str, Floats], kinds: Codes, noises: tuple[Noise, Noise], judged: Judgement, counting: tuple[Codes, Floats]
) -> Differences:
    """Every metric's areas against the others of the group, by the kind of the metric."""
    reference, p = np.full(at["value"].shape, np.nan), np.full(at["value"].shape, np.nan)
    for kind, noise in zip((HowSure.SAMPLING, HowSure.HISTORY), noises, strict=True):
        rows = kinds == kind
        found = certainty.against_others(at["value"][rows], _rows(noise, rows), judged[rows])
        reference[rows], p[rows] = found.reference, found.p
    rows, (families, factors) = kinds == HowSure.COUNTS, counting
    found = certainty.counts_against_others(
        at["numerator"][rows], at["denominator"][rows], families[rows], judged[rows], multiplier=factors[rows]
    )
    reference[rows], p[rows] = found.reference, found.p
    return Differences(reference, p)


def _factors(placed: Placing) -> Floats:
    return np.array([d["multiplier"] or 1.0 for d in placed.definitions])


def _at(placed: Placing, name: str, ats: int | Sequence[int]) -> Floats:
    """One kind of number at a period (or the period of each metric), where the value counts."""
    rows, columns = np.arange(len(placed.definitions)), np.broadcast_to(ats, len(placed.definitions))
    picked: Floats = np.where(placed.counted[rows, columns], getattr(placed.cube, name)[rows, columns], np.nan)
    return picked


def _rows(noise: Noise, rows: Any) -> Noise:
    return Noise(noise.below[rows], noise.above[rows], noise.degrees[rows])


def _families(definitions: Sequence[dict[str, Any]]) -> Codes:
    counting = [
        _FAMILIES.get(d["value_type"], Family.NONE) if d["method"] in COUNTING else Family.NONE for d in definitions
    ]
    return np.array(counting, np.int8)


def _history(placed: Placing, ats: Sequence[int]) -> Floats:
    """[metric, area, period]: the unbroken run of values that do not overlap, up to the period, padded at the front."""
    runs = []
    for m, t in enumerate(ats):
        columns = unbroken(placed.cube, placed.definitions[m], m, t)
        start = max((k + 1 for k, position in enumerate(columns) if position is None), default=0)
        runs.append([k for k in columns[start:] if k is not None])
    longest = max(map(len, runs), default=0)
    history = np.full((len(runs), len(placed.cube.areas), longest), np.nan)
    for m, run in enumerate(runs):
        history[m, :, longest - len(run) :] = placed.values[m, run].T
    return history


def _said(definition: dict[str, Any], code: int) -> str | None:
    return None if definition["nature"] == "context" else _WORDS.get(Verdict(code))


def _changes_since(sure: Sureness, before: int) -> tuple[Floats, Codes]:
    """p and verdict of the change of every metric since one earlier period, [metric, area]."""
    placed, judged = sure.placed, judgement(sure.placed.definitions, 1)
    then, now = ({name: _at(placed, name, t) for name in NUMBERS} for t in (before, sure.ats))
    p = np.full(now["value"].shape, np.nan)
    sampled = [certainty.noise_of_intervals(at["value"], at["lower"], at["upper"]) for at in (then, now)]
    for kind, (earlier, later) in ((HowSure.SAMPLING, sampled), (HowSure.HISTORY, [sure.history] * 2)):
        rows = sure.kinds == kind
        noise = (_rows(earlier, rows), _rows(later, rows))
        p[rows] = certainty.changed(then["value"][rows], now["value"][rows], noise, judged[rows]).p
    rows = sure.kinds == HowSure.COUNTS
    parts = [(at["numerator"][rows], at["denominator"][rows]) for at in (then, now)]
    families, factors = _families(placed.definitions)[rows], _factors(placed)[rows]
    p[rows] = certainty.counts_changed(parts[0], parts[1], families, judged[rows], multiplier=factors).p
    return p, certainty.verdicts(now["value"], Differences(then["value"], p), judged, level=ALPHA)
