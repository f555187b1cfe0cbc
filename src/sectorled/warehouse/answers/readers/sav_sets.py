"""Multiple-response sets of an SPSS file as questions, in the place of the variables that make them."""

from dataclasses import replace
from typing import Any

import polars as pl

from sectorled.warehouse.answers.questions import Answer, Code, Kind, Question, Survey, plain
from sectorled.warehouse.tidy import InputError


def with_sets(
    name: str, frame: pl.DataFrame, survey: Survey, sets: dict[str, Any]
) -> tuple[pl.DataFrame, Survey, list[str]]:
    """The survey with each set as one question, and the frame with a column of ones and zeros for each answer.

    Of a set of categories (first mention, second mention ...) the order of mention is not kept.
    """
    notes: list[str] = []
    for label, about in sets.items():
        by_name = {q.id.lower(): q.id for q in survey.questions if q.kind is not Kind.MULTIPLE}
        members = [by_name[v.lower()] for v in about["variable_list"] if v.lower() in by_name]
        if not members or len(members) < len(about["variable_list"]):
            notes.append(
                f"{name}: the set {label[:80]!r} names variables that the file lacks or another set has; it is left "
                "out, and its variables are questions of their own."
            )
            continue
        make = _of_dichotomies if about["is_dichotomy"] else _of_categories
        own = [next(question for question in survey.questions if question.id == member) for member in members]
        _check_labels(name, frame, own, about)
        question, columns = make(label.lstrip("$"), about, frame, own)
        frame = frame.drop(members).with_columns(columns)
        survey = _in_place(survey, question, set(members))
        if not about["is_dichotomy"]:
            notes.append(f"{name}: the order of mention in the set {question.id!r} is not kept.")
    return frame, survey, notes


def _check_labels(name: str, frame: pl.DataFrame, members: list[Question], about: dict[str, Any]) -> None:
    """InputError where a mention in a set of categories has no label: it would be lost."""
    for member in members if not about["is_dichotomy"] else []:
        known = {answer.code for other in members for answer in other.answers}
        for row, value in enumerate(frame[member.id].to_list(), start=1):
            code = plain(value.strip() if isinstance(value, str) else value) if value is not None else ""
            if code != "" and code not in known and not member.is_missing(code):
                raise InputError(
                    f"{name}, row {row}, {member.id} {str(code)[:80]!r}: has no label in a multiple-response set. "
                    "Label it or declare it missing in the file."
                )


def _in_place(survey: Survey, question: Question, members: set[str]) -> Survey:
    questions: list[Question] = []
    for each in survey.questions:
        if each.id not in members:
            questions.append(each)
        elif question not in questions:
            questions.append(question)
    return replace(survey, questions=tuple(questions))


def _of_dichotomies(
    label: str, about: dict[str, Any], frame: pl.DataFrame, members: list[Question]
) -> tuple[Question, list[pl.Series]]:
    counted = plain(about["counted_value"])
    codes = _codes(label, [member.id for member in members])
    answers = tuple(Answer(code=code, label=member.text) for code, member in zip(codes, members, strict=True))
    question = Question(id=label, kind=Kind.MULTIPLE, text=about["label"] or label, answers=answers)
    columns = []
    for member, column in zip(members, question.columns, strict=True):
        values = [plain(v) if isinstance(v, float | int) else v for v in frame[member.id].to_list()]
        chosen = [None if v is None or v == "" or member.is_missing(v) else int(v == counted) for v in values]
        columns.append(pl.Series(column, chosen, pl.Int8))
    return question, columns


def _codes(label: str, members: list[str]) -> list[Code]:
    """The numbers behind the set's name where every variable has one (q2_1, q2_2), else the variables' names."""
    tails = [member.removeprefix(f"{label}_") for member in members]
    if all(tail.isascii() and tail.isdigit() and str(int(tail)) == tail for tail in tails):
        return [int(tail) for tail in tails]
    return list[Code](members)


def _of_categories(
    label: str, about: dict[str, Any], frame: pl.DataFrame, members: list[Question]
) -> tuple[Question, list[pl.Series]]:
    every = {answer.code: answer for member in members for answer in member.answers}
    answers = {code: answer for code, answer in every.items() if not any(member.is_missing(code) for member in members)}
    question = Question(id=label, kind=Kind.MULTIPLE, text=about["label"] or label, answers=tuple(answers.values()))
    mentions = frame.select(member.id for member in members)
    said = {
        column: mentions.select(pl.any_horizontal((pl.all() == code).fill_null(value=False))).to_series()
        for code, column in zip(answers, question.columns, strict=True)
    }
    answered = pl.DataFrame(said).select(pl.any_horizontal(pl.all())).to_series()
    return question, [chosen.cast(pl.Int8).set(~answered, None).alias(column) for column, chosen in said.items()]
