"""Does an area differ from the others of its group, or from itself before, by more than its noise explains?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr

from sectorled.analysis.arrays import Floats, settled
from sectorled.analysis.certainty.noise import Noise
from sectorled.analysis.standing import Judgement, distance_from_target, without_self
from sectorled.analysis.trend.slopes import row_median

_SURE_DEGREES = 1e6  # beyond this many degrees of freedom t is normal


@dataclass(frozen=True, slots=True)
class Differences:
    """Values against what they are held against, arrays [cells, areas]; p is two-sided, NaN where not assessed.

    `reference` is what a reader is shown.  For a target, p asks whether the value differs from the nearest value *as
    far from the target as the reference is*: that, not the reference, is what better and worse turn on.
    """

    reference: Floats
    p: Floats


def against_others(values: Floats, noise: Noise, judgement: Judgement, *, mean: bool = False) -> Differences:
    """Each area against the median (or mean) of the other areas of its cell, both uncertain."""
    reference = without_self(values)[int(mean)]
    variance = _variance_of_mean(values, noise) if mean else variance_of_median(values, noise)
    return Differences(reference, _p(values, reference, noise, variance, judgement))


def changed(before: Floats, after: Floats, noise: tuple[Noise, Noise], judgement: Judgement) -> Differences:
    """Each area against itself at an earlier period; `noise` of the earlier and the later values.

    The two are taken as independent.  An area's history gives one noise for both.
    """
    earlier, later = noise
    error = np.where(after > before, earlier.above, earlier.below)
    return Differences(before, _p(after, before, later, error**2, judgement))


def equal_merit(values: Floats, reference: Floats, judgement: Judgement) -> Floats:
    """The reference; for a target the value nearest to each that is as far from the target as the reference is."""
    facing = reference.copy()
    targeted = judgement.targeted
    judged, at, v = judgement[targeted], reference[targeted], values[targeted]
    away = distance_from_target(at, judged)
    low, high = judged.target_low[:, None] - away, judged.target_high[:, None] + away
    nearer = np.where(np.isnan(high) | (np.abs(v - low) < np.abs(high - v)), low, high)
    facing[targeted] = np.where(distance_from_target(v, judged) == away, v, nearer)
    facing[np.isnan(reference)] = np.nan
    return facing


def variance_of_median(values: Floats, noise: Noise) -> Floats:
    """The sampling variance of the median of the other areas, [cells, areas].

    By the formula for values that are independent but not alike (Sen 1968): the sum of F(1 - F) over the square of the
    sum of f, at the median, with each area's own noise and with the true levels guessed by drawing the values in to the
    median by as much as their noise spreads them.  Never more than the largest variance among the middle values, which
    bounds it where they lie far apart.
    """
    sd = np.sqrt(_filled(values, noise))
    middle = row_median(values)[:, None]
    z = (middle - values) * _true_part(values - middle, sd) / sd
    share, density = (np.nan_to_num(part) for part in (ndtr(z) * ndtr(-z), np.exp(-(z**2) / 2) / sd))
    others = [part.sum(axis=1, keepdims=True) - part for part in (share, density)]
    squared = others[1] ** 2  # 0 where the middles lie so far apart that no density is left
    smooth = np.divide(2 * np.pi * others[0], squared, out=np.full(z.shape, np.inf), where=squared > 0)
    variance: Floats = np.minimum(smooth, _largest_in_the_middle(values, sd**2))
    return variance


def _true_part(apart: Floats, sd: Floats) -> Floats:
    """The share of the spread of the values, [cells, 1], that their noise does not explain (James-Stein)."""
    noise, spread = (np.nansum(part**2, axis=1, keepdims=True) for part in (sd, apart))
    explained = np.divide(noise, spread, out=np.ones(noise.shape), where=spread > noise)
    part: Floats = np.sqrt(1 - explained)
    return part


def _largest_in_the_middle(values: Floats, variance: Floats) -> Floats:
    """The largest variance among the values between which the median of the others can lie."""
    n = np.count_nonzero(~np.isnan(values), axis=1)[:, None]
    order = np.argsort(values, axis=1, kind="stable")
    place = np.arange(values.shape[1])
    middle = (place >= (n - 2) // 2) & (place <= (n - 1) // 2 + 1) & (place < n)
    largest: Floats = np.max(np.where(middle, np.take_along_axis(variance, order, axis=1), 0.0), axis=1, keepdims=True)
    return largest


def _variance_of_mean(values: Floats, noise: Noise) -> Floats:
    """The sampling variance of the mean of the other areas."""
    variance = np.where(np.isnan(values), 0.0, _filled(values, noise))
    others = np.maximum(np.count_nonzero(~np.isnan(values), axis=1)[:, None] - 1, 1)
    of_mean: Floats = (variance.sum(axis=1, keepdims=True) - variance) / others**2
    return of_mean


def _filled(values: Floats, noise: Noise) -> Floats:
    """Variances, an unknown one taken as the mean of its cell's; NaN where there is no value, or none is known."""
    known = np.where(np.isnan(values), np.nan, noise.variance)
    n = np.count_nonzero(~np.isnan(known), axis=1, keepdims=True)
    mean = np.divide(np.nansum(known, axis=1, keepdims=True), n, out=np.full(n.shape, np.nan), where=n > 0)
    return np.where(np.isnan(values), np.nan, np.where(np.isnan(known), mean, known))


def _p(values: Floats, reference: Floats, noise: Noise, variance: Floats, judgement: Judgement) -> Floats:
    facing = equal_merit(values, reference, judgement)
    error = np.sqrt(np.where(facing < values, noise.below, noise.above) ** 2 + variance)
    apart = np.abs(settled(values - facing) / error)
    t = stdtr(np.minimum(noise.degrees, _SURE_DEGREES), -apart)
    p: Floats = 2 * np.where(noise.degrees > _SURE_DEGREES, ndtr(-apart), t)
    return p
