"""Answers as rows and breaks of a table: codes, options, the lines of a grid, nets and scores."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sectorled.analysis.arrays import Floats
from sectorled.analysis.survey.banners.columns import Answers as Given
from sectorled.analysis.survey.banners.columns import Multiple, Single
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Answer, Kind, Question
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.tidy import InputError


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: an answer, or several joined as a net; `answers` are positions among those offered."""

    label: str
    answers: tuple[int, ...]
    definition: str | None = None

    @property
    def is_net(self) -> bool:
        """Whether it joins several answers."""
        return self.definition is not None


@dataclass(frozen=True, slots=True)
class Unread:
    """Answers that stay in the store, of which only sums are known: whether everybody answered."""

    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, or one line of a grid, as a table needs it; `scores` [n] are numbers to average, if any."""

    name: str
    question: Question
    text: str
    offered: tuple[Answer, ...]
    answers: Given | Unread
    lines: tuple[Line, ...]
    scores: Floats | None

    @property
    def given(self) -> Given:
        """The answers of each respondent; TypeError where they stay in the store."""
        if isinstance(self.answers, Unread):
            raise TypeError(f"The answers to {self.name} were not read.")
        return self.answers

    @property
    def everyone(self) -> bool:
        """Whether everybody answered."""
        return self.answers.everyone if isinstance(self.answers, Unread) else bool(self.answers.answered.all())

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the answers offered, in their order."""
        return tuple(answer.label for answer in self.offered)


def asked(answers: Answers, file: DesignFile, name: str) -> tuple[Asked, ...]:
    """The question of that id, each line of a grid by itself; a line of a grid may be asked for by its column."""
    question = answers.survey.find(name)
    if question is None:
        known = ", ".join(q.id for q in answers.survey.questions[:20])
        raise InputError(f"{answers.survey.id}: there is no question {name[:80]!r}. The first are {known}.")
    if question.kind in (Kind.OPEN, Kind.DATE):
        raise InputError(
            f"{answers.survey.id}: {name!r} is {question.kind}, which no table counts. Name a coded question."
        )
    if question.kind is Kind.GRID:
        items = [item for item in question.items if name in (question.id, item.id)]
        return tuple(_single(answers, file, question, item.id, f"{question.text}: {item.label}") for item in items)
    if question.kind is Kind.MULTIPLE:
        return (_multiple(answers, file, question),)
    if question.kind is Kind.NUMERIC:
        return (_numeric(answers, question),)
    return (_single(answers, file, question, name, question.text),)


def break_of(answers: Answers, file: DesignFile, name: str) -> Asked:
    """The question that a break is by; numbers and whole grids make no columns."""
    found = asked(answers, file, name)
    if len(found) != 1 or not found[0].offered:
        raise InputError(
            f"{answers.survey.id}: {name!r} makes no columns. Name a coded question or one line of a grid."
        )
    return found[0]


def _single(answers: Answers, file: DesignFile, question: Question, column: str, text: str) -> Asked:
    offered = question.valid_answers
    place = {answer.code: i for i, answer in enumerate(offered)}
    if column not in answers.frame.columns:
        return Asked(column, question, text, offered, Unread(), _lines(question, offered, file), None)
    series = answers.frame[column]
    codes = series.replace_strict(place, default=-1, return_dtype=pl.Int64).fill_null(-1).to_numpy().astype(np.intp)
    given = Single(codes, len(offered))
    return Asked(
        column, question, text, offered, given, _lines(question, offered, file), _scored(question, file, given)
    )


def _multiple(answers: Answers, file: DesignFile, question: Question) -> Asked:
    pairs = [(a, c) for a, c in zip(question.answers, question.columns, strict=True) if not question.is_missing(a.code)]
    offered = tuple(answer for answer, _ in pairs)
    if not set(question.columns) <= set(answers.frame.columns):
        return Asked(question.id, question, question.text, offered, Unread(), _lines(question, offered, file), None)
    frame = answers.frame.select(column for _, column in pairs)
    answered = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series().to_numpy()
    chosen = np.column_stack([frame[column].fill_null(value=False).to_numpy() for _, column in pairs])
    others = [c for c in question.columns if c not in frame.columns]
    if others:  # who chose nothing but what stands for no answer is in no base
        refused = answers.frame.select(pl.any_horizontal(pl.col(others).fill_null(value=False))).to_series().to_numpy()
        answered &= chosen.any(axis=1) | ~refused
    lines = _lines(question, offered, file)
    return Asked(question.id, question, question.text, offered, Multiple(chosen, answered), lines, None)


def _numeric(answers: Answers, question: Question) -> Asked:
    series = answers.frame[question.id].cast(pl.Float64)
    values = series.fill_null(float("nan")).to_numpy().copy()
    for code in np.unique(values[~np.isnan(values)]):
        if question.is_missing(float(code)):
            values[values == code] = np.nan
    answered = Single(np.where(np.isnan(values), -1, 0).astype(np.intp), 1)
    return Asked(question.id, question, question.text, (), answered, (), values)


def _scored(question: Question, file: DesignFile, given: Single) -> Floats | None:
    """The score of each respondent [n], NaN where the answer has none; None where the design gives no scores."""
    scores = file.scores.get(question.id)
    if scores is None:
        return None
    known = by_code(question, scores, f"{file.name}, scores.{question.id}")
    of_answer = np.array([known.get(str(answer.code), np.nan) for answer in question.valid_answers] + [np.nan])
    found: Floats = of_answer[given.codes]
    return found


def by_code(question: Question, values: Mapping[str, float], where: str) -> dict[str, float]:
    """Values by code, whether codes or labels were written; an answer that was not offered is refused."""
    labels = {answer.label: str(answer.code) for answer in question.valid_answers}
    codes = set(labels.values())
    found: dict[str, float] = {}
    for key, value in values.items():
        code = key if key in codes else labels.get(key)
        if code is None:
            known = ", ".join(sorted(codes))
            raise InputError(f"{where}: {question.id!r} has no answer {key[:80]!r}. Its codes are {known}.")
        found[code] = value
    return found


def _lines(question: Question, offered: tuple[Answer, ...], file: DesignFile) -> tuple[Line, ...]:
    """The answers in their order, then the nets of the codebook and of the design."""
    place = {answer.code: i for i, answer in enumerate(offered)}
    lines = [Line(answer.label, (i,)) for i, answer in enumerate(offered)]
    nets = [(net.label, net.codes, net.definition) for net in question.nets]
    nets += [(net.label, net.answers, net.definition) for net in file.nets.get(question.id, ())]
    for label, codes, definition in nets:
        unknown = [code for code in codes if code not in place]
        if unknown or not codes:
            what = f"has no answer {str(unknown[0])[:80]!r} in its base" if unknown else "needs an answer in every net"
            raise InputError(f"{file.name}, nets.{question.id}, {label!r}: the question {what}. Correct the net.")
        joined = " or ".join(offered[place[code]].label for code in codes)
        lines.append(Line(label, tuple(place[code] for code in codes), definition or joined))
    return tuple(lines)
