"""Intervals for proportions under a design, six ways.

Each needs the proportion, its variance, how many respondents it rests on and the degrees of freedom, so they serve
estimates and tables alike; all but LIKELIHOOD are worked out for whole arrays at once.  Where nobody or everybody says
yes there is no variance to go by and the answer is NaN, but for BETA, which then takes the respondents for the
effective size (Korn and Graubard 1998).
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import make_interp_spline
from scipy.special import betaincinv, expit, fdtri, logit, ndtr, stdtrit, xlogy

from sectorled.analysis.arrays import Floats, floats
from sectorled.analysis.intervals import LEVEL, Interval
from sectorled.analysis.survey.estimates import Estimates, t_value

STEPS = 9  # of a profile, each a fifth of its furthest z
POINTS_PER_STEP = 3  # of the curve through a profile


class ProportionInterval(StrEnum):
    """How an interval is made; all use Student's t with the design's degrees of freedom.

    LOGIT is a Wald interval of the log odds of a logistic model, XLOGIT the same by the delta method: equal but for
    rounding.  LIKELIHOOD inverts the Rao-Scott scaled likelihood ratio of that model.  ARCSINE stabilises the variance
    (asin of the root).  BETA is Korn and Graubard's (1998): Clopper and Pearson's with the effective size, corrected
    for degrees of freedom.  MEAN is symmetric and may pass 0 or 1.
    """

    LOGIT = "logit"
    LIKELIHOOD = "likelihood"
    ARCSINE = "asin"
    BETA = "beta"
    MEAN = "mean"
    XLOGIT = "xlogit"


def proportion_interval(
    estimates: Estimates,
    respondents: ArrayLike,
    *,
    method: ProportionInterval = ProportionInterval.LOGIT,
    level: float = LEVEL,
) -> Interval:
    """Interval of estimated proportions [k] that rest on so many `respondents` (unweighted)."""
    return interval_of_proportion(
        estimates.values, np.diag(estimates.covariance), respondents, estimates.df, method=method, level=level
    )


def interval_of_proportion(
    proportions: ArrayLike,
    variances: ArrayLike,
    respondents: ArrayLike,
    df: ArrayLike,
    *,
    method: ProportionInterval = ProportionInterval.LOGIT,
    level: float = LEVEL,
) -> Interval:
    """Interval of proportions of any shape.

    A share that cannot vary is its own interval.  Of 0 and 1 only BETA says something (see the module).
    """
    p, v, n, given = np.broadcast_arrays(*(floats(part) for part in (proportions, variances, respondents, df)))
    inside = (p > 0) & (p < 1)
    still = inside & (v == 0)
    limits = _limits(np.where(inside, p, np.nan), np.where(still, np.nan, v), n, given, method=method, level=level)
    if method is ProportionInterval.BETA:
        exact = _beta(p, n, n, given, level)
        limits = Interval(*(np.where(inside | np.isnan(p), end, edge) for end, edge in zip(limits, exact, strict=True)))
    return Interval(*(np.where(still, p, end) for end in limits))


def _limits(p: Floats, v: Floats, n: Floats, df: Floats, *, method: ProportionInterval, level: float) -> Interval:
    """The limits of proportions strictly between 0 and 1 that vary; NaN for the others."""
    if method is ProportionInterval.LIKELIHOOD:
        ends = [_likelihood(*cell, level) for cell in zip(p.flat, v.flat, n.flat, df.flat, strict=True)]
        limits = np.array(ends).reshape((*p.shape, 2))
        return Interval(limits[..., 0], limits[..., 1])
    if method is ProportionInterval.BETA:
        return _beta(p, p * (1 - p) / v, n, df, level)
    half = t_value(level, df) * np.sqrt(v)
    if method is ProportionInterval.MEAN:
        return Interval(p - half, p + half)
    if method is ProportionInterval.ARCSINE:
        middle, half = np.arcsin(np.sqrt(p)), half / (2 * np.sqrt(p * (1 - p)))
        return Interval(np.sin(np.maximum(middle - half, 0)) ** 2, np.sin(np.minimum(middle + half, np.pi / 2)) ** 2)
    middle, half = logit(p), half / (p * (1 - p))
    return Interval(expit(middle - half), expit(middle + half))


def _beta(p: Floats, effective: Floats, n: Floats, df: Floats, level: float) -> Interval:
    """Clopper and Pearson's with an effective size, scaled by the t of the respondents over that of the design."""
    tail = (1 - level) / 2
    size = effective * (stdtrit(n - 1, tail) / t_value(level, df)) ** 2
    lower = np.where(p > 0, betaincinv(np.where(p > 0, size * p, np.nan), size * (1 - p) + 1, tail), 0.0)
    upper = np.where(p < 1, betaincinv(size * p + 1, np.where(p < 1, size * (1 - p), np.nan), 1 - tail), 1.0)
    missing = np.isnan(p) | np.isnan(size)
    return Interval(np.where(missing, np.nan, lower), np.where(missing, np.nan, upper))


def _likelihood(p: float, v: float, n: float, df: float, level: float) -> tuple[float, float]:
    """Limits where the signed root of the scaled deviance reaches the scaled t, read off a profile.

    As is the custom, the profile is worked out at fifths of the furthest value, joined by a cubic spline and read
    by straight lines: exact inversion differs in the sixth digit.
    """
    if np.isnan(p) or np.isnan(v):
        return np.nan, np.nan
    naive = 1 / (n * p * (1 - p))  # the variance of the log odds, weights scaled to average 1
    scaled_t = t_value(level, df) * np.sqrt(v / (p * (1 - p)) ** 2 / naive)
    tail = float(ndtr(-scaled_t))
    furthest = np.sqrt(fdtri(1, n - 1, 1 - tail / 2))
    step = furthest / 5 * np.sqrt(v) / (p * (1 - p))
    sides = [_profile(p, n, logit(p), direction * step, furthest) for direction in (-1, 1)]
    b = np.concatenate([sides[0][0][::-1], [logit(p)], sides[1][0]])
    z = np.concatenate([-sides[0][1][::-1], [0.0], sides[1][1]])
    fine = np.linspace(b[0], b[-1], POINTS_PER_STEP * len(b))
    lower, upper = np.interp([-scaled_t, scaled_t], _through(b, z)(fine), fine, left=np.nan, right=np.nan)
    return float(expit(lower)), float(expit(upper))


def _profile(p: float, n: float, middle: float, step: float, furthest: float) -> tuple[Floats, Floats]:
    """Log odds on one side and the root of their scaled deviance, until the furthest is passed."""
    at = middle + step * np.arange(1, STEPS + 1)
    q = expit(at)
    deviance = 2 * n * (xlogy(p, p / q) + xlogy(1 - p, (1 - p) / (1 - q)))
    z = np.sqrt(deviance * (n - 1) / n)
    used = int(np.count_nonzero(z < furthest)) + 1
    return floats(at[:used]), floats(z[:used])


def _through(x: Floats, y: Floats):  # type: ignore[no-untyped-def] # scipy ships no types
    """The cubic spline whose third derivative at each end is that of the cubic through the four points there."""
    ends = [[(3, 6 * _third_difference(x[part], y[part]))] for part in (slice(None, 4), slice(-4, None))]
    return make_interp_spline(x, y, k=3, bc_type=tuple(ends))


def _third_difference(x: Floats, y: Floats) -> float:
    """Newton's divided difference of four points."""
    while len(y) > 1:
        y = np.diff(y) / (x[-len(y) + 1 :] - x[: len(y) - 1])
    return float(y[0])
