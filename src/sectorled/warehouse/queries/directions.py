"""Direction of travel of the areas of a group on its metrics: which test fits, over which unbroken periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats
from sectorled.analysis.periods import MONTHS_IN_YEAR, Period, follows_on, step_months
from sectorled.analysis.standing import distance_from_target
from sectorled.analysis.trend import TOO_FEW_POINTS, cochran_armitage, mann_kendall, recent_trend
from sectorled.analysis.trend.recent import RECENT_POINTS
from sectorled.warehouse.queries.breaks import across_break
from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.placing import Placing, judgement
from sectorled.warehouse.queries.shapes import Trend

LEVEL = 0.05  # one default for all methods
PROPORTIONS = ("proportion", "percentage")
COUNTING = (None, "interval", "funnel")  # methods of a definition under which whole parts are taken for counts
METHODS = ("Mann-Kendall", "recent trend", "Cochran-Armitage")

Columns = tuple[int | None, ...]  # positions of periods; None is an absent period or a break


@dataclass(frozen=True, slots=True)
class Directions:
    """Arrays [metric, area]: method, p-value, sign of the slope, whether significant; NaN and 0 where there is none."""

    definitions: Sequence[dict[str, Any]]
    method: Codes
    p: Floats
    direction: Codes
    significant: Bools

    def trend(self, m: int, i: int) -> Trend:
        """The answer for one metric and area."""
        method = METHODS[self.method[m]]
        if np.isnan(self.p[m, i]):
            return Trend(method, None, None, None, TOO_FEW_POINTS)
        sign, definition = int(self.direction[m, i]), self.definitions[m]
        good = {"high": 1, "low": -1, "target": -1}.get(definition["polarity"], 0)
        good = 0 if definition["nature"] == "context" else good
        said = verdict(sign, good, found=bool(self.significant[m, i]))
        return Trend(method, float(self.p[m, i]), {1: "higher", -1: "lower", 0: "same"}[sign], said, None)


def verdict(sign: int, good: int, *, found: bool) -> str | None:
    """better, worse or similar by the side and the polarity; None without polarity."""
    if good == 0:
        return None
    if not found or sign == 0:
        return "similar"
    return "better" if sign == good else "worse"


def directions(placed: Placing, ats: Sequence[int], areas: Sequence[int]) -> Directions:
    """Test the series of some areas (by position) up to the period of each metric, metrics of one kind together."""
    shape = (len(ats), len(areas))
    found = Directions(
        placed.definitions,
        np.zeros(len(ats), np.int8),
        np.full(shape, np.nan),
        np.zeros(shape, np.int8),
        np.zeros(shape, bool),
    )
    together: dict[tuple[int, Columns], list[int]] = {}
    for m, t in enumerate(ats):
        columns = unbroken(placed.cube, placed.definitions[m], m, t)
        together.setdefault((_method(placed, m, columns, areas), columns), []).append(m)
    for (method, columns), metrics in together.items():
        tested = _tested(placed, method, metrics, columns, areas)
        found.method[metrics] = method
        p, direction, significant = tested
        found.p[metrics] = p.reshape(len(metrics), -1)
        found.direction[metrics] = direction.reshape(len(metrics), -1)
        found.significant[metrics] = significant.reshape(len(metrics), -1)
    return found


def _method(placed: Placing, m: int, columns: Columns, areas: Sequence[int]) -> int:
    """From counts or intervals where the figures are annual, else exact Mann-Kendall (the position in METHODS)."""
    definition = placed.definitions[m]
    if definition["polarity"] == "target" or not _annual(placed.cube, columns):
        return 0
    latest = [k for k in columns[-RECENT_POINTS:] if k is not None]
    some = np.ix_([m], latest, areas)
    counts = definition["value_type"] in PROPORTIONS and definition["method"] in COUNTING
    if counts and not np.isnan(placed.cube.denominator[some]).all():
        return 2
    return 0 if np.isnan(placed.cube.upper[some]).all() else 1


def _tested(
    placed: Placing, method: int, metrics: list[int], columns: Columns, areas: Sequence[int]
) -> tuple[Floats, Codes, Bools]:
    def series(numbers: Floats) -> Floats:
        return _series(np.where(placed.counted[metrics], numbers[metrics], np.nan), columns, areas)

    cube = placed.cube
    if method == 0:
        values = _facing_target(placed, metrics, series(cube.value))
        order = mann_kendall(values)
        return order.p, order.direction, order.significant(LEVEL)
    if method == 1:
        found = recent_trend(series(cube.value), series(cube.lower), series(cube.upper), level=LEVEL)
    else:
        found = cochran_armitage(series(cube.numerator), series(cube.denominator), level=LEVEL)
    return found.p, found.direction, found.significant


def _facing_target(placed: Placing, metrics: list[int], values: Floats) -> Floats:
    """Values of metrics with a target become distances from it: less is better."""
    judged = judgement([placed.definitions[m] for m in metrics], len(values) // len(metrics))
    away = values.copy()
    away[judged.targeted] = distance_from_target(values[judged.targeted], judged[judged.targeted])
    return away


def unbroken(cube: Cube, definition: dict[str, Any], m: int, t: int) -> Columns:
    """Positions of the periods up to `t` on the metric's calendar, oldest first; None is an absent period or a break.

    Overlapping windows (three-year figures published each year) are thinned to those that do not overlap.
    """
    last = cube.periods[t]
    there = np.flatnonzero(cube.status[m, :t].max(axis=1) >= 0)
    with_values = [int(k) for k in there if cube.periods[k].months == last.months]
    step = step_months(cube.periods[k] for k in (*with_values, t))
    if not step:
        return (*with_values, t)
    apart = max(step, -(-last.months // step) * step)
    columns: list[int | None] = [t]
    for k in reversed(with_values):
        later = cube.periods[_nearest(columns)]
        if _apart(cube.periods[k], later) < apart:
            continue
        earlier = cube.periods[k]
        gap = across_break(definition["breaks"], earlier, later) or not follows_on(earlier, later, apart)
        columns += [None, k] if gap else [k]
    return tuple(reversed(columns))


def _nearest(columns: Iterable[int | None]) -> int:
    """The period added last: the one after those still to come."""
    return next(k for k in reversed(list(columns)) if k is not None)


def _apart(earlier: Period, later: Period) -> int:
    return (later.start.year - earlier.start.year) * MONTHS_IN_YEAR + later.start.month - earlier.start.month


def _series(numbers: Floats, columns: Columns, areas: Sequence[int]) -> Floats:
    """[metrics x areas, columns] from [metrics, periods, all areas]; a column of None is NaN."""
    picked = np.full((len(numbers), len(areas), len(columns)), np.nan)
    for c, k in enumerate(columns):
        if k is not None:
            picked[:, :, c] = numbers[:, k][:, list(areas)]
    return picked.reshape(-1, len(columns))


def _annual(cube: Cube, columns: Columns) -> bool:
    present = [k for k in columns if k is not None]
    return len(present) > 1 and _apart(cube.periods[present[-2]], cube.periods[present[-1]]) == MONTHS_IN_YEAR
