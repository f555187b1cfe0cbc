"""How a sample was drawn, and what follows for the errors of its estimates (Taylor linearisation).

A design is its weights, its stages and the adjustments made to its weights.  Every estimator is a `Statistic`: from
weights to values, and for each respondent the influence on them.  The variance of an estimate is that of the total of
weight times influence under the design (Binder 1983; Lumley 2010, chapter 2); after calibration, of the residuals from
the calibration.  Domains keep the whole sample and set influence to zero outside, which is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Bools, Floats, floats
from sectorled.analysis.survey.adjustments import Adjustment, Method
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Estimates, Statistic
from sectorled.analysis.survey.stages import Coded, Drawn, Lonely, Stage, stage_of
from sectorled.analysis.survey.variance import covariance_of_total


@dataclass(frozen=True, slots=True)
class Design:
    """A sample with its weights [respondents], the stages at which it was drawn, and adjustments in their order."""

    weights: Floats
    stages: tuple[Stage, ...]
    adjustments: tuple[Adjustment, ...] = ()

    def estimate(self, statistic: Statistic) -> Estimates:
        """The statistic with its covariance by Taylor linearisation."""
        found = statistic.at(self.weights)
        covariance = self.covariance(found.influence)
        return Estimates(found.values, covariance, statistic.of_domains(self.degrees_of_freedom, len(found.values)))

    def covariance(self, influence: Floats) -> Floats:
        """Covariance [k, k] of the totals of weight times influence [respondents, k]."""
        totals = influence * self.weights[:, None]
        for adjustment in self.adjustments:
            totals = adjustment.residuals(totals)
        return covariance_of_total(totals, self.stages)

    def degrees_of_freedom(self, domain: Bools | None = None) -> int:
        """Clusters less strata of the first stage that hold a respondent of the domain."""
        first = self.stages[0]
        if domain is None:
            return first.units - len(first.size)
        units = np.unique(first.unit_of_row[domain])
        return len(units) - len(np.unique(first.stratum_of_unit[units]))

    def adjusted(self, method: Method) -> "Design":
        """The same sample with weights adjusted to known figures; later variances come from residuals."""
        adjustment = method.adjustment(self.weights)
        return replace(self, weights=adjustment.weights, adjustments=(*self.adjustments, adjustment))


def checked_weights(weights: ArrayLike) -> Floats:
    """Weights as given if each is a positive finite number; else the first row that has none is named."""
    given = floats(weights)
    wrong = ~((given > 0) & (given < np.inf))
    if wrong.any():
        row = int(np.argmax(wrong))
        said = "no weight" if np.isnan(given[row]) else f"a weight of {given[row]:g}"
        raise SurveyError(
            f"Respondent {row + 1} has {said} ({np.count_nonzero(wrong)} such in all): a weight is the number of "
            "people a respondent stands for, above zero. Give one, or leave out who is not in the sample."
        )
    return given


def sample_design(
    weights: ArrayLike | None = None, *stages: Drawn, rows: int | None = None, lonely: Lonely = Lonely.FAIL
) -> Design:
    """The design of a sample drawn in `stages`, first stage first; none given is a simple random sample.

    Without weights each respondent stands for the inverse of the product of the sampling fractions, so every stage
    needs its population; a sample without weights or populations (`rows` respondents) has weights of 1.  A later stage
    counts only beside the finite population correction of the stages before it.
    """
    given = stages or (Drawn(),)
    count = _rows(weights, given, rows)
    built: list[Stage] = []
    for drawn in given:
        built.append(stage_of(drawn, count, above=built[-1] if built else None, lonely=lonely))
    return Design(
        _inverse_fractions(given, built, count) if weights is None else checked_weights(weights), tuple(built)
    )


def _rows(weights: ArrayLike | None, stages: Sequence[Drawn], rows: int | None) -> int:
    """How many respondents there are, by whatever says so; columns of different lengths are refused."""
    parts = [part for drawn in stages for part in (drawn.units, drawn.strata, drawn.population)]
    given: list[ArrayLike | None] = [part.codes if isinstance(part, Coded) else part for part in (weights, *parts)]
    lengths = {len(np.asarray(column)) for column in given if column is not None and np.ndim(column)} | (
        set() if rows is None else {rows}
    )
    if len(lengths) != 1:
        raise SurveyError(f"Columns of the design have lengths {sorted(lengths)}: each needs a value per respondent.")
    (count,) = lengths
    if not count:
        raise SurveyError("No respondents: the file or the filter leaves nobody.")
    return count


def _inverse_fractions(given: Sequence[Drawn], stages: Sequence[Stage], rows: int) -> Floats:
    last = stages[-1]
    if all(drawn.population is None for drawn in given):
        return np.ones(rows)
    if any(drawn.population is None for drawn in given):
        raise SurveyError("Without weights every stage needs the size of its population: give weights or sizes.")
    return 1 / last.fraction[last.stratum_of_row]
