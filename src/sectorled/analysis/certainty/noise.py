"""How much a value would move by chance: from its interval, or from its own history."""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, ndtri, polygamma

from sectorled.analysis.arrays import Floats, Ints
from sectorled.analysis.trend.slopes import row_median, theil_sen

MIN_HISTORY = 8  # values; fewer leave the scatter itself too uncertain
_MAD_TO_SD = 1.4826  # of normal noise
_FAR = (
    3.0  # standard deviations; a residual further out is drawn in to here, so that one odd year does not hide the rest
)
_LOST_DEGREES = 3.75  # of freedom, to line and drawing in: found by simulation, to 0.5, for 8 to 30 values
_SMALL_SAMPLE = 1.5  # residuals of n values are too small by this over n squared: found likewise, to 0.005
_MOST_BORROWED = 16.0  # degrees of freedom: from a dozen areas one cannot tell that all scatter alike
_NO_SPREAD = 1e-3  # excess variance of the log scatter below which areas count as scattering alike


@dataclass(frozen=True, slots=True)
class Noise:
    """Standard errors of values [cells, areas], NaN where unknown.

    `below` holds for what lies below the value and `above` for what lies above it (intervals need not be symmetric);
    `degrees` of freedom behind them, infinite for a published interval.
    """

    below: Floats
    above: Floats
    degrees: Floats

    @property
    def variance(self) -> Floats:
        """Of both sides together."""
        return ((self.below + self.above) / 2) ** 2


def noise_of_intervals(values: Floats, lower: Floats, upper: Floats) -> Noise:
    """From 95% intervals; one without width, or that leaves its value out, tells nothing."""
    z = float(ndtri(0.975))
    known = (lower <= values) & (values <= upper) & (lower < upper)
    below, above = (np.where(known, side, np.nan) / z for side in (values - lower, upper - values))
    half = (below + above) / 2  # a limit on its value (0 of 100) says nothing of that side
    return Noise(np.where(below > 0, below, half), np.where(above > 0, above, half), np.full(values.shape, np.inf))


def noise_of_history(history: Floats) -> Noise:
    """From values [cells, areas, periods] that do not overlap, the last column the value compared; NaN where missing.

    An area's noise is the standard deviation of its residuals about its own Theil-Sen line, far ones drawn in to three
    deviations.  From a dozen values that is itself uncertain, so the areas of a cell lend each other strength: the
    variances are moderated towards their common middle (empirical Bayes, Smyth 2004), the less the more they differ
    between areas, and p-values are from the t distribution with the degrees of freedom that this leaves.  An area with
    fewer than MIN_HISTORY values or without any scatter has no noise that could be told.
    """
    cells, areas, periods = history.shape
    series = history.reshape(-1, periods)
    n = np.count_nonzero(~np.isnan(series), axis=1)
    known = n >= MIN_HISTORY
    variance = np.full(len(series), np.nan)
    variance[known] = _scatter(series[known], n[known])
    variance[variance == 0] = np.nan
    shape = (cells, areas)
    degrees = np.where(np.isnan(variance), np.nan, n - _LOST_DEGREES).reshape(shape)
    moderated, degrees = _moderated(variance.reshape(shape), degrees)
    return Noise(np.sqrt(moderated), np.sqrt(moderated), degrees)


def _scatter(series: Floats, n: Ints) -> Floats:
    """Robust residual variance of each series about its own line."""
    detrended = series - theil_sen(series)[:, None] * np.arange(series.shape[1])
    residuals = detrended - row_median(detrended)[:, None]
    far = _FAR * _MAD_TO_SD * row_median(np.abs(residuals))
    far[far == 0] = np.inf  # most values lie on the line: nothing to measure "far" by
    drawn_in = np.clip(residuals, -far[:, None], far[:, None])
    scatter: Floats = np.nansum(drawn_in**2, axis=1) / (n - 2) * (1 + _SMALL_SAMPLE / n**2) ** 2
    return scatter


def _moderated(variance: Floats, degrees: Floats) -> tuple[Floats, Floats]:
    """Each variance drawn towards its cell's prior, and the degrees of freedom behind the result.

    The prior is fitted to the log variances by their first two moments, as in Smyth (2004), section 6.2.
    """
    areas = np.count_nonzero(~np.isnan(variance), axis=1)[:, None]
    logs = np.log(variance) - digamma(degrees / 2) + np.log(degrees / 2)
    middle = np.nansum(logs, axis=1, keepdims=True) / np.maximum(areas, 1)
    spread = np.nansum((logs - middle) ** 2, axis=1, keepdims=True) / np.maximum(areas - 1, 1)
    excess = spread - np.nansum(polygamma(1, degrees / 2), axis=1, keepdims=True) / np.maximum(areas, 1)
    borrowed = np.minimum(2 * _inverse_trigamma(np.maximum(excess, _NO_SPREAD)), _MOST_BORROWED)
    borrowed = np.where(areas > 2, borrowed, 0.0)  # two areas cannot say how much areas differ
    half = np.maximum(borrowed, _NO_SPREAD) / 2
    prior = np.exp(middle + digamma(half) - np.log(half))
    return (borrowed * prior + degrees * variance) / (borrowed + degrees), borrowed + degrees


def _inverse_trigamma(x: Floats) -> Floats:
    """The y with trigamma(y) = x, by Newton's method on 1 / trigamma (Smyth 2004, appendix)."""
    y = 0.5 + 1 / x
    for _ in range(8):
        trigamma = polygamma(1, y)
        y = y + trigamma * (1 - trigamma / x) / polygamma(2, y)
    return y
