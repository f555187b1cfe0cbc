"""Tests of independence in a weighted two-way table that allow for the design.

From the shares of the cells and their covariance.  Rao and Scott (1981, 1984): Pearson's statistic is distributed as
a sum of chi-squares weighted by generalised design effects; CHISQ corrects its mean (first order), F its mean and
variance (second order), LINCOM inverts the distribution itself.  WALD and ADJUSTED_WALD test that what is observed
less what independence expects is 0 (Koch, Freeman and Freeman 1975; Thomas and Rao 1987); they are NaN where there are
too few clusters for so many cells.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import chdtrc

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Tested, f_tail
from sectorled.analysis.survey.quadratic_forms import f_mixture_tail


class Independence(StrEnum):
    """Which test; see the module."""

    F = "F"
    CHISQ = "Chisq"
    LINCOM = "lincom"
    WALD = "Wald"
    ADJUSTED_WALD = "adjWald"


@dataclass(frozen=True, slots=True)
class TwoWay:
    """A table's weighted totals [rows, columns], their covariance and that of their shares [cells, cells] row by row.

    `respondents` scale Pearson's statistic; `df` are the design's degrees of freedom.
    """

    totals: Floats
    totals_covariance: Floats
    shares_covariance: Floats
    respondents: int
    df: float

    def without_empty(self) -> "TwoWay":
        """The table without rows and columns in which nobody is."""
        rows, columns = self.totals.sum(axis=1) > 0, self.totals.sum(axis=0) > 0
        kept = np.ix_(*[np.flatnonzero(np.outer(rows, columns))] * 2)
        return TwoWay(
            self.totals[np.ix_(rows, columns)],
            self.totals_covariance[kept],
            self.shares_covariance[kept],
            self.respondents,
            self.df,
        )


def independence(table: TwoWay, test: Independence = Independence.F) -> Tested:
    """Test that rows and columns are independent; SurveyError where the table has too few of them or is too empty."""
    dense = dense_enough(table)
    if test in (Independence.WALD, Independence.ADJUSTED_WALD):
        return _wald(dense, adjusted=test is Independence.ADJUSTED_WALD)
    return _rao_scott(dense, test)


def _rao_scott(table: TwoWay, test: Independence) -> Tested:
    shares = table.totals / table.totals.sum()
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = table.respondents * float(((shares - expected) ** 2 / expected).sum())
    effects = generalised_effects(table)
    trace, squares = float(np.trace(effects)), float((effects * effects.T).sum())
    if trace <= 0:
        return Tested(float("nan"), (), float("nan"))
    if test is Independence.CHISQ:
        return Tested(pearson, (len(effects),), float(chdtrc(len(effects), pearson / trace * len(effects))))
    numerator = trace**2 / squares
    if test is Independence.LINCOM:
        weights = np.maximum(np.linalg.eigvals(effects).real, 0.0)
        return Tested(pearson, (), f_mixture_tail(pearson, weights[weights > 0], numerator * table.df))
    f = pearson / trace
    return Tested(f, (numerator, numerator * table.df), f_tail(f, numerator, numerator * table.df))


def generalised_effects(table: TwoWay) -> Floats:
    """The matrix whose eigenvalues are the generalised design effects of the interaction.

    Rows and columns in which nobody is are left out.  SurveyError where fewer than two of either are left, or where so
    many cells are empty that some contrast of the interaction rests on nobody.
    """
    dense = dense_enough(table)
    p = dense.totals.ravel() / dense.totals.sum()
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    rows, columns = (_contrasts(size) for size in dense.totals.shape)
    interaction = np.kron(rows, columns) * inverse[:, None]
    simple = np.kron(rows, columns).T @ interaction / dense.respondents
    if np.linalg.matrix_rank(simple, hermitian=True) < len(simple):
        raise SurveyError(
            f"Independence cannot be tested: {np.count_nonzero(p == 0)} of {p.size} cells are empty. Join answers or "
            "columns in which few people are."
        )
    effects: Floats = np.linalg.solve(simple, interaction.T @ dense.shares_covariance @ interaction)
    return effects


def dense_enough(table: TwoWay) -> TwoWay:
    """The table without empty rows and columns; SurveyError where fewer than two of either are left."""
    dense = table.without_empty()
    if min(dense.totals.shape) < 2:
        raise SurveyError(
            "A test of independence needs two rows and two columns with respondents: choose other breaks."
        )
    return dense


def _contrasts(size: int) -> Floats:
    """Columns [size, size - 1] that span what is orthogonal to a constant."""
    return np.eye(size)[:, 1:] - np.eye(size)[:, :1]


def _wald(table: TwoWay, *, adjusted: bool) -> Tested:
    rows, columns, everyone = table.totals.sum(axis=1), table.totals.sum(axis=0), table.totals.sum()
    expected = np.outer(rows, columns) / everyone
    of_row = np.kron(np.eye(len(rows)), np.ones((len(columns), len(columns)))) * np.tile(columns, len(rows))[:, None]
    of_column = np.kron(np.ones((len(rows), len(rows))), np.eye(len(columns))) * np.repeat(rows, len(columns))[:, None]
    slopes = np.eye(expected.size) - (of_row + of_column - expected.reshape(-1, 1)) / everyone
    free = np.arange(expected.size).reshape(expected.shape)[1:, 1:].ravel()
    beyond, slopes = (table.totals - expected).ravel()[free], slopes[free]
    size, covariance = len(free), slopes @ table.totals_covariance @ slopes.T
    if np.linalg.matrix_rank(covariance, hermitian=True) < size:
        return Tested(float("nan"), (size, table.df), float("nan"))
    statistic = float(beyond @ np.linalg.solve(covariance, beyond)) / size
    denominator = table.df - size + 1 if adjusted else table.df
    f = statistic * denominator / table.df
    return Tested(f, (size, denominator), f_tail(f, size, denominator))
