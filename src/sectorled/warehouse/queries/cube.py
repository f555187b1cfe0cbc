"""Observations as dense arrays, metric x period x area, ready for the kernels of `analysis`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.warehouse.status import ABSENT, N_COUNTED, STATUSES

Floats = npt.NDArray[np.float64]
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Cube:
    """Arrays [metric, period, area]; NaN where there is no number; `status` holds codes, ABSENT where there is no row.

    Periods are in order of time.  `value` may only enter statistics where `counted` is true.
    """

    metrics: tuple[str, ...]
    periods: tuple[Period, ...]
    areas: tuple[str, ...]
    value: Floats
    numerator: Floats
    denominator: Floats
    lower: Floats
    upper: Floats
    status: npt.NDArray[np.int8]

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Where the value enters statistics."""
        return (self.status >= 0) & (self.status < N_COUNTED) & ~np.isnan(self.value)

    def of_areas(self, areas: Sequence[str]) -> "Cube":
        """The cube of these areas, in this order; an area without a row has ABSENT everywhere."""
        at = {code: i for i, code in enumerate(self.areas)}
        where = np.array([at.get(code, -1) for code in areas], np.int64)
        absent = where < 0
        numbers = [np.where(absent, np.nan, getattr(self, name)[:, :, where]) for name in NUMBERS]
        status = np.where(absent, np.int8(ABSENT), self.status[:, :, where])
        return Cube(self.metrics, self.periods, tuple(areas), *numbers, status)


def cube(rows: pl.DataFrame, *, areas: Sequence[str] | None = None) -> Cube:
    """Lay rows of observations out densely.  With `areas` their order is kept and others are left out."""
    metrics = sorted(rows["metric"].unique())
    order = list(areas) if areas is not None else sorted(rows["area"].unique())
    periods = {text: parse_iso(text) for text in rows["period"].unique()}
    ordered = sorted(periods, key=lambda text: (periods[text].end, periods[text]))
    rows = rows.filter(pl.col("area").is_in(order)) if areas is not None else rows
    where = tuple(_positions(rows[name], values) for name, values in (("metric", metrics), ("period", ordered), ("area", order)))
    shape = (len(metrics), len(ordered), len(order))
    arrays = [_dense(rows[name].to_numpy(), where, shape) for name in NUMBERS]
    status = np.full(shape, ABSENT, np.int8)
    status[where] = _positions(rows["status"], STATUSES)
    return Cube(tuple(metrics), tuple(periods[text] for text in ordered), tuple(order), *arrays, status)


def _positions(column: pl.Series, values: Sequence[str]) -> npt.NDArray[np.int64]:
    return column.cast(pl.String).replace_strict(list(values), list(range(len(values))), return_dtype=pl.Int64).to_numpy()


def _dense(numbers: Floats, where: tuple[npt.NDArray[np.int64], ...], shape: tuple[int, ...]) -> Floats:
    dense = np.full(shape, np.nan)
    dense[where] = numbers
    return dense
