"""Funnel limits: how far from the reference chance alone takes an area of a given size.

Proportions have score limits and rates the exact limits of a Poisson count, so that a value lies beyond them where its
own interval (`intervals.wilson`, exact `rate_interval`) excludes the reference.  Where areas scatter more widely than
that, over-dispersion (Spiegelhalter 2005) widens the limits: by a factor, or by a variance between areas that size does
not remove.  It is estimated from winsorised z-scores, so that the outliers it is to judge do not hide themselves, and
never narrows.

`values` and `denominators` are [cells, areas]; `reference` and `multiplier` one number or [cells, 1]; references,
errors and limits are in the metric's units (numerator / denominator x multiplier).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gdtrib

from sectorled.analysis.arrays import Codes, Floats, floats, ratio
from sectorled.analysis.intervals import LEVEL, NOT_COMPARED, Interval, Verdict, verdicts, z_value
from sectorled.analysis.standing import Judgement, quantile

WINSORISED = 0.1  # share of the z-scores drawn in at each end


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Variance beyond chance, [cells, 1]: a factor, and a variance between areas in the metric's units squared."""

    factor: ArrayLike = 1.0
    between: ArrayLike = 0.0

    def widening(self, error: Floats) -> Floats:
        """How many times wider the limits are than by chance, where chance alone has this standard error."""
        wider: Floats = np.sqrt(floats(self.factor) + floats(self.between) / np.where(error > 0, error, np.inf) ** 2)
        return wider


CHANCE_ALONE = Dispersion()


def proportion_error(reference: ArrayLike, denominators: ArrayLike, multiplier: ArrayLike = 1.0) -> Floats:
    """Standard error of a proportion if the reference is true; NaN where it cannot be."""
    p = floats(reference) / floats(multiplier)
    error: Floats = np.sqrt(ratio(np.where((p >= 0) & (p <= 1), p * (1 - p), np.nan), denominators))
    return error * floats(multiplier)


def rate_error(reference: ArrayLike, denominators: ArrayLike, multiplier: ArrayLike = 1.0) -> Floats:
    """Standard error of a rate if the reference is true; NaN where it cannot be."""
    rate = floats(reference) / floats(multiplier)
    error: Floats = np.sqrt(ratio(np.where(rate >= 0, rate, np.nan), denominators))
    return error * floats(multiplier)


def proportion_funnel(
    reference: ArrayLike,
    denominators: ArrayLike,
    *,
    multiplier: ArrayLike = 1.0,
    level: float = LEVEL,
    dispersion: Dispersion = CHANCE_ALONE,
) -> Interval:
    """Score limits for areas of these sizes, cut off at 0 and 1 (times the multiplier)."""
    error = proportion_error(reference, denominators, multiplier)
    half = z_value(level) * dispersion.widening(error) * error
    lower, upper = floats(reference) - half, floats(reference) + half
    return Interval(np.maximum(lower, 0.0), np.minimum(upper, floats(multiplier)))


def rate_funnel(
    reference: ArrayLike,
    denominators: ArrayLike,
    *,
    multiplier: ArrayLike = 1.0,
    level: float = LEVEL,
    dispersion: Dispersion = CHANCE_ALONE,
) -> Interval:
    """Exact Poisson limits for areas of these sizes: a count beyond them has a tail of less than (1 - level) / 2.

    Over-dispersion moves them away from the reference, each by its own distance.
    """
    error, tail = rate_error(reference, denominators, multiplier), (1 - level) / 2
    a_case = ratio(multiplier, denominators)
    expected = np.where(error > 0, floats(reference) / a_case, np.nan)
    # the chance of x or more is the gamma distribution of shape x at the expected count: find the shape
    counts = gdtrib(1.0, 1 - tail, expected) - 1, gdtrib(1.0, tail, expected)
    wider = ((count - expected) * a_case * dispersion.widening(error) for count in counts)
    lower, upper = (floats(reference) + np.where(error == 0, 0.0, distance) for distance in wider)
    return Interval(np.maximum(lower, 0.0), upper)


def multiplicative(
    values: Floats, reference: ArrayLike, error: Floats, *, winsorised: float = WINSORISED
) -> Dispersion:
    """A factor: the mean squared z-score; 1 where no area has one."""
    z, n = _z_scores(values, reference, error, winsorised)
    return Dispersion(factor=np.fmax(1.0, ratio(np.nansum(z**2, axis=1, keepdims=True), n)))


def additive(values: Floats, reference: ArrayLike, error: Floats, *, winsorised: float = WINSORISED) -> Dispersion:
    """A variance between areas by the method of moments, as in a random-effects meta-analysis; 0 with one area."""
    z, n = _z_scores(values, reference, error, winsorised)
    weight = np.where(np.isnan(z), 0.0, ratio(1.0, error**2))
    total, squares = (w.sum(axis=1, keepdims=True) for w in (weight, weight**2))
    surplus = np.nansum(z**2, axis=1, keepdims=True) - (n - 1)
    between = np.fmax(0.0, ratio(surplus, total - ratio(squares, total)))
    return Dispersion(between=np.where(n > 1, between, 0.0))  # of one area the divisor is 0 but for float noise


def beyond_funnel(values: Floats, limits: Interval, judgement: Judgement) -> Codes:
    """Better or worse where a value lies beyond the limits around the reference, by polarity (`intervals.Verdict`)."""
    codes = verdicts(limits, values, judgement)
    turned = np.where(codes < NOT_COMPARED, -codes, codes)
    turned[codes == Verdict.NO_INTERVAL] = Verdict.NO_REFERENCE
    turned[codes == Verdict.NO_REFERENCE] = Verdict.NO_INTERVAL
    return turned


def _z_scores(values: Floats, reference: ArrayLike, error: Floats, winsorised: float) -> tuple[Floats, Floats]:
    """Scores [cells, areas] with a share at each end drawn in to its quantile, and how many there are [cells, 1]."""
    z = ratio(values - floats(reference), error)
    ordered, n = np.sort(z, axis=1), np.count_nonzero(~np.isnan(z), axis=1)
    low, high = (quantile(ordered, n, share)[:, None] for share in (winsorised, 1 - winsorised))
    return np.clip(z, low, high), floats(n)[:, None]
