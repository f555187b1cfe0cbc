"""The small algebra of a two-way table: from totals of its cells to shares, bases, differences and tests.

A table holds weighted totals of its cells and how they vary together; a share is a ratio of sums of them, so every
error, covariance and test follows.  Nets are sums of shares (`Estimates.contrast`); other columns, such as a total or
"the rest", are sums of columns (`CellTotals.with_columns`), and what they share is in the covariance.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Floats, floats
from sectorled.analysis.survey.chisquare import TwoWay
from sectorled.analysis.survey.estimates import Estimates
from sectorled.analysis.survey.spread import Spread


@dataclass(frozen=True, slots=True)
class Replicated:
    """Totals of the cells under each replicate weight [replicates, cells], and how replicates make a variance."""

    totals: Floats
    spread: Spread


@dataclass(frozen=True, slots=True)
class CellTotals:
    """Cells row by row: weighted `totals`, unweighted `respondents`, sums of squared weights, covariance of totals.

    `df` are the design's degrees of freedom for the table, `column_df` for each column.
    """

    shape: tuple[int, int]
    totals: Floats
    respondents: Floats
    squares: Floats
    covariance: Floats
    df: float
    column_df: Floats
    replicated: Replicated | None = None

    def with_columns(self, members: ArrayLike, column_df: ArrayLike | None = None) -> "CellTotals":
        """The table with other columns, each the sum of those its row of `members` [new, columns] marks with 1.

        The degrees of freedom are those of the table unless given.
        """
        marks = floats(members)
        every = np.kron(np.eye(self.shape[0]), marks)
        replicated = None
        if self.replicated is not None:
            replicated = replace(self.replicated, totals=self.replicated.totals @ every.T)
        return CellTotals(
            (self.shape[0], len(marks)),
            every @ self.totals,
            every @ self.respondents,
            every @ self.squares,
            every @ self.covariance @ every.T,
            self.df,
            np.full(len(marks), self.df) if column_df is None else floats(column_df),
            replicated,
        )

    def column_shares(self) -> Estimates:
        """Each cell as a share of its column, [cells] row by row; NaN in a column with nobody."""
        one, own = np.eye(self.shape[0]), np.eye(self.shape[1])
        return self._shares(floats(np.kron(np.ones_like(one), own)), np.tile(self.column_df, self.shape[0]))

    def row_shares(self) -> Estimates:
        """Each cell as a share of its row, [cells] row by row; NaN in a row with nobody."""
        one, own = np.eye(self.shape[1]), np.eye(self.shape[0])
        return self._shares(floats(np.kron(own, np.ones_like(one))), np.full(len(self.totals), self.df))

    def table_shares(self) -> Estimates:
        """Each cell as a share of the whole table, [cells] row by row."""
        return self._shares(np.ones((len(self.totals),) * 2), np.full(len(self.totals), self.df))

    def bases(self) -> Floats:
        """Respondents in each column [columns], unweighted."""
        return self._column_sums(self.respondents)

    def weighted_bases(self) -> Floats:
        """Weight in each column [columns]."""
        return self._column_sums(self.totals)

    def effective_bases(self) -> Floats:
        """Kish's effective size of each column [columns]: the squared sum of weights over the sum of their squares."""
        squares = self._column_sums(self.squares)
        return np.divide(self.weighted_bases() ** 2, squares, out=np.zeros_like(squares), where=squares > 0)

    def two_way(self) -> TwoWay:
        """What tests of independence need (`chisquare.independence`)."""
        shares = self.table_shares().covariance
        return TwoWay(self.totals.reshape(self.shape), self.covariance, shares, int(self.respondents.sum()), self.df)

    def _column_sums(self, cells: Floats) -> Floats:
        summed: Floats = cells.reshape(self.shape).sum(axis=0)
        return summed

    def _shares(self, members: Floats, df: Floats) -> Estimates:
        """Cells over the sums of cells that `members` [cells, cells] marks."""
        shares, size = _ratio(self.totals, members)
        if self.replicated is not None:
            covariance = self.replicated.spread.covariance(shares, _ratio(self.replicated.totals, members)[0])
            return Estimates(shares, covariance, df)
        slopes = (np.eye(len(shares)) - members * shares[:, None]) / size[:, None]
        return Estimates(shares, slopes @ self.covariance @ slopes.T, df)


def _ratio(totals: Floats, members: Floats) -> tuple[Floats, Floats]:
    """Totals [..., cells] over what they are shares of, and that; NaN where it is nothing."""
    whole = totals @ members.T
    size = np.where(whole > 0, whole, np.nan)
    return totals / size, size
