"""Linear and logistic regression with design-based errors.

Coefficients solve the weighted estimating equations; their errors come from the influence of each respondent on them
(Binder 1983).  An intercept is always first.  Respondents who lack the answer or a predictor are left out.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from sectorled.analysis.arrays import Bools, Floats, floats
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Estimates, Linearised, Sampled, Statistic
from sectorled.analysis.survey.means import answered, as_columns

NEWTON_STEPS = 50
CONVERGED = 1e-12  # of the step, against 1 plus the coefficient
SAME_DIRECTION = 1e-7  # of a predictor's length: what is left of it beside the predictors before
FLAT = 1e-10  # fitted probabilities nearer than this to 0 and 1 throughout a direction: nothing more can be learned


def fitted(design: Sampled, statistic: Statistic) -> Estimates:
    """Coefficients with the residual degrees of freedom of a model: the design's plus one, less the coefficients."""
    found = design.estimate(statistic)
    return Estimates(found.values, found.covariance, found.df + 1 - len(found.values))


def linear(answers: ArrayLike, predictors: ArrayLike, domain: Bools | None = None) -> Statistic:
    """Least squares of a column [n] on an intercept and predictors [n] or [n, k]."""
    x, y, inside = _prepared(answers, predictors, domain)

    def evaluate(weights: Floats) -> Linearised:
        w = weights * inside
        beta = _solved(_information(x, w), x.T @ (w * y))
        return Linearised(beta, _influence(x, (y - x @ beta) * inside, w))

    return Statistic(evaluate, (inside,))


def logistic(answers: ArrayLike, predictors: ArrayLike, domain: Bools | None = None) -> Statistic:
    """Logistic regression of a column of 0 and 1 [n] on an intercept and predictors [n] or [n, k]."""
    x, y, inside = _prepared(answers, predictors, domain)
    if not np.isin(y[inside], (0.0, 1.0)).all():
        raise SurveyError("A logistic model needs answers of 0 and 1: code the answer that counts as 1.")

    def evaluate(weights: Floats) -> Linearised:
        w = weights * inside / weights.mean()
        beta: Floats = np.zeros(x.shape[1])
        for _ in range(NEWTON_STEPS):
            p = expit(x @ beta)
            if (p * (1 - p))[inside].min() < FLAT:
                break
            step = _solved(_information(x, w * p * (1 - p)), x.T @ (w * (y - p)))
            beta = floats(beta + step)
            if (np.abs(step) <= CONVERGED * (1 + np.abs(beta))).all():
                p = expit(x @ beta)
                return Linearised(beta, _influence(x, (y - p) * inside, weights * inside * p * (1 - p)))
        raise SurveyError(
            "A logistic model cannot be fitted: a predictor, or several together, tell the answer exactly. "
            "Leave the predictor out, or join its categories."
        )

    return Statistic(evaluate, (inside,))


def _prepared(answers: ArrayLike, predictors: ArrayLike, domain: Bools | None) -> tuple[Floats, Floats, Bools]:
    """The predictors with their intercept, the answers, and who has both; zeros elsewhere."""
    columns = as_columns(predictors)
    x = np.concatenate([np.ones((len(columns), 1)), columns], axis=1)
    every, inside = answered(np.concatenate([floats(answers)[:, None], x], axis=1), domain)
    kept: Floats = np.where(inside[:, None], every, 0.0)
    y, filled = floats(kept[:, 0]), floats(kept[:, 1:])
    apart = np.abs(np.diag(np.linalg.qr(filled, mode="r")))
    alike = apart <= SAME_DIRECTION * np.linalg.norm(filled, axis=0)[: len(apart)]
    if alike.any() or len(apart) < filled.shape[1]:
        which = int(np.argmax(alike)) if alike.any() else len(apart)
        raise SurveyError(f"Predictor {which} is a combination of those before it: leave it out.")
    return filled, y, inside


def _information(x: Floats, weights: Floats) -> Floats:
    information: Floats = (x * weights[:, None]).T @ x
    return information


def _influence(x: Floats, residuals: Floats, weights: Floats) -> Floats:
    return _solved(_information(x, weights), (x * residuals[:, None]).T).T


def _solved(information: Floats, right: Floats) -> Floats:
    """The solution, NaN where there is none: a replicate may leave nobody of a kind."""
    try:
        return floats(np.linalg.solve(information, right))
    except np.linalg.LinAlgError:
        return np.full_like(right, np.nan)
