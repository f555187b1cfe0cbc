"""Totals, means, ratios and shares, for everyone, for a domain or for several domains side by side.

A value that is missing (NaN) takes its respondent out of the estimate, never as zero; the whole sample still decides
the variance.  With several columns a respondent must have them all.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sectorled.analysis.arrays import Bools, Floats, Indices, floats
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Linearised, Sampled, Statistic, stacked

Estimator: TypeAlias = Callable[[ArrayLike, Bools | None], Statistic]


def total(values: ArrayLike, domain: Bools | None = None) -> Statistic:
    """Population totals of columns [n] or [n, k]."""
    columns, inside = answered(values, domain)
    kept = np.where(inside[:, None], columns, 0.0)

    def evaluate(weights: Floats) -> Linearised:
        return Linearised(weights @ kept, kept)

    return Statistic(evaluate, (inside,))


def mean(values: ArrayLike, domain: Bools | None = None) -> Statistic:
    """Population means of columns [n] or [n, k]; a proportion is the mean of a column of 0 and 1."""
    columns, inside = answered(values, domain)
    kept = np.where(inside[:, None], columns, 0.0)

    def evaluate(weights: Floats) -> Linearised:
        size = _sizes(weights @ inside)
        means = weights @ kept / size
        return Linearised(means, np.where(inside[:, None], kept - means, 0.0) / size)

    return Statistic(evaluate, (inside,))


def ratio(numerators: ArrayLike, denominators: ArrayLike, domain: Bools | None = None) -> Statistic:
    """Ratios of totals, column by column [n] or [n, k]."""
    above, below = as_columns(numerators), as_columns(denominators)
    _, inside = answered(np.concatenate([above, below], axis=1), domain)
    above, below = (np.where(inside[:, None], part, 0.0) for part in (above, below))

    def evaluate(weights: Floats) -> Linearised:
        size = _sizes(weights @ below)
        ratios = weights @ above / size
        return Linearised(ratios, (above - ratios * below) / size)

    return Statistic(evaluate, (inside,))


def shares(codes: Indices, categories: int, domain: Bools | None = None) -> Statistic:
    """The share of each category among respondents with one [categories]; a code below 0 is missing."""
    return mean(indicators(codes, categories), domain)


def by_domain(estimator: Estimator, values: ArrayLike, groups: Indices, count: int) -> Statistic:
    """One estimator in each of `count` groups, group by group, with covariances between them.

    A group with nobody is refused; a group code below 0 is in none.
    """
    return stacked([estimator(values, groups == group) for group in range(count)])


def simple_random_variance(
    values: ArrayLike, weights: Floats, domain: Bools | None = None, *, replaced: bool
) -> Floats:
    """The variance [k] of means had as many respondents been drawn at random, with replacement or without."""
    columns, inside = answered(values, domain)
    kept, n = weights[inside], int(np.count_nonzero(inside))
    size = kept.sum()
    means = kept @ columns[inside] / size
    spread = kept @ (columns[inside] - means) ** 2 / size * n / (n - 1)
    found: Floats = spread / n * (1.0 if replaced else 1 - n / size)
    return found


def design_effects(
    design: Sampled, values: ArrayLike, domain: Bools | None = None, *, replaced: bool = False
) -> Floats:
    """How many times the variance of means [k] exceeds that of a simple random sample of as many respondents.

    Without replacement by default, so weights must add to the population; where they add to fewer than the
    respondents the effect is NaN.
    """
    variance = np.diag(design.estimate(mean(values, domain)).covariance)
    simple = simple_random_variance(values, design.weights, domain, replaced=replaced)
    return variance / np.where(simple > 0, simple, np.nan)


def as_columns(values: ArrayLike) -> Floats:
    """Values as columns [n, k]."""
    given = floats(values)
    return given if given.ndim == 2 else given[:, None]


def indicators(codes: ArrayLike, categories: int) -> Floats:
    """Columns of 0 and 1 [n, categories]; NaN all along where the code is below 0."""
    given = np.asarray(codes)
    return np.where((given < 0)[:, None], np.nan, given[:, None] == np.arange(categories))


def answered(values: ArrayLike, domain: Bools | None) -> tuple[Floats, Bools]:
    """Columns [n, k] and who is in the domain with all of them [n]; nobody is refused."""
    columns = as_columns(values)
    complete = np.asarray(~np.isnan(columns).any(axis=1))
    inside = complete if domain is None else np.asarray(complete & domain)
    if not inside.any():
        raise SurveyError("The filter leaves nobody with an answer: widen it, or leave the figure out.")
    return columns, inside


def _sizes(sums: ArrayLike) -> Floats:
    """Denominators, NaN where nothing: a replicate may leave nobody."""
    given = floats(sums)
    return np.where(given != 0, given, np.nan)


def interaction(codes: Sequence[ArrayLike], sizes: Sequence[int]) -> NDArray[np.intp]:
    """One code for several groupings, the last running fastest; below 0 where any is missing."""
    given = [np.asarray(code) for code in codes]
    joint = np.ravel_multi_index([np.maximum(code, 0) for code in given], tuple(sizes))
    missing = np.any([code < 0 for code in given], axis=0)
    return np.where(missing, -1, joint)
