"""A design without its respondents: what turns the sums of a table into covariances of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.adjustments import Adjustment, indicators_of
from sectorled.analysis.survey.cells import CellTotals
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.stages import Stage
from sectorled.analysis.survey.sufficient import Batch, CellSums
from sectorled.analysis.survey.variance import covariance_of_total

NO_VARIANCE = 1e-12  # of the sum of squares: what rounding leaves where a total cannot vary


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What calibration takes off: `coefficients` [p, p] from a table's moments to its regression on the basis.

    `group_totals` [groups, p] are weighted totals of the basis, `squares` [p, p] its scaled sums of squares (where
    groups hold elements); p is 0 without a calibration.
    """

    coefficients: Floats
    group_totals: Floats
    squares: Floats


@dataclass(frozen=True, slots=True)
class Elements:
    """Respondents drawn one by one in each group: the scale of their sum of squares, how many, and about which mean."""

    scale: Floats
    size: Floats
    centred: Bools

    def covariance(self, totals: Floats, sums: CellSums, fit: Floats, squares: Floats) -> Floats:
        """Covariance [cells, cells] from residual totals [groups, cells] and the regression `fit` [p, cells] of it."""
        heaped = self.scale @ sums.squares
        crossed = sums.scaled_moments.T @ fit
        about = np.where(self.centred, self.scale / self.size, 0.0)[:, None]
        covariance: Floats = np.diag(heaped) - crossed - crossed.T + fit.T @ squares @ fit - (totals * about).T @ totals
        still = np.diag(covariance) <= NO_VARIANCE * heaped
        covariance[still, :] = covariance[:, still] = 0.0
        return covariance


@dataclass(frozen=True, slots=True)
class Layout:
    """Stages told of groups, the respondents drawn within groups where that counts, and the calibration.

    `df` are the degrees of freedom of the whole sample.
    """

    stages: tuple[Stage, ...]
    elements: Elements | None
    calibrated: Calibrated
    df: int

    def cell_totals(self, sums: CellSums, *, df: float | None = None) -> CellTotals:
        """Totals of a table's cells with their covariance.

        Tests have the degrees of freedom of the whole sample: where a filter leaves a part of it, give that part's
        (`Design.degrees_of_freedom`).  Each column has those of its respondents who answered.
        """
        if not sums.respondents.any():
            raise SurveyError("The table has nobody in any cell: widen the filter, or choose other breaks.")
        fit = self.calibrated.coefficients @ sums.moments
        totals = sums.weights - self.calibrated.group_totals @ fit
        covariance = covariance_of_total(totals, self.stages)
        if self.elements is not None:
            covariance = covariance + self.elements.covariance(totals, sums, fit, self.calibrated.squares)
        columns = [self._degrees(sums, columns) for columns in _by_column(sums.shape)]
        return CellTotals(
            sums.shape,
            sums.weights.sum(axis=0),
            sums.respondents,
            sums.squares.sum(axis=0),
            covariance,
            float(self.df) if df is None else df,
            np.array(columns),
        )

    def degrees(self, sums: CellSums) -> float:
        """Degrees of freedom of those who are in any cell."""
        return self._degrees(sums, np.arange(sums.weights.shape[1]))

    def _degrees(self, sums: CellSums, cells: Indices) -> float:
        """Clusters less strata of the first stage with a respondent in these cells."""
        held = sums.weights[:, cells].sum(axis=1) > 0
        if not self.stages:
            return float(sums.respondents[cells].sum() - np.count_nonzero(held))
        units = np.unique(self.stages[0].unit_of_row[held])
        return float(len(units) - len(np.unique(self.stages[0].stratum_of_unit[units])))


def laid_out(design: Design) -> tuple[Layout, Batch]:
    """The layout of a design, and all its respondents as one batch (`Batch.part` cuts it)."""
    depth = max((i for i, stage in enumerate(design.stages) if stage.scale.any()), default=0)
    *above, last = design.stages[: depth + 1]
    elements = Elements(last.scale, last.size, last.centred) if last.elementary else None
    group, groups = (last.stratum_of_row, len(last.size)) if last.elementary else (last.unit_of_row, last.units)
    one_of_each = np.zeros(groups, np.intp)
    one_of_each[group] = np.arange(len(group))
    stages = tuple(stage.on_rows(one_of_each) for stage in (above if last.elementary else [*above, last]))
    basis = _joined([_times(step.weights, step.basis) for step in design.adjustments], len(group))
    weighed = _joined([_times(design.weights, step.weighed()) for step in design.adjustments], len(group))
    scaled = _times(last.scale[group], basis) if last.elementary else basis[:, :0]
    calibrated = Calibrated(
        _coefficients(design.adjustments),
        (indicators_of(group, groups).T @ basis).toarray(),
        (basis.T @ scaled).toarray(),
    )
    batch = Batch(
        design.weights, design.weights**2, group, groups, last.elementary, weighed, _times(design.weights, scaled)
    )
    return Layout(stages, elements, calibrated, design.degrees_of_freedom()), batch


def _times(factors: Floats, basis: csr_array) -> csr_array:
    """The basis with each row times its factor."""
    each = np.repeat(factors, np.diff(basis.indptr))
    return csr_array((basis.data * each, basis.indices, basis.indptr), shape=basis.shape)


def _joined(bases: Sequence[csr_array], rows: int) -> csr_array:
    """Bases side by side [rows, p]."""
    if len(bases) == 1:
        return bases[0]
    return csr_array(hstack(bases, format="csr")) if bases else csr_array((rows, 0))


def _coefficients(steps: Sequence[Adjustment]) -> Floats:
    """The map [p, p] from moments with every step's basis to regressions, each on what the steps before it left."""
    sizes = [step.basis.shape[1] for step in steps]
    starts = np.cumsum([0, *sizes])
    whole = np.zeros((starts[-1], starts[-1]))
    for k, step in enumerate(steps):
        rows = slice(starts[k], starts[k + 1])
        left = np.zeros((sizes[k], starts[-1]))
        left[:, rows] = np.eye(sizes[k])
        for j, before in enumerate(steps[:k]):
            overlap = (step.weighed().T @ diags_array(before.weights) @ before.basis).toarray()
            left -= overlap @ whole[starts[j] : starts[j + 1]]
        whole[rows] = step.coefficients(left)
    return whole


def _by_column(shape: tuple[int, int]) -> list[Indices]:
    """The cells of each column."""
    return list(np.arange(shape[0] * shape[1]).reshape(shape).T)
