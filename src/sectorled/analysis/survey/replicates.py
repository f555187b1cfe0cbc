"""Designs given, or made, as replicate weights: every estimate is worked out again under each.

JK1 leaves out one cluster at a time, JKn one within its stratum, the rest weighted up; a bootstrap's columns come with
the data; BRR halves each stratum and Fay's method softens the halves.  The variance is the sum over replicates of
factor times squared distance from their mean (or from the full estimate).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Bools, Floats, Indices, floats
from sectorled.analysis.survey.adjustments import Method
from sectorled.analysis.survey.cells import CellTotals, Replicated
from sectorled.analysis.survey.designs import Design, checked_weights
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Estimates, Statistic
from sectorled.analysis.survey.spread import Spread
from sectorled.analysis.survey.sufficient import padded_cells
from sectorled.analysis.survey.variance import sums_by

SAME_RANK = 1e-5  # singular values smaller than this, against the largest, count as none


@dataclass(frozen=True, slots=True)
class ReplicateDesign:
    """Weights [n], replicate weights [n, replicates] and how these make a variance.

    The degrees of freedom are the rank of the replicate weights less one, unless given.
    """

    weights: Floats
    replicates: Floats
    spread: Spread
    given_df: int | None = None

    def estimate(self, statistic: Statistic) -> Estimates:
        """The statistic with its covariance over the replicates."""
        full = statistic.at(self.weights).values
        again = np.array([statistic.evaluate(column).values for column in self.replicates.T])
        return Estimates(
            full, self.spread.covariance(full, again), statistic.of_domains(self.degrees_of_freedom, len(full))
        )

    def degrees_of_freedom(self, domain: Bools | None = None) -> int:
        """The rank of the domain's replicate weights less one, unless given."""
        if self.given_df is not None:
            return self.given_df
        return _rank(self.replicates if domain is None else self.replicates[domain]) - 1

    def adjusted(self, method: Method) -> "ReplicateDesign":
        """Full and replicate weights each brought to the known figures, so that the variance knows of it."""
        again = np.column_stack([method.applied(column) for column in self.replicates.T])
        return replace(self, weights=method.applied(self.weights), replicates=again)

    def cell_totals(
        self, rows: Indices, columns: Indices, shape: tuple[int, int], *, df: float | None = None
    ) -> CellTotals:
        """Totals of a table's cells under every replicate, as `Layout.cell_totals`; a code of -1 is in no cell."""
        cell, padded = padded_cells(rows, columns, shape)
        given = np.column_stack([self.weights, self.weights**2, np.ones(len(cell)), self.replicates])
        totals, squares, respondents, *again = sums_by(cell, padded.size, given)[padded.inner].T
        replicates = np.array(again)
        return CellTotals(
            shape,
            totals,
            respondents,
            squares,
            self.spread.covariance(totals, replicates),
            float(self.degrees_of_freedom()) if df is None else df,
            floats([self.degrees_of_freedom(np.isin(cell, inside)) for inside in padded.inner.reshape(shape).T]),
            Replicated(replicates, self.spread),
        )


def replicate_design(
    weights: ArrayLike,
    replicates: ArrayLike,
    *,
    scale: float = 1.0,
    factors: ArrayLike | None = None,
    about_full: bool = False,
    df: int | None = None,
) -> ReplicateDesign:
    """Replicate weights as given, final weights in every column [n, replicates].

    The variance is `scale` times the sum of `factors` (1 for each) times squared distances.
    """
    full, columns = checked_weights(weights), floats(replicates)
    if columns.ndim != 2 or len(columns) != len(full) or columns.shape[1] < 2:
        raise SurveyError(
            f"Replicate weights need a row for each of the {len(full)} respondents and two columns or more."
        )
    wrong = ~((columns >= 0) & (columns < np.inf))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise SurveyError(f"Respondent {row + 1} has no replicate weight {column + 1}: give one of 0 or above.")
    each = np.full(columns.shape[1], scale) * (1.0 if factors is None else floats(factors))
    return ReplicateDesign(full, columns, Spread(each, about_full), df)


def bootstrap(weights: ArrayLike, replicates: ArrayLike) -> ReplicateDesign:
    """Bootstrap weights given as columns: distances count one over the number of replicates less one."""
    columns = floats(replicates)
    return replicate_design(weights, columns, scale=1 / (columns.shape[-1] - 1))


def balanced(weights: ArrayLike, replicates: ArrayLike, *, fay: float = 0.0) -> ReplicateDesign:
    """Balanced repeated replication given as columns; `fay` is the share left to the half left out."""
    columns = floats(replicates)
    return replicate_design(weights, columns, scale=1 / (columns.shape[-1] * (1 - fay) ** 2))


def jackknife(design: Design) -> ReplicateDesign:
    """Leave out each cluster of the first stage in turn: JK1 without strata, JKn with them.

    The correction of the first stage is kept, later stages are dropped.  Weights already adjusted are refused: adjust
    the replicates instead (`ReplicateDesign.adjusted`).
    """
    if design.adjustments:
        raise SurveyError("Replicates of adjusted weights must be adjusted one by one: make them first, then adjust.")
    stage = design.stages[0]
    if (stage.size < 2).any():
        raise SurveyError("A stratum with one cluster leaves nothing when it is left out: join it to another.")
    size = stage.size[stage.stratum_of_unit]
    raised = (size / (size - 1))[stage.unit_of_row]
    columns = np.where(
        stage.stratum_of_row[:, None] == stage.stratum_of_unit,
        (design.weights * raised)[:, None],
        design.weights[:, None],
    )
    columns[np.arange(len(columns)), stage.unit_of_row] = 0.0
    factors = ((size - 1) / size) * (1 - stage.fraction[stage.stratum_of_unit])
    return ReplicateDesign(design.weights, columns, Spread(factors))


def _rank(columns: Floats) -> int:
    """The rank of the columns, each scaled alike, by the eigenvalues of their cross-products."""
    values = np.linalg.eigvalsh(columns.T @ columns)
    return int(np.count_nonzero(values > SAME_RANK**2 * values[-1]))
