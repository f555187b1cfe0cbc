"""Which way is good in each cell."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats, settled


class Polarity(IntEnum):
    """Which way is good; TARGET is near a value or range."""

    LOW = -1
    NONE = 0
    HIGH = 1
    TARGET = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """How each cell is judged, arrays [cells]; a NaN end of a target range is open, a target without ends is none."""

    polarity: Codes
    target_low: Floats
    target_high: Floats

    @classmethod
    def uniform(cls, cells: int, polarity: Polarity, low: float = np.nan, high: float = np.nan) -> Self:
        """The same judgement for every cell."""
        return cls(np.full(cells, polarity, np.int8), np.full(cells, low), np.full(cells, high))

    def __getitem__(self, rows: slice | Bools) -> "Judgement":
        return Judgement(self.polarity[rows], self.target_low[rows], self.target_high[rows])

    @property
    def targeted(self) -> Bools:
        """Cells judged by distance from a target."""
        found: Bools = (self.polarity == Polarity.TARGET) & ~(np.isnan(self.target_low) & np.isnan(self.target_high))
        return found

    @property
    def judged(self) -> Bools:
        """Cells in which a value can be good or bad."""
        found: Bools = self.targeted | (np.abs(self.polarity) == 1)
        return found


def distance_from_target(values: Floats, judgement: Judgement) -> Floats:
    """How far each value [cells, areas] lies outside its cell's target range, 0 inside, without float noise."""
    low = np.where(np.isnan(judgement.target_low), -np.inf, judgement.target_low)[:, None]
    high = np.where(np.isnan(judgement.target_high), np.inf, judgement.target_high)[:, None]
    return settled(np.maximum(np.maximum(low - values, values - high), 0.0))


def badness(values: Floats, judgement: Judgement) -> Floats:
    """A number [cells, areas] that is smallest for the best value; NaN where nothing is good or bad."""
    direction = np.where(np.abs(judgement.polarity) == 1, -1.0 * judgement.polarity, np.nan)
    bad = values * direction[:, None]
    target = judgement.targeted
    bad[target] = distance_from_target(values[target], judgement[target])
    return bad
