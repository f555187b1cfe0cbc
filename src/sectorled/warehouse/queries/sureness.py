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
from sectorled.warehouse.queries.cube import NUMBERS
from sectorled.warehouse.queries.directions import Directions, directions, unbroken
from sectorled.warehouse.queries.placing import Placing, judgement
from sectorled.warehouse.queries.shapes import Trend

ALPHA = 0.05  # the level of a single mark
_FAMILIES = {"proportion": Family.SHARE, "percentage": Family.SHARE, "crude rate": Family.RATE}
_COUNTING = (None, "interval", "funnel")  # methods under which whole parts are taken for counts
_WORDS = {Verdict.BETTER: "better", Verdict.WORSE: "worse", Verdict.SIMILAR: "similar"}


@dataclass(frozen=True)
class Sureness:
    """Arrays [metric, area] at one period of each metric, and what verdicts they allow."""

    placed: Placing
    ats: Sequence[int]
    kinds: Codes
    against: Differences
    codes: Codes
    history: Noise
    _changes: dict[tuple[int, int], Codes] = field(default_factory=dict)
    _directions: dict[int, Directions] = field(default_factory=dict)

    def kind(self, m: int) -> str:
        """sampling, counts, history or none."""
        return str(HowSure(self.kinds[m]))

    def p_value(self, m: int, i: int) -> float | None:
        """The chance of a difference this large from the others of the group; None where not assessed."""
        p = self.against.p[m, i]
        return None if np.isnan(p) else float(p)

    def verdict(self, m: int, i: int) -> str | None:
        """better, worse or similar than the others of the group; None where not assessed or not judged."""
        return _said(self.placed.definitions[m], self.codes[m, i])

    def verdict_on_change(self, m: int, before: int, i: int) -> str | None:
        """better, worse or similar than at an earlier period."""
        if (m, before) not in self._changes:
            self._changes[m, before] = _change_codes(self, m, before)
        return _said(self.placed.definitions[m], self._changes[m, before][i])

    def trend(self, m: int, i: int) -> Trend:
        """The direction of travel up to the period."""
        if m not in self._directions:
            self._directions[m] = directions(self.placed.cube, self.placed.definitions[m], m, self.ats[m])
        return self._directions[m].trend(i)


def sureness(placed: Placing, ats: Sequence[int]) -> Sureness:
    """Assess each metric of the group at its period in `ats`."""
    values, numerators, denominators, lower, upper = (_at(placed, name, ats) for name in _ORDER)
    judged, families = judgement(placed.definitions, 1), _families(placed.definitions)
    history = _history(placed, ats)
    lengths = np.count_nonzero(~np.isnan(history), axis=2)
    sampled, scattered = certainty.noise_of_intervals(values, lower, upper), certainty.noise_of_history(history)
    counts = certainty.whole_counts(numerators, denominators, families)
    kinds = certainty.how_sure(values, intervals=~np.isnan(sampled.below), counts=counts, history=lengths)
    factor = np.array([d["multiplier"] or 1.0 for d in placed.definitions])
    reference, p = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for kind, noise in ((HowSure.SAMPLING, sampled), (HowSure.HISTORY, scattered)):
        rows = kinds == kind
        found = certainty.against_others(values[rows], _rows(noise, rows), judged[rows])
        reference[rows], p[rows] = found.reference, found.p
    rows = kinds == HowSure.COUNTS
    found = certainty.counts_against_others(
        numerators[rows], denominators[rows], families[rows], judged[rows], multiplier=factor[rows]
    )
    reference[rows], p[rows] = found.reference, found.p
    against = Differences(reference, p)
    codes = certainty.verdicts(values, against, judged, level=ALPHA)
    return Sureness(placed, list(ats), kinds, against, codes, scattered)


_ORDER = ("value", "numerator", "denominator", "lower", "upper")


def _at(placed: Placing, name: str, ats: Sequence[int]) -> Floats:
    """One kind of number at the period of each metric, where the value counts."""
    rows = range(len(ats))
    picked: Floats = np.where(placed.cube.counted, getattr(placed.cube, name), np.nan)[rows, list(ats)]
    return picked


def _rows(noise: Noise, rows: Any) -> Noise:
    return Noise(noise.below[rows], noise.above[rows], noise.degrees[rows])


def _families(definitions: Sequence[dict[str, Any]]) -> Codes:
    counting = [
        _FAMILIES.get(d["value_type"], Family.NONE) if d["method"] in _COUNTING else Family.NONE for d in definitions
    ]
    return np.array(counting, np.int8)


def _history(placed: Placing, ats: Sequence[int]) -> Floats:
    """[metric, area, period]: the unbroken run of values that do not overlap, up to the period, padded at the front."""
    cube = placed.cube
    runs = []
    for m, t in enumerate(ats):
        columns = unbroken(cube, placed.definitions[m], m, t)
        start = max((k + 1 for k, position in enumerate(columns) if position is None), default=0)
        runs.append([k for k in columns[start:] if k is not None])
    longest = max(map(len, runs), default=0)
    history = np.full((len(runs), len(cube.areas), longest), np.nan)
    for m, run in enumerate(runs):
        history[m, :, longest - len(run) :] = np.where(cube.counted[m, run], cube.value[m, run], np.nan).T
    return history


def _said(definition: dict[str, Any], code: int) -> str | None:
    return None if definition["nature"] == "context" else _WORDS.get(Verdict(code))


def _change_codes(sure: Sureness, m: int, before: int) -> Codes:
    """The verdicts on the change of one metric since `before`, [areas]."""
    placed, kind = sure.placed, HowSure(sure.kinds[m])
    one, judged = [placed.definitions[m]], judgement([placed.definitions[m]], 1)
    then, now = ({name: _row(placed, name, m, t) for name in NUMBERS} for t in (before, sure.ats[m]))
    if kind == HowSure.COUNTS:
        parts = [(at["numerator"], at["denominator"]) for at in (then, now)]
        factor = np.array([one[0]["multiplier"] or 1.0])
        found = certainty.counts_changed(parts[0], parts[1], _families(one), judged, multiplier=factor)
    elif kind == HowSure.NONE:
        return np.full(len(placed.cube.areas), Verdict.NO_INTERVAL, np.int8)
    else:
        noise = _noises(sure, m, kind, then, now)
        found = certainty.changed(then["value"], now["value"], noise, judged)
    codes: Codes = certainty.verdicts(now["value"], found, judged, level=ALPHA)[0]
    return codes


def _noises(
    sure: Sureness, m: int, kind: HowSure, then: dict[str, Floats], now: dict[str, Floats]
) -> tuple[Noise, Noise]:
    if kind == HowSure.SAMPLING:
        earlier, later = (certainty.noise_of_intervals(at["value"], at["lower"], at["upper"]) for at in (then, now))
        return earlier, later
    own = _rows(sure.history, slice(m, m + 1))
    return own, own


def _row(placed: Placing, name: str, m: int, t: int) -> Floats:
    cube = placed.cube
    row: Floats = np.where(cube.counted[m, t], getattr(cube, name)[m, t], np.nan)[None, :]
    return row
