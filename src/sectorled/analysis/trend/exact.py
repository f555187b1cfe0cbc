"""Mann-Kendall's test for a monotone trend with its exact permutation distribution, ties included.

S counts the pairs that rise less those that fall.  If no order is likelier than another, S given the pattern of ties
is distributed as the inversions of a multiset: the coefficients of the Gaussian multinomial
[n]! / ([t1]! [t2]! ...) with [j]! = product of (1 - q^i) / (1 - q).  They are worked out in whole numbers, once for
each pattern.  The normal approximation is never used: for the short series of councils it is wrong.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import factorial, prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sectorled.analysis.arrays import Bools, Codes, Floats, Indices, Ints, settled
from sectorled.analysis.trend.slopes import blocks, differences, median_slope

Series: TypeAlias = NDArray[Any]  # whole numbers: int64 while they fit, Python's own beyond

SIGNIFICANCE = 0.05  # the default level of every test
MIN_POINTS = 5  # four can never be significant at 5%: the smallest p is .083
TOO_FEW_POINTS = "cannot be calculated: fewer than 5 unbroken points"
_FITS_INT64 = 20  # 20! is the last factorial below 2^63


@dataclass(frozen=True, slots=True)
class Trends:
    """One trend a series, arrays [series].

    `n` is the length of the unbroken run, `p` exact and two-sided, `slope` Theil-Sen's per column, `direction` the sign
    of `s`.  With fewer than the least number of points p and slope are NaN, s and direction 0 (TOO_FEW_POINTS).
    """

    n: Ints
    s: Ints
    p: Floats
    slope: Floats
    direction: Codes

    def significant(self, level: float = SIGNIFICANCE) -> Bools:
        """Where chance alone would give such an order with a probability below `level`."""
        found: Bools = self.p < level
        return found


def mann_kendall(values: Floats, *, min_points: int = MIN_POINTS) -> Trends:
    """Test each series [series, periods] for a trend over its latest unbroken run.

    Values equal to nine decimals are ties.
    """
    n = latest_run(values)
    told = n >= min_points
    columns = np.arange(values.shape[1])
    inside = (columns >= (values.shape[1] - n)[:, None]) & told[:, None]
    run = settled(np.where(inside, values, np.nan))
    s, untied, slope = np.zeros(len(run), np.int32), np.zeros(len(run), np.int32), np.full(len(run), np.nan)
    for rows in blocks(run):
        steps = differences(run[rows])
        rises, falls = (np.count_nonzero(moved, axis=1) for moved in (steps > 0, steps < 0))
        s[rows], untied[rows] = rises - falls, rises + falls
        slope[rows] = median_slope(steps, run.shape[1])
    p = np.full(len(run), np.nan)
    p[told] = _exact_p(run[told], n[told], s[told], untied[told])
    return Trends(n, s, p, slope, np.sign(s).astype(np.int8))


def latest_run(values: Floats) -> Ints:
    """How many values lie unbroken before the end of each series; 0 where the last is missing."""
    missing = np.isnan(values[:, ::-1])
    closed = np.concatenate([missing, np.ones((len(values), 1), bool)], axis=1)
    run: Ints = closed.argmax(axis=1).astype(np.int32)
    return run


def _exact_p(run: Floats, n: Ints, s: Ints, untied: Ints) -> Floats:
    """The p of each S, looked up in the distribution of its series' length and pattern of ties."""
    p, inversions = np.empty(len(run)), (untied - np.abs(s)) // 2
    tied = untied < n * (n - 1) // 2
    for length in np.unique(n[~tied]):
        rows = np.flatnonzero(~tied & (n == length))
        p[rows] = two_sided(int(length))[inversions[rows]]
    for sizes, rows in _patterns(run, np.flatnonzero(tied)):
        ties = tuple(size for size in sorted(sizes) if size > 1 for _ in range(sizes[size] // size))
        p[rows] = two_sided(sizes.total(), ties)[inversions[rows]]
    return p


def _patterns(run: Floats, tied: Indices) -> Iterator[tuple[Counter[int], Indices]]:
    """Each pattern of ties (how many values stand in groups of each size) and the series that have it."""
    patterns, which = np.unique(_tie_sizes(run[tied]), axis=0, return_inverse=True)
    ends = np.cumsum(np.bincount(which, minlength=len(patterns)))
    series = np.split(tied[np.argsort(which, kind="stable")], ends[:-1])
    for sizes, rows in zip(patterns, series, strict=False):  # no pattern at all splits into one empty part
        yield Counter(sizes[sizes > 0].tolist()), rows


def _tie_sizes(run: Floats) -> Ints:
    """For each value how many of its series equal it, sorted; 0 for a blank.  Equal rows have equal distributions."""
    ordered = np.sort(run, axis=1)
    column = np.arange(run.shape[1])
    starts = np.ones(run.shape, bool)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    ends = np.ones(run.shape, bool)
    ends[:, :-1] = starts[:, 1:]
    first = np.maximum.accumulate(np.where(starts, column, 0), axis=1)
    last = np.minimum.accumulate(np.where(ends, column, run.shape[1])[:, ::-1], axis=1)[:, ::-1]
    sizes = np.where(np.isnan(ordered), 0, last - first + 1)
    return np.sort(sizes, axis=1).astype(np.int32)


@lru_cache(maxsize=4096)
def two_sided(n: int, ties: tuple[int, ...] = ()) -> Floats:
    """Two-sided p by number of inversions, from none (S at its largest) to half of all (S near 0).

    `ties` are the sizes of the groups of equal values among the `n`.
    """
    pairs = (n * (n - 1) - sum(t * (t - 1) for t in ties)) // 2
    ways = _untied(n)[: pairs // 2 + 1]
    for i in (i for t in ties for i in range(2, t + 1)):
        ways = _times(_divided(ways, i), 1)
    share = np.cumsum(ways) / (factorial(n) // prod(factorial(t) for t in ties))
    return np.minimum(1.0, 2 * share.astype(np.float64))


@lru_cache(maxsize=64)
def _untied(n: int) -> Series:
    """In how many orders of n different values there are 0, 1, 2, ... inversions, up to half of all."""
    ways = np.zeros(n * (n - 1) // 4 + 1, np.int64 if n <= _FITS_INT64 else object)
    ways[0] = 1
    for i in range(2, n + 1):
        ways = _times(_divided(ways, 1), i)
    return ways


def _times(series: Series, i: int) -> Series:
    """The power series times 1 - q^i, as far as it was given."""
    return np.concatenate([series[:i], series[i:] - series[:-i]])


def _divided(series: Series, i: int) -> Series:
    """The power series divided by 1 - q^i, as far as it was given."""
    padded = np.concatenate([series, np.zeros(-len(series) % i, series.dtype)])
    return padded.reshape(-1, i).cumsum(axis=0).reshape(-1)[: len(series)]
