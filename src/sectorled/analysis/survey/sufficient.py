"""The kernel of two-way tables: one group-by of a batch of respondents.

The sums of weights by (group, cell), where a group is a sampled cluster, or a stratum whose respondents were drawn one
by one (with the sums of squared weights too), are exact sufficient statistics for weighted shares, their Taylor
errors, differences, Rao-Scott tests and effective bases (`cells`).  Sums of batches add, wherever they were worked out.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from sectorled.analysis.arrays import Floats, Indices, floats
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.variance import summed


@dataclass(frozen=True, slots=True)
class Batch:
    """What a kernel must know of its respondents [n]: weight, its square, and group, one of `groups`.

    `elementary` groups hold respondents drawn one by one.  After a calibration `basis` [n, p] carries the weighted
    basis of its regression and `scaled_basis` what squares of residuals need (`layout`); else they have no columns.
    """

    weights: Floats
    squares: Floats
    group: Indices
    groups: int
    elementary: bool
    basis: csr_array
    scaled_basis: csr_array

    def part(self, rows: slice) -> "Batch":
        """Some of the respondents, as a batch of their own."""
        return Batch(
            self.weights[rows],
            self.squares[rows],
            self.group[rows],
            self.groups,
            self.elementary,
            self.basis[rows],
            self.scaled_basis[rows],
        )


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
    """The sums of one batch, from codes [n] of row and column; a respondent with a code of -1 is in no cell."""
    cell, padded = padded_cells(rows, columns, shape)
    place = batch.group * padded.size
    place += cell
    by, count = (place, batch.groups) if batch.elementary else (cell, 1)
    return CellSums(
        shape,
        summed(place, batch.groups * padded.size, batch.weights).reshape(batch.groups, -1)[:, padded.inner],
        summed(by, count * padded.size, batch.squares).reshape(count, -1)[:, padded.inner],
        floats(np.bincount(cell, minlength=padded.size)[padded.inner]),
        _moments(batch.basis, cell, padded),
        _moments(batch.scaled_basis, cell, padded),
    )


class Padded(NamedTuple):
    """A table with a row and a column before the first for codes of -1: its cells, and which are of the table."""

    size: int
    inner: Indices


def padded_cells(rows: Indices, columns: Indices, shape: tuple[int, int]) -> tuple[Indices, Padded]:
    """The cell of each respondent in the padded table; codes of any whole-number type."""
    highest, lowest = (
        [int(codes.max(initial=-1)) for codes in (rows, columns)],
        min(rows.min(initial=0), columns.min(initial=0)),
    )
    if highest[0] >= shape[0] or highest[1] >= shape[1] or lowest < -1:
        raise SurveyError(
            f"A code lies beyond the table's {shape[0]} rows and {shape[1]} columns: name every category."
        )
    wide = shape[1] + 1
    inner = np.arange((shape[0] + 1) * wide).reshape(-1, wide)[1:, 1:].ravel()
    cell = rows.astype(np.intp)
    cell *= wide
    cell += columns
    cell += wide + 1
    return cell, Padded((shape[0] + 1) * wide, inner)


def _moments(basis: csr_array, cell: Indices, padded: Padded) -> Floats:
    """Sums of a basis by its column and by cell [p, cells]."""
    if not basis.shape[1]:
        return np.zeros((0, len(padded.inner)))
    place = basis.indices.astype(np.intp)
    place *= padded.size
    place += np.repeat(cell, np.diff(basis.indptr))
    return summed(place, basis.shape[1] * padded.size, basis.data).reshape(-1, padded.size)[:, padded.inner]
