"""Estimates with their covariance, and the statistics they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc, ndtr, ndtri, stdtr, stdtrit

from sectorled.analysis.arrays import Bools, Floats, floats
from sectorled.analysis.intervals import LEVEL, Interval
from sectorled.analysis.survey.errors import SurveyError


class Linearised(NamedTuple):
    """Values [k] and the influence [respondents, k] of one unit of weight on each."""

    values: Floats
    influence: Floats


@dataclass(frozen=True, slots=True)
class Statistic:
    """What is to be estimated: from weights to linearised values.

    `domains` are the respondents concerned, one mask for each equal run of values; none means everyone.  They decide
    the degrees of freedom: clusters less strata that hold such a respondent.
    """

    evaluate: Callable[[Floats], Linearised]
    domains: tuple[Bools, ...] = ()

    def at(self, weights: Floats) -> Linearised:
        """The statistic at the full weights; one that cannot be worked out is refused."""
        found = self.evaluate(weights)
        if np.isnan(found.values).any():
            raise SurveyError("A figure has a denominator of 0, or no solution: leave it out, or choose another base.")
        return found

    def of_domains(self, degrees_of_freedom: Callable[[Bools | None], int], values: int) -> Floats:
        """Degrees of freedom for each of the values."""
        found = [degrees_of_freedom(domain) for domain in self.domains] or [degrees_of_freedom(None)]
        return np.repeat(floats(found), values // len(found))


class Sampled(Protocol):
    """A design that can say how sure an estimate is: by linearisation or by replicate weights."""

    @property
    def weights(self) -> Floats:
        """One weight for each respondent."""
        ...

    def estimate(self, statistic: Statistic) -> "Estimates":
        """The statistic with its covariance."""
        ...

    def degrees_of_freedom(self, domain: Bools | None = None) -> int:
        """How many independent pieces the variance rests on."""
        ...


class Tested(NamedTuple):
    """What a test found: its statistic, its degrees of freedom (numerator first) and its p-value."""

    statistic: float
    df: tuple[float, ...]
    p: float


@dataclass(frozen=True, slots=True)
class Estimates:
    """Values [k], their covariance [k, k] and degrees of freedom [k]."""

    values: Floats
    covariance: Floats
    df: Floats

    @property
    def errors(self) -> Floats:
        """Standard errors [k]."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def interval(self, level: float = LEVEL, *, df: ArrayLike | None = None) -> Interval:
        """Values -/+ Student's t times the error; `df=np.inf` gives the normal interval."""
        half = t_value(level, self.df if df is None else df) * self.errors
        return Interval(self.values - half, self.values + half)

    def p_values(self, null: ArrayLike = 0.0, *, df: ArrayLike | None = None) -> Floats:
        """Two-sided p-values of Student's t against the `null` values; NaN where the error is 0."""
        error = np.where(self.errors > 0, self.errors, np.nan)
        return two_sided_t((self.values - floats(null)) / error, self.df if df is None else df)

    def contrast(self, coefficients: ArrayLike) -> "Estimates":
        """Linear combinations of the values by rows of `coefficients` [m, k]; NaN where one of its values is."""
        rows = np.atleast_2d(floats(coefficients))
        if rows.shape[1] != len(self.values):
            raise SurveyError(
                f"A contrast of {rows.shape[1]} coefficients over {len(self.values)} estimates: give one for each."
            )
        used = [self.df[row != 0].min(initial=np.inf) for row in rows]
        missing = np.isnan(self.values) | np.isnan(np.diag(self.covariance))
        values = rows @ np.where(missing, 0.0, self.values)
        covariance = rows @ np.where(missing | missing[:, None], 0.0, self.covariance) @ rows.T
        without = (rows[:, missing] != 0).any(axis=1)
        values[without] = covariance[without, :] = covariance[:, without] = np.nan
        return Estimates(values, covariance, floats(used))

    def transformed(self, function: Callable[[Floats], Floats], slope: Callable[[Floats], Floats]) -> "Estimates":
        """Each value through a function, its covariance through the function's slope (the delta method)."""
        slopes = slope(self.values)
        return replace(self, values=function(self.values), covariance=self.covariance * np.outer(slopes, slopes))

    def wald(self, null: ArrayLike = 0.0) -> Tested:
        """Test that all values equal `null` at once, as an F with the smallest of their degrees of freedom.

        NaN where none varies.
        """
        apart, df = self.values - floats(null), float(self.df.min())
        rank = int(np.linalg.matrix_rank(self.covariance, hermitian=True))
        if not rank:
            return Tested(float("nan"), (0.0, df), float("nan"))
        statistic = float(apart @ np.linalg.pinv(self.covariance, hermitian=True) @ apart) / rank
        return Tested(statistic, (float(rank), df), f_tail(statistic, rank, df))


def stacked(statistics: Sequence[Statistic]) -> Statistic:
    """Several statistics as one, so that their covariances are known; each of one domain and the same length."""

    def evaluate(weights: Floats) -> Linearised:
        parts = [statistic.evaluate(weights) for statistic in statistics]
        return Linearised(
            np.concatenate([part.values for part in parts]), np.concatenate([part.influence for part in parts], axis=1)
        )

    return Statistic(evaluate, tuple(domain for statistic in statistics for domain in statistic.domains))


def side_by_side(samples: Sequence[Estimates]) -> Estimates:
    """Estimates of samples that share nobody (waves, say) as one, without covariance between samples."""
    sizes = np.cumsum([0, *(len(sample.values) for sample in samples)])
    covariance = np.zeros((sizes[-1], sizes[-1]))
    for sample, start, end in zip(samples, sizes[:-1], sizes[1:], strict=True):
        covariance[start:end, start:end] = sample.covariance
    return Estimates(
        np.concatenate([sample.values for sample in samples]),
        covariance,
        np.concatenate([sample.df for sample in samples]),
    )


def t_value(level: float, df: ArrayLike) -> Floats:
    """Student's quantile of a two-sided level; the normal one for infinite degrees of freedom, NaN below 1."""
    given, tail = floats(df), (1 + level) / 2
    finite = np.isfinite(given)
    student = stdtrit(np.where(finite & (given > 0), given, np.nan), tail)
    return np.where(finite, student, float(ndtri(tail)))


def two_sided_t(t: ArrayLike, df: ArrayLike) -> Floats:
    """Two-sided p-value of Student's t; normal for infinite degrees of freedom, NaN below 1."""
    given, size = floats(df), -np.abs(floats(t))
    finite = np.isfinite(given)
    return floats(2.0 * np.where(finite, stdtr(np.where(finite & (given > 0), given, np.nan), size), ndtr(size)))


def f_tail(statistic: float, numerator: float, denominator: float) -> float:
    """Upper tail of the F distribution; NaN where a degree of freedom is not positive."""
    return float(fdtrc(numerator, denominator, statistic)) if numerator > 0 and denominator > 0 else float("nan")
