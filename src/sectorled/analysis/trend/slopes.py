"""The line through a series that a few odd years do not move: the median of all pairwise slopes (Theil, Sen)."""

from collections.abc import Iterator

import numpy as np

from sectorled.analysis.arrays import Floats, Ints

_PAIRS_AT_ONCE = 1_000_000  # pairwise differences held in memory


def theil_sen(values: Floats) -> Floats:
    """The median slope per column over all pairs of values; NaN where a series has fewer than two."""
    slopes = np.empty(len(values))
    for rows in blocks(values):
        slopes[rows] = median_slope(differences(values[rows]), values.shape[1])
    return slopes


def blocks(values: Floats) -> Iterator[slice]:
    """Runs of whole series whose pairs fit in memory."""
    series, periods = values.shape
    step = max(1, _PAIRS_AT_ONCE // max(1, periods * (periods - 1) // 2))
    return (slice(start, start + step) for start in range(0, series, step))


def differences(values: Floats) -> Floats:
    """Later minus earlier for every pair of columns [series, pairs], neighbours first, then those two apart, ..."""
    lags = range(1, values.shape[1])
    return np.concatenate([np.empty((len(values), 0)), *(values[:, lag:] - values[:, :-lag] for lag in lags)], axis=1)


def median_slope(differences: Floats, periods: int) -> Floats:
    """The median of the pairwise slopes, from `differences`."""
    steps = np.repeat(np.arange(1, periods), np.arange(periods - 1, 0, -1))
    return row_median(differences / steps)


def row_median(values: Floats) -> Floats:
    """The median of what is not NaN in each row; NaN for a row of nothing else."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    ordered = np.sort(values, axis=1)
    n: Ints = np.count_nonzero(~np.isnan(ordered), axis=1)
    rows = np.arange(len(values))
    low, high = np.maximum(n - 1, 0) // 2, np.minimum(n // 2, values.shape[1] - 1)
    middle: Floats = (ordered[rows, low] + ordered[rows, high]) / 2
    return middle
