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


def latest_counted(counted: npt.NDArray[np.bool_]) -> list[int]:
    """From [metric, period, area]: each metric's latest period in which any area has a value; -1 where none has."""
    some = counted.max(axis=2, initial=False)
    last = some.shape[1] - 1 - some[:, ::-1].argmax(axis=1)
    return [int(t) for t in np.where(some.max(axis=1, initial=False), last, -1)]


def cube(rows: pl.DataFrame | pa.Table, *, areas: Sequence[str] | None = None) -> Cube:
    """Lay rows of observations out densely.  With `areas` their order is kept and others are left out."""
    coded = _Coded.of(rows, areas)
    return coded.cube(np.arange(len(coded.metrics)), np.arange(len(coded.periods)))


def cubes(rows: pl.DataFrame | pa.Table, *, areas: Sequence[str] | None = None) -> list[Cube]:
    """The same in one cube for each calendar (metrics that share their periods), so that no cube is mostly empty."""
    coded = _Coded.of(rows, areas)
    shape = (len(coded.metrics), len(coded.periods))
    cells = np.bincount(coded.metric * shape[1] + coded.period, minlength=shape[0] * shape[1])
    calendars, which = np.unique(cells.reshape(shape) > 0, axis=0, return_inverse=True)
    return [
        coded.cube(np.flatnonzero(which == number), np.flatnonzero(calendar))
        for number, calendar in enumerate(calendars)
    ]


@dataclass(frozen=True, slots=True)
class _Coded:
    """Rows with their words as positions: metrics sorted, periods in order of time, areas sorted or as asked."""

    table: pa.Table
    metric: Codes
    period: Codes
    area: Codes  # -1 where the area was not asked for
    metrics: list[str]
    periods: list[Period]
    areas: list[str]

    @classmethod
    def of(cls, rows: pl.DataFrame | pa.Table, areas: Sequence[str] | None) -> "_Coded":
        table = rows if isinstance(rows, pa.Table) else rows.to_arrow()
        metric, metrics = _codes(table["metric"])
        period, texts = _codes(table["period"])
        area, order = _codes(table["area"], areas)
        periods = [parse_iso(text) for text in texts]
        in_time = sorted(range(len(periods)), key=lambda t: (periods[t].end, periods[t]))
        return cls(table, metric, np.argsort(in_time)[period], area, metrics, [periods[t] for t in in_time], order)

    def cube(self, metrics: Codes, periods: Codes) -> Cube:
        """The cube of some metrics and periods, given by position."""
        shape = (len(metrics), len(periods), len(self.areas))
        metric, period = (
            _among(metrics, len(self.metrics))[self.metric],
            _among(periods, len(self.periods))[self.period],
        )
        asked = (metric >= 0) & (period >= 0) & (self.area >= 0)
        kept = slice(None) if asked.all() else asked
        where = ((metric * shape[1] + period) * shape[2] + self.area)[kept]

        def dense(numbers: npt.NDArray[Any], blank: npt.NDArray[Number]) -> npt.NDArray[Number]:
            blank.reshape(-1)[where] = numbers[kept]
            return blank

        return Cube(
            tuple(self.metrics[m] for m in metrics),
            tuple(self.periods[t] for t in periods),
            tuple(self.areas),
            **{name: dense(_numpy(self.table[name]), np.full(shape, np.nan)) for name in NUMBERS},
            status=dense(_codes(self.table["status"], STATUSES)[0], np.full(shape, ABSENT, np.int8)),
        )


def _codes(column: pa.ChunkedArray, words: Sequence[str] | None = None) -> tuple[Codes, list[str]]:
    """Where each row's word stands among `words`, by default those that occur, sorted; -1 where it is not there."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    array = column.unify_dictionaries().combine_chunks()
    indices, own = _numpy(array.indices), array.dictionary.to_pylist()
    if words is None:
        words = sorted(own[i] for i in np.flatnonzero(np.bincount(indices, minlength=len(own))))
    at = {word: i for i, word in enumerate(words)}
    return np.array([at.get(word, -1) for word in own], np.int64)[indices], list(words)


def _numpy(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[Any]:
    """As an array, NaN for null.  Arrow's own way there loads pandas, where that is installed: half a second."""
    return pl.Series(column).to_numpy()


def _among(chosen: Codes, of: int) -> Codes:
    """Where each of so many positions stands among the chosen ones, -1 where it does not."""
    places = np.full(of, -1)
    places[chosen] = np.arange(len(chosen))
    return places


def number(value: float) -> float | None:
    """A number for an answer: not-a-number becomes None."""
    return None if np.isnan(value) else float(value)
