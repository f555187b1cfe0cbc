"""Which kind of uncertainty can be assessed for a metric in a group."""

from enum import IntEnum

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats, Ints
from sectorled.analysis.certainty.noise import MIN_HISTORY

_ENOUGH = 0.5  # a kind serves a cell if at least this share of the areas with a value have what it needs


class HowSure(IntEnum):
    """The kinds, the preferred first; `str(kind)` is its word."""

    SAMPLING = 0
    COUNTS = 1
    HISTORY = 2
    NONE = 3

    def __str__(self) -> str:
        return self.name.lower()


def how_sure(
    values: Floats, *, intervals: Bools, counts: Bools, history: Ints, min_history: int = MIN_HISTORY
) -> Codes:
    """The kind for each cell, [cells]: the first that at least half of the areas with a value can have.

    `values`, `intervals` (has a 95% interval), `counts` (see `whole_counts`) and `history` (how many values that do not
    overlap, its own included) are [cells, areas].  An area without what the kind of its cell needs is not compared.
    """
    there = ~np.isnan(values)
    needed = np.maximum(np.count_nonzero(there, axis=1) * _ENOUGH, 1)
    can = [np.count_nonzero(there & has, axis=1) >= needed for has in (intervals, counts, history >= min_history)]
    return np.select(can, [np.int8(k) for k in (HowSure.SAMPLING, HowSure.COUNTS, HowSure.HISTORY)], np.int8(3))
