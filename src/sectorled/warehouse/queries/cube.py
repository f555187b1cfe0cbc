"""Observations as dense arrays, metric x period x area, ready for the kernels of `analysis`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from sectorled.analysis.periods import Period, parse_iso
from sectorled.warehouse.status import ABSENT, N_COUNTED, STATUSES

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Number = TypeVar("Number", np.float64, np.int8)
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
        numbers = {name: np.where(absent, np.nan, getattr(self, name)[:, :, where]) for name in NUMBERS}
        status = np.where(absent, np.int8(ABSENT), self.status[:, :, where])
        return Cube(self.metrics, self.periods, tuple(areas), **numbers, status=status)


def cube(rows: pl.DataFrame | pa.Table, *, areas: Sequence[str] | None = None) -> Cube:
    """Lay rows of observations out densely.  With `areas` their order is kept and others are left out."""
    table = rows if isinstance(rows, pa.Table) else rows.to_arrow()
    metric, metrics = _codes(table["metric"])
    period, texts = _codes(table["period"])
    area, known = _codes(table["area"], areas)
    periods = [parse_iso(text) for text in texts]
    in_time = sorted(range(len(periods)), key=lambda t: (periods[t].end, periods[t]))
    order = list(known if areas is None else areas)
    shape = (len(metrics), len(periods), len(order))
    place = np.empty(len(periods), np.int64)
    place[in_time] = np.arange(len(periods))
    where = (metric * shape[1] + place[period]) * shape[2] + area
    kept = None if areas is None else area >= 0
    numbers = {name: _dense(table[name].to_numpy(), where, kept, np.full(shape, np.nan)) for name in NUMBERS}
    status = _dense(_codes(table["status"], STATUSES)[0], where, kept, np.full(shape, ABSENT, np.int8))
    return Cube(tuple(metrics), tuple(periods[t] for t in in_time), tuple(order), **numbers, status=status)


def _codes(column: pa.ChunkedArray, words: Sequence[str] | None = None) -> tuple[Codes, list[str]]:
    """Where each row's word stands among `words`, by default those that occur, sorted; -1 where it is not there."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    array = column.unify_dictionaries().combine_chunks()
    indices, own = array.indices.to_numpy(), array.dictionary.to_pylist()
    if words is None:
        words = sorted(own[i] for i in np.flatnonzero(np.bincount(indices, minlength=len(own))))
    at = {word: i for i, word in enumerate(words)}
    return np.array([at.get(word, -1) for word in own], np.int64)[indices], list(words)


def _dense(
    numbers: npt.NDArray[Any], where: Codes, kept: npt.NDArray[np.bool_] | None, dense: npt.NDArray[Number]
) -> npt.NDArray[Number]:
    if kept is None:
        dense.reshape(-1)[where] = numbers
    else:
        dense.reshape(-1)[where[kept]] = numbers[kept]
    return dense
