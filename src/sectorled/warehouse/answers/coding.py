"""From cells of a file to typed answers, by the codebook: every cell is accounted for, or the whole file is refused.

A column may hold codes or the labels of its answers.  Codes become the smallest whole numbers that hold them (else
fractions or text), numbers fractions, chosen answers of a multiple response true and false.  Blank is no answer.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sectorled.warehouse.answers.columns import Cells, dates, multiple, numbers, single, texts
from sectorled.warehouse.answers.filters import all_of
from sectorled.warehouse.answers.questions import Kind, Question, Survey
from sectorled.warehouse.tidy import InputError, Refusal

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Answers:
    """A survey and its respondents: `frame` has the columns of the survey in their order, a row for each respondent."""

    survey: Survey
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawAnswers:
    """What a file holds: cells as text or numbers, and the number of each row in the file."""

    file: str
    frame: pl.DataFrame
    rows: pl.Series
    notes: tuple[str, ...] = ()

    def cells(self, column: str) -> Cells:
        """One column with where it stands."""
        return Cells(self.file, column, self.frame[column], self.rows)


def coded(raw: RawAnswers, survey: Survey) -> Answers:
    """The answers typed by the codebook; InputError that lists what it does not know, by variable, value and row."""
    if not raw.frame.height:
        raise InputError(f"{raw.file}: holds no respondents. Give a file with a row for each.")
    found: dict[str, pl.Series] = {}
    refusals, notes, used = list[Refusal](), list(raw.notes), set[str]()
    for question in survey.questions:
        names = _present(raw, question, survey)
        used |= set(names)
        columns, why, said = _columns(raw, question, names)
        found |= columns
        refusals += why
        notes += said
    if refusals:
        raise InputError(_refused(raw.file, refusals))
    frame = pl.DataFrame([found[column].alias(column) for column in survey.columns])
    left = [column for column in raw.frame.columns if column not in used]
    if left:
        shown = ", ".join(repr(column[:40]) for column in left[:10]) + (" ..." if len(left) > 10 else "")
        notes.append(f"{raw.file}: {len(left)} columns are not in the codebook and were left out: {shown}.")
    notes += _checked(raw, survey, frame)
    return Answers(survey, frame, tuple(notes))


def _refused(name: str, refusals: list[Refusal]) -> str:
    lines = [str(refusal) for refusal in refusals[:_SHOWN]]
    more = [f"... and {len(refusals) - _SHOWN} more."] if len(refusals) > _SHOWN else []
    count = "1 value contradicts" if len(refusals) == 1 else f"{len(refusals)} values contradict"
    return "\n".join([f"{name}: {count} the codebook; nothing was loaded.", *lines, *more])


def _present(raw: RawAnswers, question: Question, survey: Survey) -> list[str]:
    """The columns of the file that hold a question; none where it was asked only in waves that are not in the file."""
    names = set(raw.frame.columns)
    if question.kind is Kind.MULTIPLE:
        for candidates in (question.columns, [f"{question.id}/{answer.code}" for answer in question.answers]):
            if names.issuperset(candidates):
                return list(candidates)
    single_columns = [question.id] if question.kind is Kind.MULTIPLE else list(question.columns)
    absent = [column for column in single_columns if column not in names]
    if not absent:
        return single_columns
    if len(absent) == len(single_columns) and _asked_elsewhere(raw, question, survey):
        return []
    near = difflib.get_close_matches(absent[0], raw.frame.columns, 3)
    hint = f" The file has {', '.join(repr(c[:40]) for c in near)}." if near else ""
    raise InputError(
        f"{raw.file}: has no column {absent[0]!r}, which the codebook describes.{hint} Correct its name, take it "
        "out of the codebook, or say there in which waves it was asked."
    )


def _asked_elsewhere(raw: RawAnswers, question: Question, survey: Survey) -> bool:
    wave = survey.roles.wave
    if not question.wordings or wave is None or wave not in raw.frame.columns:
        return False
    column = survey.find(wave)
    assert column is not None  # noqa: S101 - the codebook was checked
    series, _ = single(raw.cells(wave), column)
    return all(question.wording_in(code) is None for code in series.unique().drop_nulls())


def _columns(
    raw: RawAnswers, question: Question, names: list[str]
) -> tuple[dict[str, pl.Series], list[Refusal], list[str]]:
    """The typed columns of one question, what was refused, and notes."""
    if not names:
        blank = pl.Series([None] * raw.frame.height, dtype=pl.Null)
        read = {Kind.NUMERIC: numbers, Kind.OPEN: texts, Kind.DATE: dates}.get(question.kind, single)
        boolean = question.kind is Kind.MULTIPLE
        cells = Cells(raw.file, question.id, blank, raw.rows)
        typed = blank.cast(pl.Boolean) if boolean else read(cells, question)[0]
        return dict.fromkeys(question.columns, typed), [], []
    if question.kind is Kind.MULTIPLE:
        return multiple([raw.cells(name) for name in names], question)
    read = {Kind.NUMERIC: numbers, Kind.OPEN: texts, Kind.DATE: dates}.get(question.kind, single)
    found, refusals = dict[str, pl.Series](), list[Refusal]()
    for name in names:
        found[name], why = read(raw.cells(name), question)
        refusals += why
    return found, refusals, []


def _checked(raw: RawAnswers, survey: Survey, frame: pl.DataFrame) -> Iterator[str]:
    """Contradictions between columns are InputErrors; what an analyst must know is a note."""
    roles = survey.roles
    if roles.respondent:
        _distinct(raw, frame[roles.respondent])
    if roles.wave:
        _asked_when_said(raw, survey, frame)
    for weight in roles.weights:
        wrong = int((~(frame[weight] > 0)).fill_null(value=True).sum())
        if wrong:
            yield f"{raw.file}: {wrong:,} of {frame.height:,} respondents have no positive weight in {weight!r}."
    for question in survey.questions:
        if question.asked_if:
            answered = pl.any_horizontal(pl.col(question.columns).is_not_null())
            strays = frame.select((answered & ~all_of(survey, question.asked_if)).sum()).item()
            if strays:
                led = " and ".join(repr(earlier) for earlier in question.asked_if)
                yield f"{raw.file}: {strays:,} respondents answered {question.id!r} past the filter {led}."


def _distinct(raw: RawAnswers, ids: pl.Series) -> None:
    if ids.null_count():
        row = raw.rows[ids.is_null().arg_true()[0]]
        raise InputError(f"{raw.file}, row {row}, {ids.name}: no respondent's id. Give one to every respondent.")
    again = ids.is_duplicated() & ~ids.is_first_distinct()
    if again.any():
        at = again.arg_true()[0]
        raise InputError(
            f"{raw.file}, row {raw.rows[at]}, {ids.name} {ids[at]!r}: stands twice. Keep one row for each respondent."
        )


def _asked_when_said(raw: RawAnswers, survey: Survey, frame: pl.DataFrame) -> None:
    waves = frame[survey.roles.wave or ""]
    if waves.null_count():
        row = raw.rows[waves.is_null().arg_true()[0]]
        raise InputError(f"{raw.file}, row {row}, {waves.name}: no wave. Say in which wave each respondent answered.")
    for question in (question for question in survey.questions if question.wordings):
        said = [wave for wording in question.wordings for wave in wording.waves]
        outside = ~waves.is_in(said)
        for column in question.columns:
            wrong = outside & frame[column].is_not_null()
            if wrong.any():
                at = wrong.arg_true()[0]
                raise InputError(
                    f"{raw.file}, row {raw.rows[at]}, {column}: answered in wave {waves[at]!r}, in which the codebook "
                    "says it was not asked. Add that wave to one of its wordings, or blank the answers."
                )
