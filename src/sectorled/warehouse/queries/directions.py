"""Direction of travel of every area of a group on a metric: which test fits, over which unbroken periods."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats
from sectorled.analysis.periods import MONTHS_IN_YEAR, Period, follows_on, step_months
from sectorled.analysis.standing import Judgement, Polarity, distance_from_target
from sectorled.analysis.trend import TOO_FEW_POINTS, cochran_armitage, mann_kendall, recent_trend
from sectorled.analysis.trend.recent import RECENT_POINTS
from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.shapes import Trend

LEVEL = 0.05  # one default for all methods
PROPORTIONS = ("proportion", "percentage")
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Directions:
    """One test an area: its p-value, the sign of the slope, whether it is significant; NaN and 0 where none."""

    method: str
    p: Floats
    direction: Codes
    significant: Bools
    good: int  # the sign of a better direction; 0 without polarity

    def trend(self, i: int) -> Trend:
        """The answer for one area."""
        if np.isnan(self.p[i]):
            return Trend(self.method, None, None, None, TOO_FEW_POINTS)
        sign = int(self.direction[i])
        direction = {1: "higher", -1: "lower", 0: "same"}[sign]
        said = verdict(sign, self.good, found=bool(self.significant[i]))
        return Trend(self.method, float(self.p[i]), direction, said, None)


def verdict(sign: int, good: int, *, found: bool) -> str | None:
    """better, worse or similar by the side and the polarity; None without polarity."""
    if good == 0:
        return None
    if not found or sign == 0:
        return "similar"
    return "better" if sign == good else "worse"


def directions(cube: Cube, definition: dict[str, Any], m: int, t: int) -> Directions:
    """Test every area's series up to period `t`: from counts or intervals where annual, else exact Mann-Kendall."""
    columns = unbroken(cube, definition, m, t)
    series = {
        name: _series(getattr(cube, name), cube, m, columns)
        for name in ("value", "lower", "upper", "numerator", "denominator")
    }
    good = {"high": 1, "low": -1, "target": -1}.get(definition["polarity"], 0)
    good = 0 if definition["nature"] == "context" else good
    if definition["polarity"] == "target":
        low, high = (np.nan if definition[k] is None else definition[k] for k in ("target_low", "target_high"))
        target = Judgement.uniform(len(cube.areas), Polarity.TARGET, low, high)
        return _by_order(distance_from_target(series["value"], target), good)
    if _annual(cube, m, columns):
        latest = slice(-RECENT_POINTS, None)
        with_counts = definition["value_type"] in PROPORTIONS and not np.isnan(series["denominator"][:, latest]).all()
        if with_counts:
            found = cochran_armitage(series["numerator"], series["denominator"], level=LEVEL)
            return Directions("Cochran-Armitage", found.p, found.direction, found.significant, good)
        if not np.isnan(series["upper"][:, latest]).all():
            found = recent_trend(series["value"], series["lower"], series["upper"], level=LEVEL)
            return Directions("recent trend", found.p, found.direction, found.significant, good)
    return _by_order(series["value"], good)


def _by_order(values: Floats, good: int) -> Directions:
    found = mann_kendall(values)
    return Directions("Mann-Kendall", found.p, found.direction, found.significant(LEVEL), good)


def unbroken(cube: Cube, definition: dict[str, Any], m: int, t: int) -> list[int | None]:
    """Positions of the periods up to `t` on the metric's calendar, oldest first; None is an absent period or a break.

    Overlapping windows (three-year figures published each year) are thinned to those that do not overlap.
    """
    last = cube.periods[t]
    with_values = [
        int(k) for k in np.flatnonzero(cube.counted[m, :t].any(axis=1)) if cube.periods[k].months == last.months
    ]
    periods = [cube.periods[k] for k in (*with_values, t)]
    step = step_months(periods)
    if step is None or step == 0:
        return [*with_values, t]
    apart = max(step, -(-last.months // step) * step)
    broken = [date.fromisoformat(text) for text in _DATES.findall(definition["breaks"] or "")]
    columns: list[int | None] = [t]
    for k in reversed(with_values):
        later = cube.periods[_nearest(columns)]
        if _apart(cube.periods[k], later) < apart:
            continue
        crosses = any(cube.periods[k].start < day <= later.start for day in broken)
        gap = crosses or not follows_on(cube.periods[k], later, apart)
        columns += [None, k] if gap else [k]
    return columns[::-1]


def _nearest(columns: list[int | None]) -> int:
    """The period added last: the one after those still to come."""
    return next(k for k in reversed(columns) if k is not None)


def _apart(earlier: Period, later: Period) -> int:
    return (later.start.year - earlier.start.year) * MONTHS_IN_YEAR + later.start.month - earlier.start.month


def _series(numbers: Floats, cube: Cube, m: int, columns: list[int | None]) -> Floats:
    """[areas, columns] of the chosen periods, NaN where nothing counts."""
    picked = [
        np.full(len(cube.areas), np.nan) if k is None else np.where(cube.counted[m, k], numbers[m, k], np.nan)
        for k in columns
    ]
    return np.stack(picked, axis=1)


def _annual(cube: Cube, m: int, columns: list[int | None]) -> bool:
    present = [k for k in columns if k is not None]
    return len(present) > 1 and _apart(cube.periods[present[-2]], cube.periods[present[-1]]) == MONTHS_IN_YEAR
