"""Wilcoxon's signed-rank test for paired differences, exact wherever that is feasible."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr
from scipy.stats import rankdata

from sectorled.analysis.arrays import Floats, settled

EXACT_UP_TO = (
    50  # differences; 2^50 sign patterns are counted in whole numbers, beyond the normal is good to 3 decimals
)


def wilcoxon(differences: Floats) -> Floats:
    """Two-sided p of each row [pairs, areas] that its differences lie around 0; NaN for a row with no value at all.

    Zeros are left out (Wilcoxon's own rule) and equal sizes share their mean rank.  Up to EXACT_UP_TO differences p is
    exact given the ties: every pattern of signs is counted.  Beyond it is normal, corrected for ties and continuity.
    """
    return np.array([_p(row[~np.isnan(row)]) for row in differences])


def _p(differences: Floats) -> float:
    known, moved = len(differences), settled(differences)
    moved = moved[moved != 0]
    if not len(moved):
        return 1.0 if known else float("nan")
    doubled = np.rint(2 * rankdata(settled(np.abs(moved)))).astype(np.int64)  # mean ranks are halves at most
    smaller = int(min(doubled[moved > 0].sum(), doubled[moved < 0].sum()))
    if len(moved) <= EXACT_UP_TO:
        return min(1.0, 2 * _share_up_to(smaller, tuple(sorted(doubled.tolist()))))
    return _normal(smaller / 2, doubled / 2)


def _share_up_to(smaller: int, doubled: tuple[int, ...]) -> float:
    return float(_ways(doubled)[: smaller + 1].sum() / 2 ** len(doubled))


@lru_cache(maxsize=512)
def _ways(doubled: tuple[int, ...]) -> NDArray[np.int64]:
    """In how many patterns of signs the doubled positive ranks sum to 0, 1, 2, ... up to half of all."""
    ways = np.zeros(sum(doubled) // 2 + 1, np.int64)
    ways[0] = 1
    for rank in doubled:
        ways[rank:] += ways[:-rank].copy()
    return ways


def _normal(smaller: float, ranks: Floats) -> float:
    """The normal approximation; the variance is that of the ranks as they are, which allows for ties."""
    below = (smaller - ranks.sum() / 2 + 0.5) / np.sqrt((ranks**2).sum() / 4)
    return min(1.0, 2 * float(ndtr(below)))
