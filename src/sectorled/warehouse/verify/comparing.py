"""What kernels and plain code say of the same groups and series, held against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose, isnan
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from sectorled.analysis.reference.standing import badness
from sectorled.analysis.standing import Polarity
from sectorled.warehouse.queries.cube import NUMBERS, latest_counted
from sectorled.warehouse.queries.directions import METHODS, directions, unbroken
from sectorled.warehouse.queries.placing import Placing
from sectorled.warehouse.verify.plain import Point, plain_group, plain_p

EQUAL = 1e-12  # of the largest number involved: what sums in another order may differ by
FIGURES = ("mean", "median", "q1", "q3", "mad", "minimum", "maximum")
STANDINGS = ("rank", "joint", "rank_share", "band", "mads_from_median")
TOLERANCE = 0.02  # a value may differ from its parts by this share of the larger of the two
_BLANK = {"rank": 0, "band": 0}  # how kernels write none, where not NaN
_POLARITY = {"high": Polarity.HIGH, "low": Polarity.LOW, "none": Polarity.NONE, "target": Polarity.TARGET}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on which kernel and plain code disagree."""

    metric: str
    period: str
    group: str
    area: str | None
    figure: str
    kernel: float | None
    plain: float | None


@dataclass(slots=True)
class Tally:
    """How many figures were compared, and those that differ."""

    compared: int = 0
    differences: list[Difference] = field(default_factory=list)

    def compare(
        self, where: tuple[str, str, str, str | None, str], kernel: float, plain: float | None, size: float
    ) -> None:
        """Count one figure; `size` is the largest number that went into it."""
        self.compared += 1
        said = None if isnan(kernel) or kernel == _BLANK.get(where[-1]) else kernel
        if (said is None) != (plain is None) or (
            said is not None and plain is not None and not isclose(said, plain, rel_tol=EQUAL, abs_tol=EQUAL * size)
        ):
            self.differences.append(Difference(*where, said, plain))


def compare_group(tally: Tally, group: str, placed: Placing, periods: Sequence[int] | None = None) -> None:
    """Every figure and standing of a group, in all periods of its metrics, or in one of each metric."""
    for m in range(len(placed.cube.metrics)):
        for t in range(len(placed.cube.periods)) if periods is None else [periods[m]]:
            if t >= 0 and placed.counted[m, t].any():
                _compare_cell(tally, group, placed, m, t)


def _compare_cell(tally: Tally, group: str, placed: Placing, m: int, t: int) -> None:
    definition, cell, areas = placed.definitions[m], placed.cell(m, t), placed.cube.areas
    points = dict(zip(areas, _points(placed, m, t), strict=True))
    plain = plain_group(
        points,
        _POLARITY[definition["polarity"]],
        (definition["target_low"], definition["target_high"]),
        definition["multiplier"] or 1.0,
    )
    where, size = (
        (placed.cube.metrics[m], placed.cube.periods[t].iso, group),
        float(np.nanmax(np.abs(placed.values[m, t]))),
    )
    tally.compare((*where, None, "n"), float(placed.figures.n[cell]), plain.figures.n, 0)
    tally.compare((*where, None, "ratio_of_sums"), placed.figures.ratio_of_sums[cell], plain.ratio_of_sums, 0)
    for name in FIGURES:
        tally.compare((*where, None, name), getattr(placed.figures, name)[cell], getattr(plain.figures, name), size)
    for name in STANDINGS:
        said = getattr(placed.standings, name)[cell].tolist()
        for kernel, area in zip(said, areas, strict=True):
            standing = plain.standings.get(area)
            if standing is not None:
                tally.compare((*where, area, name), kernel, getattr(standing, name), 1)


def _points(placed: Placing, m: int, t: int | None) -> list[Point]:
    """What is known of each area in a period; nothing where the period is absent."""
    if t is None:
        return [Point()] * len(placed.cube.areas)
    numbers = [np.where(placed.counted[m, t], getattr(placed.cube, name)[m, t], np.nan).tolist() for name in NUMBERS]
    known = ([None if isnan(x) else x for x in row] for row in zip(*numbers, strict=True))
    return [Point(**dict(zip(NUMBERS, row, strict=True))) for row in known]


def compare_trends(tally: Tally, group: str, placed: Placing) -> None:
    """The p-value of every series, up to its metric's latest period with a value."""
    latest = latest_counted(placed.counted)
    found = directions(placed, latest, range(len(placed.cube.areas)))
    for m, t in enumerate(latest):
        if t < 0:
            continue
        method, definition = METHODS[found.method[m]], placed.definitions[m]
        columns = [_points(placed, m, k) for k in unbroken(placed.cube, definition, m, t)]
        for i, area in enumerate(placed.cube.areas):
            series = [_faced(column[i], definition) for column in columns]
            where = (placed.cube.metrics[m], placed.cube.periods[t].iso, group, area, f"p of {method}")
            tally.compare(where, float(found.p[m, i]), plain_p(method, series), 1)


def _faced(point: Point, definition: Mapping[str, Any]) -> Point:
    """With a target the series is of distances from it."""
    if definition["polarity"] != "target" or point.value is None:
        return point
    low, high = definition["target_low"], definition["target_high"]
    return Point(badness(point.value, Polarity.TARGET, (low, high)))


def rates(rows: pa.Table, metrics: pl.DataFrame) -> tuple[int, int]:
    """How many values have both parts, and how many of them do not follow from these."""
    factors = metrics.filter(pl.col("value_type") != "standardised rate").select("metric", "multiplier")
    frame = pl.DataFrame(rows.select(["metric", "value", "numerator", "denominator"]))
    known = frame.with_columns(pl.col("metric").cast(pl.String)).join(factors, on="metric").drop_nulls()
    rate = pl.col("numerator") / pl.col("denominator") * pl.col("multiplier")
    off = known.filter(pl.col("value") != 0, rate.is_finite()).select(
        (pl.col("value") - rate).abs() > TOLERANCE * pl.max_horizontal(pl.col("value").abs(), rate.abs())
    )
    return off.height, int(off.to_series().sum())
