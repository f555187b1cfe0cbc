"""Weights that reproduce known counts: post-stratification (cells) and raking (margins).

Raking (Deming and Stephan 1940) multiplies weights by one factor a category of each margin, in turns, until every
margin agrees; the factors of respondents alike in all margins are equal, so it runs on those cells, not on people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Floats, Indices
from sectorled.analysis.survey.adjustments import Adjustment, margins_basis
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.variance import summed

AGREES = 1e-12  # of a category's target: margins nearer than this are met
TOTALS_AGREE = 1e-9  # of the population: how near the totals of margins must be
SWEEPS = 2000  # of all margins, before raking gives up


@dataclass(frozen=True, slots=True)
class Margin:
    """Known counts of the population: the category of each respondent [n] and the target of each category.

    Every respondent has a category, every category with a target has respondents, and none has a target of 0; else
    the category is named.
    """

    name: str
    labels: tuple[str, ...]
    codes: Indices
    targets: Floats

    def __post_init__(self) -> None:
        """Refuse targets that no weights could meet."""
        held = np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels))
        if (self.codes < 0).any():
            row = int(np.argmax(self.codes < 0)) + 1
            raise SurveyError(
                f"Respondent {row} has no category of {self.name}: give one, or leave the respondent out."
            )
        for label, target, count in zip(self.labels, self.targets, held, strict=True):
            if not (target > 0 or (target == 0 and not count)):
                raise SurveyError(
                    f"{self.name}, {label}: {count} respondents but a target of {target:g}. Leave them out, "
                    "or join the category to another."
                )
            if target > 0 and not count:
                raise SurveyError(
                    f"{self.name}, {label}: a target of {target:g} but no respondents. Join the category to another."
                )

    def sums(self, weights: Floats) -> Floats:
        """Weight in each category."""
        return summed(self.codes, len(self.labels), weights)


@dataclass(frozen=True, slots=True)
class PostStratification:
    """Weights of each cell brought to its target; cells are the categories of one margin, crossed beforehand."""

    cells: Margin

    def applied(self, weights: Floats) -> Floats:
        """The weights brought to the targets."""
        sums = self.cells.sums(weights)
        factors = np.divide(self.cells.targets, sums, out=np.ones_like(sums), where=sums > 0)
        brought: Floats = weights * factors[self.cells.codes]
        return brought

    def adjustment(self, weights: Floats) -> Adjustment:
        """The weights brought to the targets, with what the variance needs."""
        return Adjustment(self.applied(weights), margins_basis(self.cells.codes), weights)


@dataclass(frozen=True, slots=True)
class Raking:
    """Weights brought to the targets of several margins, whose totals must agree.

    Residuals for the variance come from a regression in which every respondent counts the same, as R's `rake` has it
    (which stops after ten sweeps; this one is exact); with `weighted_residuals` each counts with the weight from
    before, as theory and calibration by raking have it.  The two are equal where those weights are, and differ little
    elsewhere.
    """

    margins: Sequence[Margin]
    weighted_residuals: bool = False

    def applied(self, weights: Floats) -> Floats:
        """The weights brought to all margins; if they never agree, the category furthest off is named."""
        self._check_totals()
        joint = np.ravel_multi_index([m.codes for m in self.margins], [len(m.labels) for m in self.margins])
        found, first, cell = np.unique(joint, return_index=True, return_inverse=True)
        start = summed(cell, len(found), weights)
        cells = [Margin(m.name, m.labels, m.codes[first], m.targets) for m in self.margins]
        factors = _factors(start, cells)
        return weights * factors[cell]

    def adjustment(self, weights: Floats) -> Adjustment:
        """The weights brought to all margins, with what the variance needs."""
        counted = weights if self.weighted_residuals else np.ones_like(weights)
        return Adjustment(self.applied(weights), margins_basis(*(margin.codes for margin in self.margins)), counted)

    def _check_totals(self) -> None:
        first = self.margins[0]
        for other in self.margins[1:]:
            one, two = float(first.targets.sum()), float(other.targets.sum())
            if abs(one - two) > TOTALS_AGREE * one:
                raise SurveyError(
                    f"The targets of {first.name} add to {one:,.10g} and those of {other.name} to {two:,.10g}: they "
                    "are of one population, so scale one to the other."
                )


def _factors(start: Floats, margins: Sequence[Margin]) -> Floats:
    """The factor of each cell, starting from its weight."""
    factors = np.ones_like(start)
    off: list[Floats] = []
    for _ in range(SWEEPS):
        off = []
        for margin in margins:
            sums = margin.sums(start * factors)
            ratio = np.divide(margin.targets, sums, out=np.ones_like(sums), where=sums > 0)
            off.append(np.abs(np.divide(sums, margin.targets, out=np.ones_like(sums), where=margin.targets > 0) - 1))
            factors *= ratio[margin.codes]
        if max(part.max() for part in off) <= AGREES:
            return factors
    margin, part = max(zip(margins, off, strict=True), key=lambda pair: pair[1].max())
    worst = int(np.argmax(part))
    raise SurveyError(
        f"Raking does not converge: {margin.name}, {margin.labels[worst]} stays {100 * part[worst]:.2g} per cent off "
        "its target, because some categories never occur together. Join it to another category, or drop a margin."
    )
