"""SPSS files (.sav, .zsav): labels, missing values and ranges, measures, multiple-response sets.

Without a codebook one is made of what the file says.  With one, its texts count, and labels in the file that contradict
it are refused.
"""

import sys
from dataclasses import replace
from datetime import datetime
from typing import Any

import polars as pl

from sectorled.warehouse.answers.coding import Answers, RawAnswers, coded
from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import (
    Answer,
    Code,
    Kind,
    Measure,
    Question,
    Range,
    Survey,
    Value,
    plain,
)
from sectorled.warehouse.answers.readers.sav_process import read_sav
from sectorled.warehouse.answers.readers.sav_sets import with_sets
from sectorled.warehouse.files import Files
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.tidy import InputError

_ZERO = datetime(1582, 10, 14)  # noqa: DTZ001 - SPSS knows no time zones
_MOST_SECONDS = 265_000_000_000  # the year 9979: beyond are no dates
_ENDS, _LONGEST_SCALE = 2, 100  # points of a scale that must be labelled, and those it may have
_DATES = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "DATETIME", "YMDHMS", "MOYR", "QYR", "WKYR")
_TIMES = ("TIME", "DTIME", "MTIME")


def read(files: Files, name: str, survey: Survey | None = None) -> Answers:
    """The answers in an SPSS file, by the codebook given or by its own labels."""
    frame, about = read_sav(name, files.read(name))
    frame = _with_dates(name, frame, about)
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias("row")
    own, notes = _survey(name, frame, about)
    frame, own, said = with_sets(name, frame, own, about["mr_sets"])
    if survey is not None:
        _agree(name, survey, own)
        return coded(RawAnswers(name, frame, rows, (*notes, *said)), survey)
    own, more = _all_labelled(name, frame, own)
    return coded(RawAnswers(name, frame, rows, (*notes, *said, *more)), checked(name, own))


def _format(about: dict[str, Any], column: str) -> str:
    return str(about["original_variable_types"].get(column) or "").rstrip("0123456789.")


def _with_dates(name: str, frame: pl.DataFrame, about: dict[str, Any]) -> pl.DataFrame:
    """Seconds since 1582 as moments; those declared missing as none."""
    moments = []
    for column in frame.columns:
        if _format(about, column) in _DATES and frame[column].dtype.is_numeric():
            seconds = frame[column].cast(pl.Float64)
            for each in about["missing_ranges"].get(column, []):
                seconds = seconds.set(seconds.is_between(each["lo"], each["hi"]).fill_null(value=False), None)
            wrong = ~seconds.is_between(0, _MOST_SECONDS) & seconds.is_not_null()
            if wrong.any():
                at = wrong.arg_true()[0]
                raise InputError(f"{name}, row {at + 1}, {column} {seconds[at]!r}: is no date. Correct it in SPSS.")
            micros = (seconds * 1e6).round().cast(pl.Duration("us"))
            moments.append((pl.lit(_ZERO, pl.Datetime("us")) + micros).alias(column))
    return frame.with_columns(moments)


def _survey(name: str, frame: pl.DataFrame, about: dict[str, Any]) -> tuple[Survey, list[str]]:
    labels = dict(zip(about["column_names"], about["column_labels"], strict=True))
    unlabelled = [column for column, label in labels.items() if not (label or "").strip()]
    notes = [f"{name}: {len(unlabelled)} variables have no label and are called by their names."] if unlabelled else []
    questions = [_question(frame[column], labels[column], about) for column in frame.columns]
    title = (about["file_label"] or "").strip() or name.rpartition("/")[2].rpartition(".")[0]
    return Survey(id=slug(title) or "survey", title=title, questions=tuple(questions)), notes


def _question(values: pl.Series, label: str | None, about: dict[str, Any]) -> Question:
    column, form = values.name, _format(about, values.name)
    missing = tuple(_missing(each) for each in about["missing_ranges"].get(column, []))
    labels = about["variable_value_labels"].get(column, [])
    answers = tuple(Answer(code=plain(_stripped(c)), label=str(text)) for c, text in labels)
    question = Question(
        id=column,
        kind=Kind.SINGLE,
        text=(label or "").strip() or column,
        answers=answers,
        missing=missing,
        measure=Measure(about["variable_measure"].get(column, "unknown")),
        unit="seconds" if form in _TIMES else "",
    )
    if values.dtype == pl.Datetime:
        return replace(question, kind=Kind.DATE, answers=(), missing=())
    if not answers or (values.dtype != pl.String and not question.valid_answers):
        return replace(question, kind=Kind.OPEN if values.dtype == pl.String else Kind.NUMERIC)
    return question


