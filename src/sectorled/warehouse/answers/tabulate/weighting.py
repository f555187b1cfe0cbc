"""Weights made to meet known figures, as a design file's [weighting] says, and what making them cost."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.adjustments import Method
from sectorled.analysis.survey.banners.columns import Single
from sectorled.analysis.survey.banners.crossing import AnyDesign
from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.margins import Margin, PostStratification, Raking
from sectorled.analysis.survey.weights import effective_size, trim, weighting_effect
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, WeightingFile
from sectorled.warehouse.answers.tabulate.questions import break_of, by_code
from sectorled.warehouse.tidy import InputError

DISTANCES = {"linear": Distance.LINEAR, "raking calibration": Distance.RAKING, "logit": Distance.LOGIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A known figure: the weight of an answer before and after, against its target."""

    question: str
    answer: str
    respondents: int
    target: float
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How uneven weights are: Kish's design effect, and the size of an even sample that would say as much."""

    least: float
    greatest: float
    total: float
    effective_size: float
    design_effect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """What weighting did; `weights` are one for each respondent in the order of the data."""

    survey: str
    method: str
    respondents: int
    before: Spread
    after: Spread
    figures: tuple[Met, ...]
    trimmed: int
    weights: tuple[float, ...]


def weighting_of(file: DesignFile) -> WeightingFile:
    """The weighting that a design describes; one that does not, or names no figure, is refused."""
    if file.weighting is None or not file.weighting.targets:
        raise InputError(
            f"{file.name}: describes no weighting. Add [weighting] with a method and, under "
            "[weighting.targets.QUESTION], the count of each answer in the population."
        )
    return file.weighting


def margins(answers: Answers, file: DesignFile) -> list[Margin]:
    """The known figures of each question; every answer needs one."""
    found = []
    for name, targets in weighting_of(file).targets.items():
        asked = break_of(answers, file, name)
        if not isinstance(asked.given, Single):
            raise InputError(f"{file.name}, weighting.targets.{name}: takes several answers. Name a single choice.")
        known = by_code(asked.question, targets, f"{file.name}, weighting.targets.{name}")
        lacking = [answer.label for answer in asked.offered if str(answer.code) not in known]
        if lacking:
            raise InputError(f"{file.name}, weighting.targets.{name}: no figure for {lacking[0]!r}. Give one.")
        figures = np.array([known[str(answer.code)] for answer in asked.offered])
        found.append(Margin(name, asked.labels, asked.given.codes, figures))
    return found


def method_of(answers: Answers, file: DesignFile) -> Method:
    """How weights are brought to the figures."""
    said, known = weighting_of(file), margins(answers, file)
    if said.method == "raking":
        return Raking(known)
    if said.method == "cells":
        if len(known) > 1:
            raise InputError(f"{file.name}, weighting: cells are of one question, not of {len(known)}. Rake them.")
        return PostStratification(known[0])
    columns = np.column_stack([m.codes == i for m in known for i in range(len(m.labels))]).astype(float)
    names = tuple(f"{m.name}, {label}" for m in known for label in m.labels)
    totals = np.concatenate([margin.targets for margin in known])
    return Calibration(columns, totals, names, DISTANCES[said.method], said.bounds or (-np.inf, np.inf))


def made_design(answers: Answers, file: DesignFile, start: AnyDesign) -> AnyDesign:
    """The design with its weights brought to the figures, then trimmed; variances come from residuals."""
    made, trimming = start.adjusted(method_of(answers, file)), weighting_of(file).trim
    if trimming is None:
        return made
    if not isinstance(made, Design):
        raise InputError(f"{file.name}, weighting.trim: replicate weights are not trimmed. Take it out.")
    return trim(made, lower=trimming[0], upper=trimming[1], strict=True)


def weighting_report(answers: Answers, file: DesignFile, start: Floats, made: Floats) -> Weighting:
    """What bringing weights from `start` to `made` [n] did; how many were beyond the bounds of trimming."""
    said, known = weighting_of(file), margins(answers, file)
    cut = 0
    if said.trim is not None:
        whole = method_of(answers, file).applied(start)
        cut = int(np.count_nonzero((whole < said.trim[0]) | (whole > said.trim[1])))
    return Weighting(
        survey=answers.survey.id,
        method=said.method,
        respondents=len(start),
        before=_spread(start),
        after=_spread(made),
        figures=tuple(one for margin in known for one in _met(margin, start, made)),
        trimmed=cut,
        weights=tuple(made.tolist()),
    )


def _met(margin: Margin, start: Floats, made: Floats) -> list[Met]:
    held = np.bincount(margin.codes, minlength=len(margin.labels))
    before, after = margin.sums(start), margin.sums(made)
    return [
        Met(
            question=margin.name,
            answer=label,
            respondents=int(held[i]),
            target=float(margin.targets[i]),
            before=float(before[i]),
            after=float(after[i]),
        )
        for i, label in enumerate(margin.labels)
    ]


def _spread(weights: Floats) -> Spread:
    return Spread(
        least=float(weights.min()),
        greatest=float(weights.max()),
        total=float(weights.sum()),
        effective_size=effective_size(weights),
        design_effect=weighting_effect(weights),
    )
