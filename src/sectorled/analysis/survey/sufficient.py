"""The kernel of two-way tables: one group-by of a batch of respondents.

The sums of weights by (group, cell), where a group is a sampled cluster, or a stratum whose respondents were drawn one
by one (with the sums of squared weights too), are exact sufficient statistics for weighted shares, their Taylor
errors, differences, Rao-Scott tests and effective bases (`cells`).  Sums of batches add, wherever they were worked out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from sectorled.analysis.arrays import Floats, Indices, floats
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.variance import summed


@dataclass(frozen=True, slots=True)
class Batch:
    """What a kernel must know of its respondents [n]: weight and group, one of `groups`.

    `elementary` groups hold respondents drawn one by one.  After a calibration `basis` [n, p] carries the weighed
    basis of its regression and `scaled_basis` what squares of residuals need (`layout`).
    """

    weights: Floats
    group: Indices
    groups: int
    elementary: bool
    basis: csr_array | None = None
    scaled_basis: csr_array | None = None

    def part(self, rows: slice) -> "Batch":
        """Some of the respondents, as a batch of their own."""
        parts = [None if basis is None else basis[rows] for basis in (self.basis, self.scaled_basis)]
        return Batch(self.weights[rows], self.group[rows], self.groups, self.elementary, *parts)


@dataclass(frozen=True, slots=True)
class CellSums:
    """Sums over respondents, cells row by row.

    `weights` [groups, cells], squared weights `squares` [groups or 1, cells] and `respondents` [cells]; after a
    calibration the `moments` [p, cells] of the cells with its basis, and with the scaled one, else [0, cells].
    """

    shape: tuple[int, int]
    weights: Floats
    squares: Floats
    respondents: Floats
    moments: Floats
    scaled_moments: Floats

    def __add__(self, other: "CellSums") -> "CellSums":
        """Those of two batches together."""
        return CellSums(
            self.shape,
            self.weights + other.weights,
            self.squares + other.squares,
            self.respondents + other.respondents,
            self.moments + other.moments,
            self.scaled_moments + other.scaled_moments,
        )


def cell_sums(rows: Indices, columns: Indices, shape: tuple[int, int], batch: Batch) -> CellSums:
    """The sums of one batch, from codes [n] of row and column; a respondent with a code below 0 is in no cell."""
    if rows.max(initial=-1) >= shape[0] or columns.max(initial=-1) >= shape[1]:
        raise SurveyError(
            f"A code lies beyond the table's {shape[0]} rows and {shape[1]} columns: name every category."
        )
    cells = shape[0] * shape[1]
    cell = np.where((rows >= 0) & (columns >= 0), rows * shape[1] + columns, cells)
    place = batch.group * (cells + 1) + cell
    weights = summed(place, batch.groups * (cells + 1), batch.weights).reshape(batch.groups, -1)[:, :-1]
    by, size = (place, batch.groups) if batch.elementary else (cell, 1)
    squares = summed(by, size * (cells + 1), batch.weights * batch.weights).reshape(size, -1)[:, :-1]
    respondents = floats(np.bincount(cell, minlength=cells + 1)[:-1])
    moments = [_moments(basis, batch.weights, cell, cells) for basis in (batch.basis, batch.scaled_basis)]
    return CellSums(shape, weights, squares, respondents, *moments)


def _moments(basis: csr_array | None, weights: Floats, cell: Indices, cells: int) -> Floats:
    if basis is None:
        return np.zeros((0, cells))
    member = csr_array((weights, cell, np.arange(len(cell) + 1)), shape=(len(cell), cells + 1))
    return np.asarray((basis.T @ member).toarray())[:, :-1]
