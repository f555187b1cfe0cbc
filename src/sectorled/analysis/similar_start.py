"""Who started like us and improved most, and how much of it the mean would have brought anyway (C42)."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Floats, Indices, settled
from sectorled.analysis.standing import Judgement, badness

NEAR_MADS = 0.5  # a similar start lies within half a median absolute deviation


@dataclass(frozen=True, slots=True)
class SimilarStart:
    """Areas that started like the council, most improved first.

    `change` is signed by value.  `expected_change` is what an area with the council's start changed by on average over
    the whole group (a straight line of change on start): those who start far out drift back to the mean by themselves,
    so only what goes beyond it says anything; the page says so.  NaN with fewer than three areas or equal starts.
    """

    areas: Indices
    change: Floats
    expected_change: float


def similar_start(base: Floats, latest: Floats, area: int, judgement: Judgement) -> SimilarStart:
    """Order the areas [areas] whose start lies within NEAR_MADS of that of the one at position `area`.

    `judgement` is of one cell and must have a polarity: without one nobody improves.  Only areas with both values.
    """
    if not judgement.judged[0]:
        raise ValueError("a metric without polarity has no improvement to order by")
    both = ~np.isnan(base) & ~np.isnan(latest)
    start = np.where(both, base, np.nan)
    if not both[area]:
        return SimilarStart(np.empty(0, np.intp), np.empty(0), np.nan)
    mad = np.median(np.abs(base[both] - np.median(base[both])))
    near = settled(np.abs(start - base[area])) <= settled(np.asarray(NEAR_MADS * mad))
    near[area] = False
    gains = settled(badness(base[None], judgement) - badness(latest[None], judgement))[0]
    found = np.flatnonzero(near)
    found = found[np.argsort(-gains[found], kind="stable")]
    change = latest - base
    return SimilarStart(found, change[found], _expected(base[both], change[both], base[area]))


def _expected(start: Floats, change: Floats, at: float) -> float:
    """The least-squares line of change on start, read at one start."""
    spread = start - start.mean()
    if len(start) < 3 or not spread.any():
        return float("nan")
    return float(change.mean() + (spread @ change) / (spread @ spread) * (at - start.mean()))
