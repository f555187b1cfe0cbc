"""In-year figures: against the same quarter last year, rolled over four quarters, and on a control chart.

Kernels over `values[series, periods]`, periods in order without one left out (NaN where a value is missing).
"""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats

QUARTERS_IN_YEAR = 4
MIN_CHART_POINTS = 12  # limits from fewer points move too much to judge by
_LIMIT = 2.66  # 3 / 1.128: from the mean moving range to three sigma (Shewhart; Wheeler's XmR chart)
_RUN = 8  # so many in succession on one side of the mean is a signal


def change_on_last_year(values: Floats, *, periods: int = QUARTERS_IN_YEAR) -> Floats:
    """Each value less the one a year before; NaN in the first year or where either is missing."""
    changes = np.full(values.shape, np.nan)
    changes[:, periods:] = values[:, periods:] - values[:, :-periods]
    return changes


def rolling_sum(values: Floats, *, periods: int = QUARTERS_IN_YEAR) -> Floats:
    """The sum of the latest `periods` values at each; NaN unless all of them are there.

    For a rate, roll numerator and denominator and divide; for a mean of equal quarters divide by `periods`.
    """
    sums = np.full(values.shape, np.nan)
    if values.shape[1] >= periods:
        sums[:, periods - 1 :] = np.lib.stride_tricks.sliding_window_view(values, periods, axis=1).sum(axis=-1)
    return sums


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Mean and natural limits, arrays [series], NaN with fewer than MIN_CHART_POINTS values; signals [series, periods].

    `outside` marks values beyond the limits, `in_run` those in a run of eight on one side of the mean.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    outside: Bools
    in_run: Bools


def control_chart(values: Floats) -> ControlChart:
    """The XmR chart of each series: mean plus and minus 2.66 mean moving ranges.

    A moving range is taken only between neighbouring values that are both there; a run ends at a missing value and at
    a value on the mean.
    """
    enough = np.count_nonzero(~np.isnan(values), axis=1) >= MIN_CHART_POINTS
    shown = np.where(enough[:, None], values, np.nan)
    mean, reach = _mean(shown), _LIMIT * _mean(np.abs(np.diff(shown, axis=1)))
    outside = np.abs(shown - mean[:, None]) > reach[:, None]
    return ControlChart(mean, mean - reach, mean + reach, outside, _in_run(np.sign(shown - mean[:, None])))


def _mean(values: Floats) -> Floats:
    """Row means of what is there; NaN for none."""
    n = np.count_nonzero(~np.isnan(values), axis=1)
    mean: Floats = np.divide(np.nansum(values, axis=1), n, out=np.full(len(values), np.nan), where=n > 0)
    return mean


def _in_run(side: Floats) -> Bools:
    """Where a value lies in _RUN or more in succession with the same sign."""
    found = np.zeros(side.shape, bool)
    for last in range(_RUN - 1, side.shape[1]):
        window = slice(last - _RUN + 1, last + 1)
        found[:, window] |= (np.abs(side[:, window].sum(axis=1)) == _RUN)[:, None]
    return found
