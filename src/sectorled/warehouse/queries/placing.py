"""A group placed on one or many metrics over all their periods: the arrays from which answers are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.periods import Period
from sectorled.analysis.standing import GroupFigures, Judgement, Polarity, Standings, place
from sectorled.warehouse.queries.cube import NUMBERS, Cube
from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.status import ABSENT, NOT_APPLICABLE, OUTSIDE

_POLARITY = {"high": Polarity.HIGH, "low": Polarity.LOW, "none": Polarity.NONE, "target": Polarity.TARGET}


@dataclass(frozen=True, slots=True)
class Placing:
    """One group on the metrics of `cube`, whose areas are the members; see `cell` for figures and standings."""

    definitions: list[dict[str, Any]]
    cube: Cube
    counted: Bools  # where a value enters statistics
    values: Floats  # the values that do, else NaN
    figures: GroupFigures
    standings: Standings

    def cell(self, m: int, t: int) -> int:
        """The row of figures and standings for a metric and a period."""
        return m * len(self.cube.periods) + t

    def missing(self, m: int, t: int) -> int:
        """Members that ought to have a value and have none."""
        status = self.cube.status[m, t]
        return int((~self.counted[m, t] & (status != NOT_APPLICABLE) & (status != OUTSIDE)).sum())

    def not_applicable(self, m: int, t: int) -> int:
        """Members for which the metric does not apply: they run no such service."""
        return int((self.cube.status[m, t] == NOT_APPLICABLE).sum())


def judgement(definitions: Sequence[dict[str, Any]], periods: int) -> Judgement:
    """Polarity and target of every cell."""
    blank = float("nan")
    low, high = ([blank if d[k] is None else d[k] for d in definitions] for k in ("target_low", "target_high"))
    polarity = np.repeat(np.array([_POLARITY[d["polarity"]] for d in definitions], np.int8), periods)
    return Judgement(polarity, np.repeat(np.array(low, float), periods), np.repeat(np.array(high, float), periods))


def placing(release: Release, definitions: Sequence[dict[str, Any]], cube: Cube, *, on: date | None = None) -> Placing:
    """Place the areas of `cube` among each other, as of each period or, with `on`, as of one day."""
    own = _as_of(release, where_applicable(release, definitions, cube), on)
    cells, areas = len(own.metrics) * len(own.periods), len(own.areas)
    counted = own.counted
    value, numerator, denominator = (
        np.where(counted, array, np.nan) for array in (own.value, own.numerator, own.denominator)
    )
    factor = np.repeat(np.array([d["multiplier"] or 1.0 for d in definitions]), len(own.periods))
    judged = judgement(definitions, len(own.periods))
    flat = [numbers.reshape(cells, areas) for numbers in (value, numerator, denominator)]
    figures, standings = place(flat[0], judged, numerators=flat[1], denominators=flat[2], multiplier=factor)
    return Placing(list(definitions), own, counted, value, figures, standings)


def where_applicable(release: Release, definitions: Sequence[dict[str, Any]], cube: Cube) -> Cube:
    """Where a metric applies only to other kinds of council, an absent row means not applicable, not missing."""
    own = [release.lives.get(code, (None,))[0] for code in cube.areas]
    applies = [{kind.strip() for kind in re.split(r"[;,]", d["applies_to"] or "")} - {""} for d in definitions]
    elsewhere = np.array([[bool(some) and kind not in (None, *some) for kind in own] for some in applies])
    if not elsewhere.any():
        return cube
    status = np.where((cube.status == ABSENT) & elsewhere[:, None, :], np.int8(NOT_APPLICABLE), cube.status)
    return replace(cube, status=status)


def _as_of(release: Release, cube: Cube, on: date | None) -> Cube:
    """Leave out the areas that did not exist: their cells get the status OUTSIDE and no numbers.

    An area that no longer (or not yet) existed is left out where it has no value, or where an area that did exist and
    stands in its place (its successor or predecessor) has one: nobody is counted twice.
    """
    days = [on or last_day(period) for period in cube.periods]
    lives = [release.lives.get(code, (None, None, None))[1:] for code in cube.areas]
    living = np.array([[exists(life, day) for life in lives] for day in days])
    if living.all():
        return cube
    outside = ~living & ~(_keeps_its_place(release, cube, living) & (on is None))
    status = np.where(outside, np.int8(OUTSIDE), cube.status)
    numbers: dict[str, Any] = {name: np.where(outside, np.nan, getattr(cube, name)) for name in NUMBERS}
    return replace(cube, status=status, **numbers)


def _keeps_its_place(release: Release, cube: Cube, living: Bools) -> Bools:
    """Where an area that did not exist has a value and nobody who stands in its place has one."""
    at = {code: i for i, code in enumerate(cube.areas)}
    stands_in = np.zeros((len(at), len(at)), bool)
    for old, new in release.table("successions").select("predecessor", "successor").iter_rows():
        if old in at and new in at:
            stands_in[at[old], at[new]] = stands_in[at[new], at[old]] = True
    others = (cube.counted & living) @ stands_in
    return cube.counted & ~others


def last_day(period: Period) -> date:
    """The day on which a period's groups are read: its last day, an instant's own."""
    return period.end - timedelta(days=1) if period.end > period.start else period.start
