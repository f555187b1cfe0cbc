"""Differences: between two groups, between all pairs of estimates, each with the covariance between them.

Groups of one sample are not independent where clusters hold both, and overlapping columns never are: the covariance
of the estimates says so, and no test here assumes otherwise.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Bools, Floats, Indices, floats
from sectorled.analysis.many import benjamini_hochberg, holm
from sectorled.analysis.survey.estimates import Estimates, Sampled, Tested, two_sided_t
from sectorled.analysis.survey.means import as_columns, mean
from sectorled.analysis.survey.models import fitted, linear


class Adjustment(StrEnum):
    """How p-values allow for many comparisons; HOLM and BONFERRONI hold the chance of any false one."""

    NONE = "none"
    HOLM = "holm"
    BENJAMINI_HOCHBERG = "BH"
    BONFERRONI = "bonferroni"


@dataclass(frozen=True, slots=True)
class TTest:
    """A difference with its Student's t; `df` is that of the design less one."""

    difference: float
    error: float
    statistic: float
    df: float
    p: float


@dataclass(frozen=True, slots=True)
class Differences:
    """The first less the second of each pair, arrays [pairs]; p-values adjusted over the pairs."""

    first: Indices
    second: Indices
    values: Floats
    errors: Floats
    p: Floats


def t_test(design: Sampled, values: ArrayLike, group: Bools | None = None, domain: Bools | None = None) -> TTest:
    """Whether means differ between who is in `group` and who is not; without a group, whether the mean is 0."""
    if group is None:
        found = design.estimate(mean(values, domain))
        found = Estimates(found.values, found.covariance, found.df - 1)
    else:
        found = fitted(design, linear(values, as_columns(group), domain)).contrast([[0, 1]])
    statistic = float(found.values[0] / found.errors[0]) if found.errors[0] > 0 else float("nan")
    p = float(two_sided_t(statistic, found.df)[0])
    return TTest(float(found.values[0]), float(found.errors[0]), statistic, float(found.df[0]), p)


def pairwise(
    estimates: Estimates, *, adjustment: Adjustment = Adjustment.NONE, df: ArrayLike | None = None
) -> Differences:
    """All pairs of the estimates, the later less the earlier, tested by Student's t.

    The degrees of freedom are the smaller of the pair's unless given.
    """
    earlier, later = np.triu_indices(len(estimates.values), 1)
    return compared(estimates, later, earlier, adjustment=adjustment, df=df)


def compared(
    estimates: Estimates,
    first: Indices,
    second: Indices,
    *,
    adjustment: Adjustment = Adjustment.NONE,
    df: ArrayLike | None = None,
) -> Differences:
    """The estimates in places `first` less those in places `second` [pairs]."""
    one = np.eye(len(estimates.values))
    apart = estimates.contrast(one[first] - one[second])
    return Differences(first, second, apart.values, apart.errors, adjusted(apart.p_values(df=df), adjustment))


def from_average(estimates: Estimates) -> Estimates:
    """Each estimate less the plain average of all."""
    count = len(estimates.values)
    return estimates.contrast(np.eye(count) - 1 / count)


def straight_trend(estimates: Estimates, at: ArrayLike) -> Estimates:
    """The least-squares slope of the estimates per unit of `at` [k] (years of waves), with the error they give it."""
    centred = floats(at) - floats(at).mean()
    return estimates.contrast(centred / (centred**2).sum())


def adjusted(p_values: ArrayLike, adjustment: Adjustment) -> Floats:
    """P-values that allow for how many there are along the last axis; NaN is not counted."""
    given = floats(p_values)
    if adjustment is Adjustment.HOLM:
        return holm(given)
    if adjustment is Adjustment.BENJAMINI_HOCHBERG:
        return benjamini_hochberg(given)
    if adjustment is Adjustment.BONFERRONI:
        return np.minimum(given * np.count_nonzero(~np.isnan(given), axis=-1, keepdims=True), 1.0)
    return given


def model_test(estimates: Estimates, places: Indices) -> Tested:
    """Whether the coefficients in these places are all 0 (Wald, as an F with the model's degrees of freedom)."""
    return estimates.contrast(np.eye(len(estimates.values))[places]).wald()
