"""Weights that reproduce known totals of any variables while staying near the design's (Deville and Särndal 1992)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import expit

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.adjustments import Adjustment, covariates_basis
from sectorled.analysis.survey.errors import SurveyError

NEWTON_STEPS = 200
AGREES = 1e-12  # of the total's size: totals nearer than this are met
HALVINGS = 60


class Distance(StrEnum):
    """How far a weight has moved: LINEAR (regression), RAKING (never negative) or LOGIT (stays within its bounds)."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights brought to totals [p] of the columns of `covariates` [n, p], which `names` describes.

    A weight is multiplied by a factor between the bounds; LOGIT needs bounds around 1, with LINEAR and RAKING factors
    beyond them are cut off.  Give a column of ones to hold the size of the population.
    """

    covariates: Floats
    totals: Floats
    names: tuple[str, ...]
    distance: Distance = Distance.LINEAR
    bounds: tuple[float, float] = (-np.inf, np.inf)

    def __post_init__(self) -> None:
        """Refuse bounds that the distance cannot use, and covariates with gaps."""
        lower, upper = self.bounds
        if not lower < 1 < upper:
            raise SurveyError(f"Bounds of {lower:g} and {upper:g} do not lie around 1: a factor of 1 must be allowed.")
        if self.distance is Distance.LOGIT and not np.isfinite(self.bounds).all():
            raise SurveyError("Logit calibration needs two finite bounds, such as 0.5 and 2.")
        if np.isnan(self.covariates).any():
            row, column = np.argwhere(np.isnan(self.covariates))[0]
            raise SurveyError(
                f"Respondent {row + 1} has no {self.names[column]}: give one, or leave the respondent out."
            )

    def applied(self, weights: Floats) -> Floats:
        """The weights brought to the totals; if they cannot be, the total furthest off is named."""
        factors = self._factors(weights)
        if (factors <= 0).any():
            raise SurveyError(
                f"Calibration makes {np.count_nonzero(factors <= 0)} weights zero or negative, the first in row "
                f"{int(np.argmax(factors <= 0)) + 1}: choose raking, or logit with bounds."
            )
        return weights * factors

    def adjustment(self, weights: Floats) -> Adjustment:
        """The weights brought to the totals, with what the variance needs."""
        return Adjustment(self.applied(weights), covariates_basis(self.covariates), weights)

    def _factors(self, weights: Floats) -> Floats:
        """Newton's method on the factors' linear predictor; steps are halved until the misfit falls."""
        x, (function, slope) = self.covariates, _functions(self.distance, *self.bounds)
        size = np.abs(self.totals) + np.abs(x).T @ weights

        def misfit_at(eta: Floats) -> tuple[Floats, Floats]:
            with np.errstate(over="ignore", invalid="ignore"):
                factors = function(x @ eta)
                return factors, (self.totals - x.T @ (weights * factors)) / size

        eta: Floats = np.zeros(x.shape[1])
        factors, misfit = misfit_at(eta)
        for _ in range(NEWTON_STEPS):
            if (np.abs(misfit) <= AGREES).all():
                return factors
            step = _solved((x * (weights * slope(x @ eta))[:, None]).T @ x, misfit * size)
            for halving in range(HALVINGS):
                factors, closer = misfit_at(eta + step / 2**halving)
                if np.abs(closer).max() < np.abs(misfit).max():
                    eta, misfit = eta + step / 2**halving, closer
                    break
            else:
                break
        worst = int(np.argmax(np.abs(misfit)))
        off = abs(misfit[worst] * size[worst])
        raise SurveyError(
            f"Calibration does not converge: {self.names[worst]} stays {off:.4g} off its total of "
            f"{self.totals[worst]:,.10g}. Widen the bounds, join categories, or check the total."
        )


def _solved(curvature: Floats, misfit: Floats) -> Floats:
    scale = np.sqrt(np.maximum(np.diag(curvature), np.finfo(float).tiny))
    solved: Floats = np.linalg.pinv(curvature / np.outer(scale, scale), rcond=1e-13, hermitian=True) @ (misfit / scale)
    return solved / scale


def _functions(
    distance: Distance, lower: float, upper: float
) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]:
    """The factor by the linear predictor, and its slope."""
    if distance is Distance.LOGIT:
        rate = (upper - lower) / ((upper - 1) * (1 - lower))
        start = np.log((1 - lower) / (upper - 1))
        return (
            lambda u: lower + (upper - lower) * expit(rate * u + start),
            lambda u: (upper - lower) * rate * expit(rate * u + start) * expit(-rate * u - start),
        )
    grow: Callable[[Floats], Floats] = np.exp if distance is Distance.RAKING else lambda u: 1 + u
    rise: Callable[[Floats], Floats] = np.exp if distance is Distance.RAKING else np.ones_like
    return (
        lambda u: np.clip(grow(u), lower, upper),
        lambda u: np.where((grow(u) > lower) & (grow(u) < upper), rise(u), 0.0),
    )
