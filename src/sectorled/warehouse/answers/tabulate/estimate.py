"""Estimates of numbers: means, totals, quantiles and ratios, of everybody and of the columns of a break."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.survey.banners.presenting import Shown
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Sampled
from sectorled.analysis.survey.means import design_effects, mean, ratio, total
from sectorled.analysis.survey.quantiles import quantiles
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.cells import PER_CENTS, plain
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.making import Banner
from sectorled.warehouse.answers.tabulate.questions import Asked, asked, break_of
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.answers.tabulate.words import base_words
from sectorled.warehouse.tidy import InputError

FIGURES = ("value", "error", "lower", "upper", "df")


class Measure(StrEnum):
    """What to estimate of a number."""

    MEAN = "mean"
    TOTAL = "total"
    QUANTILE = "quantile"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEstimate:
    """A figure of everybody or of one column, with its error and 95 per cent interval; null where none is told."""

    group: str
    base: int | None = None
    value: float | None = None
    error: float | None = None
    lower: float | None = None
    upper: float | None = None
    df: float | None = None
    design_effect: float | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEstimate:
    """A measure of a number by the columns of a break."""

    survey: str
    measure: str
    of: str
    over: str | None
    question: str
    unit: str | None
    base: str
    filter: str | None
    details: tuple[tuple[str, str], ...]
    groups: tuple[GroupEstimate, ...]


def survey_estimate(
    answers: Answers,
    file: DesignFile,
    of: str,
    *,
    measure: Measure = Measure.MEAN,
    over: str | None = None,
    by: str | None = None,
    at: float = 0.5,
    only: str | None = None,
    history: History | None = None,
) -> SurveyEstimate:
    """Estimate a number, or a question that the design scores; a ratio is `over` another, a quantile `at` a share.

    Its bases are judged in the light of the tables in the `history`, and join them.
    """
    if (over is not None) is not (measure is Measure.RATIO):
        raise InputError("A ratio is of one number over another: give --over with --measure ratio, and only then.")
    sample = sample_of(answers, file, only=only)
    number, scores = _number(answers, file, of)
    below = None if over is None else _number(answers, file, over)[1]
    breaks = [break_of(answers, file, by)] if by else []
    made = Banner.of(sample, number, breaks, history or History())
    groups = _Asked(made, scores, below, measure, at).groups(breaks)
    return SurveyEstimate(
        survey=answers.survey.id,
        measure=measure.value,
        of=number.name,
        over=over,
        question=number.text,
        unit=number.question.unit or None,
        base=base_words(sample, number),
        filter=only,
        details=sample.told,
        groups=groups,
    )


def _number(answers: Answers, file: DesignFile, name: str) -> tuple[Asked, Floats]:
    """The question and its numbers [n]."""
    found = asked(answers, file, name)
    if len(found) != 1 or found[0].scores is None:
        raise InputError(f"{answers.survey.id}: {name!r} holds no numbers. Name a number, or give it [scores].")
    return found[0], found[0].scores


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is estimated, in which sample."""

    made: Banner
    scores: Floats
    below: Floats | None
    measure: Measure
    at: float

    def groups(self, breaks: Sequence[Asked]) -> tuple[GroupEstimate, ...]:
        """The figure of everybody and of each column; InputError where the design gives none."""
        sample = self.made.sample
        everybody = np.ones(sample.answers.frame.height, dtype=bool) if sample.inside is None else sample.inside
        masks = [everybody, *(everybody & one.given.chose((j,)) for one in breaks for j in range(len(one.offered)))]
        labels = ["Total", *(label for one in breaks for label in one.labels)]
        try:
            return tuple(self.group(label, i, mask) for i, (label, mask) in enumerate(zip(labels, masks, strict=True)))
        except SurveyError as error:
            raise InputError(f"{sample.file.name}, {self.made.asked.name}: {error}") from error

    def group(self, label: str, place: int, mask: Bools) -> GroupEstimate:
        """The figure of one column; none where its base is too small to tell, or is not to be told."""
        guard, base, rule = self.made.guard, self.made.figures.bases[place], self.made.sample.file.bases.rule
        if guard.withheld or not guard.bases[place]:
            return GroupEstimate(group=label, mark="c")
        shown = rule.shown(base)
        if shown not in PER_CENTS:
            return GroupEstimate(group=label, base=int(base), mark="u" if base else "z")
        mark = "u" if shown is Shown.MARKED else None
        return GroupEstimate(group=label, base=int(base), mark=mark, **self._figures(mask))

    def _figures(self, mask: Bools) -> dict[str, float | None]:
        design: Sampled = self.made.sample.design
        if self.measure is Measure.QUANTILE:
            found = quantiles(design, self.scores, self.at, mask)
            parts = (found.values[0], found.errors[0], found.lower[0], found.upper[0], found.df)
            return dict(zip(FIGURES, map(plain, parts), strict=True))
        if self.measure is Measure.RATIO and self.below is not None:
            statistic = ratio(self.scores, self.below, mask)
        else:
            statistic = (total if self.measure is Measure.TOTAL else mean)(self.scores, mask)
        estimate = design.estimate(statistic)
        ends = estimate.interval()
        parts = (estimate.values[0], estimate.errors[0], ends.lower[0], ends.upper[0], estimate.df[0])
        figures = dict(zip(FIGURES, map(plain, parts), strict=True))
        if self.measure is Measure.MEAN:
            figures["design_effect"] = plain(design_effects(design, self.scores, mask, replaced=True)[0])
        return figures
