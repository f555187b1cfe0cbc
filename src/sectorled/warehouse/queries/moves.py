"""How a value moved since an earlier period."""

import numpy as np

from sectorled.analysis.periods import follows_on, step_months
from sectorled.warehouse.queries.breaks import across_break
from sectorled.warehouse.queries.placing import Placing
from sectorled.warehouse.queries.shapes import Then
from sectorled.warehouse.queries.sureness import Sureness

IN_POINTS = ("proportion", "percentage")  # a change of these is a difference, of others relative to the earlier value


def previous_period(placed: Placing, m: int, t: int, i: int) -> int | None:
    """The metric's period before `t`, where the area has a value then."""
    with_values = [k for k in alike(placed, t) if k < t and placed.counted[m, k].any()]
    return with_values[-1] if with_values and placed.counted[m, with_values[-1], i] else None


def first_period(placed: Placing, m: int, t: int, i: int) -> int | None:
    """The earliest period before `t` for which the area has a value."""
    return next((k for k in alike(placed, t) if k < t and placed.counted[m, k, i]), None)


def alike(placed: Placing, t: int) -> list[int]:
    """Positions of the periods as long as the one at `t`: a year is not compared with a quarter of it."""
    periods = placed.cube.periods
    length = (periods[t].months, periods[t].days)
    return [k for k, period in enumerate(periods) if (period.months, period.days) == length]


def change(now: float, before: float, kind: str) -> float | None:
    """The change between two values: a signed difference, or relative to the earlier value (0 to 0 is 0)."""
    if np.isnan(now) or np.isnan(before):
        return None
    if kind == "difference":
        return round(float(now - before), 9)
    if before == 0:
        return 0.0 if now == 0 else None
    return round(float((now - before) / before), 9)


def change_kind(value_type: str | None) -> str:
    """Points for proportions and percentages, else relative."""
    return "difference" if value_type in IN_POINTS else "relative"


def direction(now: float, before: float) -> str | None:
    """higher, lower or same; None where either is missing."""
    if np.isnan(now) or np.isnan(before):
        return None
    return {1: "higher", -1: "lower", 0: "same"}[int(np.sign(round(float(now - before), 9)))]


def then(placed: Placing, where: tuple[int, int, int], before: int | None, sure: Sureness) -> Then | None:
    """The area's value and rank at period `before`, and the move from there to `where`; None where it had no value."""
    if before is None:
        return None
    m, t, i = where
    own, ranks = placed.cube, placed.standings.rank
    now, value = (float(placed.values[m, k, i]) for k in (t, before))
    definition = placed.definitions[m]
    kind = change_kind(definition["value_type"])
    broken = across_break(definition["breaks"], own.periods[before], own.periods[t])
    rank, rank_now = int(ranks[placed.cell(m, before), i]), int(ranks[placed.cell(m, t), i])
    step = step_months(own.periods[k] for k in alike(placed, t) if placed.counted[m, k].any())
    return Then(
        period=own.periods[before].iso,
        value=value,
        rank=rank or None,
        change=change(now, value, kind),
        change_kind=kind,
        rank_change=rank - rank_now if rank and rank_now else None,
        direction=direction(now, value),
        verdict=None if broken else sure.verdict_on_change(m, before, i),
        follows_on=step is not None and follows_on(own.periods[before], own.periods[t], step),
        across_break=broken,
    )
