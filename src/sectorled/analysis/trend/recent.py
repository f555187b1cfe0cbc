"""The recent trend as English public health publishes it, where a series has intervals or counts.

It is told from the latest five unbroken annual points.  Source: the trend method of the national public health
profiles; its own level is PUBLISHED_SIGNIFICANCE, ours by default is the one of every other test.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from sectorled.analysis.arrays import Bools, Codes, Floats, settled
from sectorled.analysis.trend.exact import SIGNIFICANCE

RECENT_POINTS = 5
PUBLISHED_SIGNIFICANCE = 0.002
_INTERVAL_WIDTH = 3.92  # standard errors in a 95% interval, rounded as the method is published


@dataclass(frozen=True, slots=True)
class RecentTrends:
    """One trend a series, arrays [series]; NaN, 0 and False where it cannot be calculated.

    `slope` is per point, `chi_square` has one degree of freedom, `direction` is the sign of the slope.  `significant`
    needs p below the level and, for intervals, a slope that keeps its sign whichever point is left out.
    """

    slope: Floats
    chi_square: Floats
    p: Floats
    direction: Codes
    significant: Bools


def recent_trend(values: Floats, lower: Floats, upper: Floats, *, level: float = SIGNIFICANCE) -> RecentTrends:
    """The trend of values with 95% intervals [series, periods]: a line weighted by precision.

    A point without interval, or with one of no width, is a point missing.
    """
    y, low, high = (_latest(a) for a in (values, lower, upper))
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = np.where(high > low, (_INTERVAL_WIDTH / (high - low)) ** 2, np.nan)
    slope, precision = _weighted_line(y, weights)
    kept = np.ones(len(y), bool)
    for left_out in range(RECENT_POINTS):
        others = np.arange(RECENT_POINTS) != left_out
        kept &= np.sign(settled(_weighted_line(y, weights, others)[0])) == np.sign(slope)
    return _found(slope, slope**2 * precision, kept, level)


def cochran_armitage(numerators: Floats, denominators: Floats, *, level: float = SIGNIFICANCE) -> RecentTrends:
    """The trend of proportions from their counts [series, periods]: Cochran-Armitage's chi-square, its sign kept.

    Where every count is 0 or full there is no variation and no trend: slope 0 and p 1.
    """
    x, n = _latest(numerators), _latest(denominators)
    n = np.where((n > 0) & (x >= 0) & (x <= n), n, np.nan)
    total = n.sum(axis=1)
    share = x.sum(axis=1) / total
    t = np.arange(RECENT_POINTS)
    spread = (n * t**2).sum(axis=1) - (n * t).sum(axis=1) ** 2 / total
    lean = ((x - n * share[:, None]) * t).sum(axis=1)
    variance = share * (1 - share) * spread
    chi_square = np.divide(lean**2, variance, out=variance.copy(), where=variance > 0)
    return _found(lean / spread, chi_square, np.ones(len(x), bool), level)


def _latest(values: Floats) -> Floats:
    """The latest five columns; blanks in front where a series is shorter."""
    short = max(0, RECENT_POINTS - values.shape[1])
    return np.pad(values, ((0, 0), (short, 0)), constant_values=np.nan)[:, -RECENT_POINTS:]


def _weighted_line(y: Floats, weights: Floats, columns: Bools | slice = slice(None)) -> tuple[Floats, Floats]:
    """Slope of the weighted line through the columns and its precision (one over its variance)."""
    t = np.arange(RECENT_POINTS)[columns]
    y, w = y[:, columns], weights[:, columns]
    centred = t - ((w * t).sum(axis=1) / w.sum(axis=1))[:, None]
    precision = (w * centred**2).sum(axis=1)
    return (w * centred * y).sum(axis=1) / precision, precision


def _found(slope: Floats, chi_square: Floats, kept: Bools, level: float) -> RecentTrends:
    p = chdtrc(1, chi_square)
    direction = np.where(np.isnan(slope), 0, np.sign(slope)).astype(np.int8)
    return RecentTrends(slope, chi_square, p, direction, kept & (p < level))
