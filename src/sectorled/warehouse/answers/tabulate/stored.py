"""Tables of a kept survey: the design is read whole, the answers of each table batch by batch wherever the engine runs.

What sums cannot tell is read too: numbers and scores, whose means need every value, breaks by a multiple response,
whose columns overlap, and everything under replicate weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sectorled.analysis.arrays import Indices
from sectorled.analysis.survey.banners.crossing import NOBODY
from sectorled.analysis.survey.cells import CellTotals
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.layout import Layout, laid_out
from sectorled.analysis.survey.sufficient import CellSums
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.filters import columns_of
from sectorled.warehouse.answers.loads import StoredSurvey
from sectorled.warehouse.answers.questions import Kind, Survey
from sectorled.warehouse.answers.sums import EVERYBODY, Axis, places_of, sums_of
from sectorled.warehouse.answers.tabulate.design_file import MADE, NONE, DesignFile
from sectorled.warehouse.answers.tabulate.questions import Asked, Unread
from sectorled.warehouse.answers.tabulate.sample import Sample
from sectorled.warehouse.engine import Engine
from sectorled.warehouse.tidy import InputError


def partly_read(
    stored: StoredSurvey, file: DesignFile, rows: Sequence[str], breaks: Sequence[str], only: str | None
) -> Answers:
    """The respondents with the columns that the design needs, and those of questions that sums cannot tell of."""
    survey = stored.survey
    if file.replicates is not None or survey.counts_only:
        return stored.answers()
    asked, by = ([q for name in names if (q := survey.find(name)) is not None] for names in (rows, breaks))
    overlapping = any(question.kind is Kind.MULTIPLE for question in by)
    read = [q for q in asked if overlapping or q.kind is Kind.NUMERIC or q.id in file.scores]
    columns = _design_columns(survey, file, only)
    columns |= {column for question in (*read, *(by if read else ())) for column in question.columns}
    return stored.answers([column for column in survey.columns if column in columns] or survey.columns[:1])


def _design_columns(survey: Survey, file: DesignFile, only: str | None) -> set[str]:
    """Every column that weights, clusters, strata, populations, waves and the filter look at."""
    roles, weighting = survey.roles, file.weighting
    names = [*([file.weights] if file.weights else roles.weights), roles.wave, roles.council]
    names += [file.clusters or roles.clusters, file.population]
    names += _listed(file.strata if file.strata is not None else roles.strata)
    for stage in file.stages:
        names += [stage.units, stage.population, *_listed(stage.strata)]
    if weighting is not None and file.weights == MADE:
        names += [weighting.start, *weighting.targets]
    filtered = dict.fromkeys(file.filters.get(only or "", {}), ())
    columns = set(columns_of(survey, filtered))
    for name in names:
        question = survey.find(name) if isinstance(name, str) and name not in (NONE, MADE) else None
        columns |= set(question.columns) if question else set()
    return columns


def _listed(names: str | Sequence[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else list(names or ())


@dataclass(frozen=True, slots=True)
class _Codes:
    """A coded question or line of a grid; with `beyond` a last place for who gave none of the codes."""

    column: str
    codes: tuple[int | float | str, ...]
    beyond: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def length(self) -> int:
        return len(self.codes) + self.beyond

    def places(self, rows: pa.Table) -> Indices:
        found = places_of(rows[self.column], self.codes)
        return np.where(found < 0, len(self.codes), found) if self.beyond else found


@dataclass(frozen=True, slots=True)
class _Chosen:
    """One row of a multiple response: who answered without it, and who chose any of its answers."""

    offered: tuple[str, ...]
    others: tuple[str, ...]
    chosen: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.offered, *self.others)

    @property
    def length(self) -> int:
        return 2

    def places(self, rows: pa.Table) -> Indices:
        said = {column: np.asarray(pc.fill_null(rows[column], fill_value=False)) for column in self.columns}
        answered = np.zeros(rows.num_rows, bool)
        for column in self.offered:
            answered |= np.asarray(pc.is_valid(rows[column]))
        if self.others:  # who chose nothing but what stands for no answer is in no base
            refused = np.any([said[column] for column in self.others], axis=0)
            answered &= np.any([said[column] for column in self.offered], axis=0) | ~refused
        chose = np.any([said[column] for column in self.chosen], axis=0)
        return np.where(answered, chose, -1).astype(np.intp)


def _rows(asked: Asked) -> list[Axis]:
    """The axes of a question: one of all its answers, or one for each row of a multiple response."""
    question = asked.question
    if question.kind is not Kind.MULTIPLE:
        return [_Codes(asked.name, tuple(answer.code for answer in asked.offered))]
    column = dict(zip((answer.code for answer in question.answers), question.columns, strict=True))
    offered = [column[answer.code] for answer in asked.offered]
    others = tuple(one for one in question.columns if one not in offered)
    return [_Chosen(tuple(offered), others, tuple(offered[i] for i in line.answers)) for line in asked.lines]


def _column(one: Asked | None) -> Axis:
    """The axis of a break, whose last place is of who is in none of its columns."""
    return EVERYBODY if one is None else _Codes(one.name, tuple(a.code for a in one.offered), beyond=True)


def summed(
    stored: StoredSurvey, sample: Sample, questions: Sequence[Asked], breaks: Sequence[Asked], engine: Engine | None
) -> tuple[Sample, list[Asked], list[Asked]]:
    """The sample with the totals of every table whose answers were not read, and questions that know who answered."""
    if not isinstance(sample.design, Design):
        return sample, list(questions), list(breaks)
    if not any(one.question.kind is Kind.MULTIPLE for one in breaks):
        questions = [one if one.scores is not None else replace(one, answers=Unread()) for one in questions]
    unread = {one.name: one for one in (*questions, *breaks) if isinstance(one.answers, Unread)}
    if not unread:
        return sample, list(questions), list(breaks)
    layout, everyone = laid_out(sample.design)
    columns: Sequence[Asked | None] = breaks or [None]
    wanted = [(one, by) for one in questions if isinstance(one.answers, Unread) for by in columns]
    tables = [[(row, _column(by)) for row in _rows(one)] for one, by in wanted]
    alone = [(_rows(one)[0], EVERYBODY) for one in unread.values()]
    flat = [pair for table in tables for pair in table]
    if sample.inside is None:
        found = sums_of(stored, [*flat, *alone], everyone, engine=engine)
        sums, whole = found[: len(flat)], found[len(flat) :]
    else:
        sums = sums_of(stored, flat, everyone, inside=sample.inside, engine=engine)
        whole = sums_of(stored, alone, everyone, engine=engine)
    n = len(everyone.weights)
    answered = {name: bool(one.respondents.sum() == n) for name, one in zip(unread, whole, strict=True)}
    known = _Known(layout, _by_table(wanted, tables, sums), sample.file.name)
    return (
        replace(sample, totals=known),
        [_knowing(one, answered) for one in questions],
        [_knowing(one, answered) for one in breaks],
    )


def _knowing(one: Asked, answered: dict[str, bool]) -> Asked:
    return replace(one, answers=Unread(answered[one.name])) if one.name in answered else one


Key = tuple[str, str | None]


def _by_table(
    wanted: Sequence[tuple[Asked, Asked | None]], tables: Sequence[Sequence[object]], sums: Sequence[CellSums]
) -> dict[Key, tuple[CellSums, ...]]:
    found, at = dict[Key, tuple[CellSums, ...]](), 0
    for (one, by), table in zip(wanted, tables, strict=True):
        found[one.name, by.name if by else None] = tuple(sums[at : at + len(table)])
        at += len(table)
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """The totals of each table from its sums."""

    layout: Layout
    sums: dict[Key, tuple[CellSums, ...]]
    name: str

    def __call__(self, asked: Asked, by: Asked | None) -> list[CellTotals]:
        """InputError where nobody answered."""
        found = self.sums[asked.name, by.name if by else None]
        if not found[0].respondents.any():
            raise InputError(f"{self.name}, {asked.name}: {NOBODY}")
        return [self.layout.cell_totals(one, df=self.layout.degrees(one)) for one in found]
