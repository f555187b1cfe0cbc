"""What an adjustment of weights to known figures leaves of the variance: residuals.

After calibration an estimate varies only by what the known figures do not explain: influences are replaced by their
residuals from a regression on what was calibrated, with the weights from before it (Deville and Särndal 1992).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, diags_array

from sectorled.analysis.arrays import Floats, Indices


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Weights after an adjustment [n], the basis it was fitted on [n, p] and the weights of the regression [n]."""

    weights: Floats
    basis: csr_array
    regression_weights: Floats

    def residuals(self, totals: Floats) -> Floats:
        """Weighted influences [n, k] less what the basis explains of them."""
        explained = self.basis @ self.coefficients(self.weighed().T @ totals)
        left: Floats = totals - self.weights[:, None] * explained
        return left

    def weighed(self) -> csr_array:
        """The basis with which weighted influences enter the regression: times regression weight over weight."""
        return csr_array(diags_array(self.regression_weights / self.weights) @ self.basis)

    def coefficients(self, moments: Floats) -> Floats:
        """Regression coefficients [p, k] from the basis' moments with the influences [p, k].

        Margins share their total, so the normal equations are singular; any solution gives the same residuals.
        """
        normal = (self.basis.T @ diags_array(self.regression_weights) @ self.basis).toarray()
        scale = np.sqrt(np.where(np.diag(normal) > 0, np.diag(normal), 1.0))
        solved: Floats = np.linalg.pinv(normal / np.outer(scale, scale), rcond=1e-12, hermitian=True) @ (
            moments / scale[:, None]
        )
        return solved / scale[:, None]


class Method(Protocol):
    """A way to bring weights to known figures: post-stratification, raking or calibration."""

    def applied(self, weights: Floats) -> Floats:
        """The weights brought to the figures."""
        ...

    def adjustment(self, weights: Floats) -> Adjustment:
        """The same with what the variance needs."""
        ...


def margins_basis(*codes: Indices) -> csr_array:
    """Indicators of every category of every margin [n, p], from codes [n]."""
    starts = np.cumsum([0, *(int(margin.max()) + 1 for margin in codes)])
    places = np.column_stack([margin + start for margin, start in zip(codes, starts[:-1], strict=True)]).ravel()
    rows = np.arange(0, len(places) + 1, len(codes))
    return csr_array((np.ones(len(places)), places, rows), shape=(len(rows) - 1, starts[-1]))


def indicators_of(codes: Indices, count: int) -> csr_array:
    """One column of 0 and 1 for each of `count` codes [n, count]."""
    return csr_array((np.ones(len(codes)), codes, np.arange(len(codes) + 1)), shape=(len(codes), count))


def covariates_basis(values: ArrayLike) -> csr_array:
    """A matrix [n, p] as a basis."""
    return csr_array(np.asarray(values, dtype=np.float64))
