"""Quantiles of a weighted sample, with intervals by inversion.

The mathematical rule: the smallest value at or below which at least the given share of the weight lies; no value is
made up between two answers.  The interval (Woodruff 1952) takes the share of people at or below the estimate, makes
its symmetric interval with Student's t, and reads the quantiles at its ends; an end below 0 or above 1 has no quantile
and is NaN.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Bools, Floats, floats
from sectorled.analysis.intervals import LEVEL
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Sampled, t_value
from sectorled.analysis.survey.means import answered, mean

SAME_SHARE = 1e-12  # of the whole weight: sums nearer than this are equal, whatever order they were added in


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles with their limits and errors, one for each probability; `errors` are half the interval over t."""

    probabilities: Floats
    values: Floats
    lower: Floats
    upper: Floats
    errors: Floats
    df: float


def quantiles(
    design: Sampled,
    values: ArrayLike,
    probabilities: ArrayLike,
    domain: Bools | None = None,
    *,
    level: float = LEVEL,
    df: float | None = None,
) -> Quantiles:
    """Quantiles of a column [n] at probabilities between 0 and 1 for everyone or a domain."""
    columns, inside = answered(values, domain)
    shares = np.atleast_1d(floats(probabilities))
    if not ((shares >= 0) & (shares <= 1)).all():
        raise SurveyError("A quantile is asked at a probability from 0 to 1: a half is the median.")
    value, weight = columns[inside, 0], design.weights[inside]
    order = np.argsort(value, kind="stable")
    ordered, heaped = value[order], np.cumsum(weight[order])
    found = _read(ordered, heaped, shares)
    below = design.estimate(mean(columns <= found, inside))
    degrees = float(below.df[0]) if df is None else df
    limits = below.interval(level, df=degrees)
    lower, upper = (_read(ordered, heaped, np.where((end >= 0) & (end <= 1), end, np.nan)) for end in limits)
    return Quantiles(shares, found, lower, upper, (upper - lower) / (2 * t_value(level, degrees)), degrees)


def _read(ordered: Floats, heaped: Floats, shares: Floats) -> Floats:
    """The values at which the heaped weight reaches the shares; NaN for a share that is none."""
    known = np.nan_to_num(shares)
    place = np.searchsorted(heaped, (known - SAME_SHARE) * heaped[-1])
    return np.where(np.isnan(shares), np.nan, ordered[place])
