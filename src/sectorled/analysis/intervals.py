"""Intervals for proportions, counts and rates, and what they say of a reference.

Proportions by Wilson's score method; counts and rates exactly from chi-square below 10 cases and by Byar's
approximation from 10, as public health profiles publish them.  Normal quantiles are exact (1.959964; 3.090232 for
99.8%).  Arrays of any shape that broadcast; NaN where a part is missing or impossible (fewer than 0 cases, a
denominator of 0, more cases than people).
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv, ndtr, ndtri

from sectorled.analysis.arrays import Bools, Codes, Floats, floats
from sectorled.analysis.standing import Judgement, badness

LEVEL = 0.95
WIDE_LEVEL = 0.998
EXACT_BELOW = 10  # cases; Byar's approximation is good from here


class Interval(NamedTuple):
    """Lower and upper limits, arrays of one shape."""

    lower: Floats
    upper: Floats


class Verdict(IntEnum):
    """What an interval says of a value beside a reference; BEST and WORST are beyond the wider of two levels."""

    WORST = -2
    WORSE = -1
    SIMILAR = 0
    BETTER = 1
    BEST = 2
    NO_INTERVAL = 10
    NO_REFERENCE = 11
    NO_POLARITY = 12


NOT_COMPARED = Verdict.NO_INTERVAL  # this code and those above it


def z_value(level: float) -> float:
    """The normal quantile of a two-sided level."""
    return float(ndtri((1 + level) / 2))


def wilson(
    numerators: ArrayLike, denominators: ArrayLike, *, multiplier: ArrayLike = 1.0, level: float = LEVEL
) -> Interval:
    """Score interval of a proportion, times `multiplier` (100 for per cents)."""
    x, n, z = floats(numerators), floats(denominators), z_value(level)
    x, n = _where(x, n, (x >= 0) & (x <= n) & (n > 0))
    middle, half = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    twice = 2 * (n + z**2)
    lower = np.where(x == 0, 0.0, (middle - half) / twice)  # exactly 0 and 1, where rounding would leave a trace
    upper = np.where(x == n, 1.0, (middle + half) / twice)
    return Interval(lower * floats(multiplier), upper * floats(multiplier))


def count_interval(counts: ArrayLike, *, level: float = LEVEL) -> Interval:
    """Interval of the mean of a Poisson count."""
    x = floats(counts)
    return _count_limits(np.where(x >= 0, x, np.nan), z_value(level))


def rate_interval(
    numerators: ArrayLike, denominators: ArrayLike, *, multiplier: ArrayLike = 1.0, level: float = LEVEL
) -> Interval:
    """Interval of a rate: that of its count, over the denominator, times `multiplier`."""
    x, n = floats(numerators), floats(denominators)
    x, n = _where(x, n, (x >= 0) & (n > 0))
    lower, upper = _count_limits(x, z_value(level))
    return Interval(lower / n * floats(multiplier), upper / n * floats(multiplier))


def sides(interval: Interval, point: ArrayLike) -> Codes:
    """1 where the interval lies above the point, -1 where below, 0 around it; or why it was not compared (Verdict)."""
    at = floats(point)
    side = (interval.lower > at).astype(np.int8) - (interval.upper < at).astype(np.int8)
    return _with_reasons(side, interval, at)


def verdicts(interval: Interval, reference: ArrayLike, judgement: Judgement) -> Codes:
    """Better or worse where the reference [cells, areas or 1] lies outside the interval [cells, areas], by polarity.

    For a target the question is which lies nearer to it: better only if all of the interval does.  An area is not
    compared with itself: give the reference of its group without it (`standing.without_self`).
    """
    at = np.broadcast_to(floats(reference), interval.lower.shape)
    inside = np.where(np.isnan(judgement.target_low), judgement.target_high, judgement.target_low)[:, None]
    nearest = np.where(judgement.targeted[:, None], np.clip(inside, *interval), interval.lower)
    ends = [badness(end, judgement) for end in (nearest, *interval)]
    bad = badness(at, judgement)
    better, worse = np.max(ends, axis=0) < bad, np.min(ends, axis=0) > bad
    found = _with_reasons(better.astype(np.int8) - worse.astype(np.int8), interval, at)
    found[~judgement.judged] = Verdict.NO_POLARITY
    return found


def at_two_levels(narrow: Codes, wide: Codes) -> Codes:
    """Join verdicts at 95% and at 99.8%: what lies beyond the wider interval too is best or worst."""
    return np.where(narrow >= NOT_COMPARED, narrow, narrow + np.where(wide >= NOT_COMPARED, 0, wide)).astype(np.int8)


def _with_reasons(codes: Codes, interval: Interval, point: Floats) -> Codes:
    found = np.where(np.isnan(point), np.int8(Verdict.NO_REFERENCE), codes)
    return np.where(np.isnan(interval.lower) | np.isnan(interval.upper), np.int8(Verdict.NO_INTERVAL), found)


def _where(x: Floats, n: Floats, possible: Bools) -> tuple[Floats, Floats]:
    return np.where(possible, x, np.nan), np.where(possible, n, np.nan)


def _count_limits(x: Floats, z: float) -> Interval:
    few, tail = np.asarray(x < EXACT_BELOW), ndtr(-z)
    many = np.where(few, float(EXACT_BELOW), x)
    lower, upper = np.asarray(_byar(many, -z)), np.asarray(_byar(many + 1, z))
    # a gamma quantile is half the chi-square quantile of twice the degrees of freedom
    lower[few] = np.where(x[few] > 0, gammaincinv(x[few], tail), 0.0)
    upper[few] = gammainccinv(x[few] + 1, tail)
    return Interval(lower, upper)


def _byar(x: Floats, z: float) -> Floats:
    byar: Floats = x * (1 - 1 / (9 * x) + z / (3 * np.sqrt(x))) ** 3
    return byar