def _all_labelled(name: str, frame: pl.DataFrame, survey: Survey) -> tuple[Survey, list[str]]:
    questions, notes = list[Question](), list[str]()
    for question in survey.questions:
        if question.kind is Kind.SINGLE:
            question, said = _with_unlabelled(name, frame[question.id], question)  # noqa: PLW2901 - the same, labelled
            notes += said
        questions.append(question)
    return replace(survey, questions=tuple(questions)), notes


def _stripped(code: Value) -> Value:
    return code.strip() if isinstance(code, str) else code


def _missing(given: Any) -> Code | Range:
    """A code, or a range where its ends differ."""
    if not isinstance(given, dict):
        return plain(_stripped(given))
    low, high = given["lo"], given["hi"]
    most = sys.float_info.max  # stands for the lowest and the highest number there is
    return plain(_stripped(low)) if low == high else Range(low=max(low, -most), high=min(high, most))


def _with_unlabelled(name: str, values: pl.Series, question: Question) -> tuple[Question, list[str]]:
    """What to make of values without a label: a scale labelled at some points only, a number, or a fault."""
    known = {answer.code for answer in question.answers}
    given = (plain(_stripped(value)) for value in values.unique(maintain_order=True).drop_nulls().to_list())
    bare = [code for code in given if code not in ("", *known) and not question.is_missing(code)]
    if not bare:
        return question, []
    between = _between(question)
    if set(bare) <= set(between):
        shown = tuple(Answer(code=code, label=str(code)) for code in between)
        ordered = sorted((*question.answers, *shown), key=lambda answer: float(answer.code))
        note = f"{name}: {question.id!r} is labelled at some points of its scale; the others are shown as they are."
        return replace(question, answers=tuple(ordered)), [note]
    if question.measure is Measure.SCALE and values.dtype != pl.String:
        missing = tuple(answer for answer in question.answers if question.is_missing(answer.code))
        note = f"{name}: {question.id!r} is read as a number; the labels of some of its values are not kept."
        return replace(question, kind=Kind.NUMERIC, answers=missing), [note]
    code = next(code for code in bare if code not in between)
    text = values.cast(pl.String).str.strip_chars() if isinstance(code, str) else values
    raise InputError(
        f"{name}, row {(text.index_of(code) or 0) + 1}, {question.id} {str(code)[:80]!r}: has no label, while other "
        "values have. Label it or declare it missing in the file, or give a codebook."
    )


def _between(question: Question) -> list[int]:
    """The points of a scale that is labelled at its ends, or at its ends and middle; none where a label was forgotten.

    At least as many points are bare as there are gaps between labels, and few enough to be points of a scale.
    """
    codes = sorted(answer.code for answer in question.valid_answers if isinstance(answer.code, int))
    if len(codes) != len(question.valid_answers) or len(codes) < _ENDS or codes[-1] - codes[0] > _LONGEST_SCALE:
        return []
    bare = [code for code in range(codes[0], codes[-1]) if code not in codes and not question.is_missing(code)]
    return bare if len(bare) >= len(codes) - 1 else []


def _agree(name: str, survey: Survey, own: Survey) -> None:
    """InputError where the file and the codebook give one code different labels; a file may cut a label short."""
    for question in own.questions:
        other = survey.find(question.id)
        if other is None or other.kind is Kind.MULTIPLE:
            continue
        said = {answer.code: answer.label for answer in other.answers}
        for answer in question.answers:
            theirs = said.get(answer.code, answer.label)
            if answer.label != str(answer.code) and not theirs.startswith(answer.label):
                raise InputError(
                    f"{name}, {question.id}, code {answer.code!r}: is labelled {answer.label[:80]!r} in the file and "
                    f"{theirs[:80]!r} in the codebook. Correct one of them."
                )
