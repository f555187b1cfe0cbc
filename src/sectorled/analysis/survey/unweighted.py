"""Unweighted tests of market research, from counts alone; none allows for a design.

Proportions are compared by the chi-square without continuity correction, as tables of two proportions are by custom.
Arrays broadcast; NaN where a base is 0 or a test has nothing to compare.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, chdtrc, ndtr, ndtri

from sectorled.analysis.arrays import Floats, floats
from sectorled.analysis.intervals import LEVEL, Interval
from sectorled.analysis.survey.contrasts import Adjustment, adjusted
from sectorled.analysis.survey.estimates import two_sided_t


class TwoProportions(NamedTuple):
    """The first less the second, its interval, the chi-square of one degree and its p-value."""

    difference: Floats
    interval: Interval
    statistic: Floats
    p: Floats


class TrendTest(NamedTuple):
    """Chi-square of one degree and its p-value."""

    statistic: float
    p: float


def two_proportions(
    x: ArrayLike, n: ArrayLike, y: ArrayLike, m: ArrayLike, *, design_effect: ArrayLike = 1.0, level: float = LEVEL
) -> TwoProportions:
    """`x` of `n` against `y` of `m`: pooled for the test, unpooled for the interval, both times the design effect."""
    first, second = _share(x, n), _share(y, m)
    effect = floats(design_effect)
    pooled = (floats(x) + floats(y)) / (floats(n) + floats(m))
    chance = pooled * (1 - pooled) * (1 / _base(n) + 1 / _base(m)) * effect
    statistic = (first - second) ** 2 / np.where(chance > 0, chance, np.nan)
    half = ndtri((1 + level) / 2) * np.sqrt(
        effect * (first * (1 - first) / _base(n) + second * (1 - second) / _base(m))
    )
    apart = first - second
    limits = Interval(np.maximum(apart - half, -1.0), np.minimum(apart + half, 1.0))
    return TwoProportions(apart, limits, statistic, chdtrc(1, statistic))


def pairwise_proportions(x: ArrayLike, n: ArrayLike, *, adjustment: Adjustment = Adjustment.NONE) -> Floats:
    """P-values of all pairs of columns [k, k], below the diagonal; NaN elsewhere."""
    counts, bases = floats(x), floats(n)
    second, first = np.triu_indices(len(counts), 1)
    matrix = np.full((len(counts), len(counts)), np.nan)
    raw = two_proportions(counts[first], bases[first], counts[second], bases[second]).p
    matrix[first, second] = adjusted(raw, adjustment)
    return matrix


def two_means(
    means: tuple[float, float], deviations: tuple[float, float], bases: tuple[float, float]
) -> tuple[float, float, float]:
    """Welch's t of two independent means, with its degrees of freedom and p-value."""
    parts = [deviation**2 / base for deviation, base in zip(deviations, bases, strict=True)]
    t = (means[0] - means[1]) / sum(parts) ** 0.5
    df = sum(parts) ** 2 / sum(part**2 / (base - 1) for part, base in zip(parts, bases, strict=True))
    return t, df, float(two_sided_t(t, df))


def trend_in_proportions(x: ArrayLike, n: ArrayLike, scores: ArrayLike | None = None) -> TrendTest:
    """Cochran and Armitage's test of a straight trend over ordered groups (waves), scored 1, 2, 3 unless given."""
    counts, bases = floats(x), floats(n)
    at = np.arange(1.0, len(bases) + 1) if scores is None else floats(scores)
    share = counts.sum() / bases.sum()
    centred = at - (at * bases).sum() / bases.sum()
    variance = share * (1 - share) * (bases * centred**2).sum()
    statistic = float((centred * counts).sum() ** 2 / variance) if variance > 0 else float("nan")
    return TrendTest(statistic, float(chdtrc(1, statistic)))


def clopper_pearson(x: ArrayLike, n: ArrayLike, *, level: float = LEVEL) -> Interval:
    """Exact interval of a proportion; counts may be effective ones, not whole."""
    count, base, tail = floats(x), floats(n), (1 - level) / 2
    count, base, some, fewer = np.broadcast_arrays(count, base, count > 0, count < base)
    with np.errstate(invalid="ignore"):
        lower = np.where(some, betaincinv(count, base - count + 1, tail), 0.0)
        upper = np.where(fewer, betaincinv(count + 1, base - count, 1 - tail), 1.0)
    known = base > 0
    return Interval(np.where(known, lower, np.nan), np.where(known, upper, np.nan))


def overlapping_proportions(
    x: ArrayLike, n: ArrayLike, y: ArrayLike, m: ArrayLike, *, both: ArrayLike, overlap: ArrayLike
) -> Floats:
    """P-values of two proportions where `overlap` respondents are in both bases and `both` of them in both counts.

    The covariance of the shared respondents is taken off; disjoint bases give the unpooled z-test.
    """
    first, second = _share(x, n), _share(y, m)
    shared = floats(both) * (1 - first - second) + floats(overlap) * first * second
    variance = first * (1 - first) / _base(n) + second * (1 - second) / _base(m)
    variance = variance - 2 * shared / (_base(n) * _base(m))
    z = (first - second) / np.sqrt(np.where(variance > 0, variance, np.nan))
    return floats(2.0 * ndtr(-np.abs(z)))


def _share(x: ArrayLike, n: ArrayLike) -> Floats:
    return floats(x) / _base(n)


def _base(n: ArrayLike) -> Floats:
    given = floats(n)
    return np.where(given > 0, given, np.nan)
