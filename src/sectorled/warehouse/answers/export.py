"""Write answers as files that read back to the same: SPSS with labels, or CSV, each with the codebook beside it.

The codebook holds what a file of cells cannot: wordings by wave, nets, grids, filters, languages.
"""

import struct
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from sectorled.warehouse.answers.codebook import to_json
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Kind, Question, Range
from sectorled.warehouse.tidy import InputError

CODEBOOK = "codebook.json"
LONGEST_LABEL_BYTES = {"variable": 256, "value": 120}  # what SPSS holds; the codebook has all of it
_MACHINE = struct.pack("<iiii", 7, 3, 4, 8)  # how the record begins before which sets of variables may stand
_MISSING_CODES, _BESIDE_RANGE = 3, 1  # missing values that SPSS can declare: three codes, or a range and one


def write_csv(answers: Answers, folder: Path) -> None:
    """`answers.csv` and `codebook.json`; chosen answers as 1 and 0, no answer blank."""
    folder.mkdir(parents=True, exist_ok=True)
    frame = answers.frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    frame.write_csv(folder / "answers.csv", datetime_format="%Y-%m-%d %H:%M:%S%.6f")
    (folder / CODEBOOK).write_text(to_json(answers.survey), "utf-8")


def write_sav(answers: Answers, folder: Path) -> None:
    """`answers.sav` and `codebook.json`; InputError where SPSS cannot hold a name, missing value or text."""
    folder.mkdir(parents=True, exist_ok=True)
    place, survey = folder / "answers.sav", answers.survey
    questions = {column: question for question in survey.questions for column in question.columns}
    try:
        pyreadstat.write_sav(
            answers.frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8)),
            str(place),
            file_label=_cut(survey.title, 64),
            column_labels={column: _label(question, column) for column, question in questions.items()},
            variable_value_labels={c: labels for c, q in questions.items() if (labels := _value_labels(q))},
            missing_ranges={c: _missing(survey.id, q) for c, q in questions.items() if q.missing},
            variable_measure={c: q.measure.value for c, q in questions.items()},
        )
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError, ValueError, TypeError) as error:
        place.unlink(missing_ok=True)
        raise InputError(f"{survey.id}: cannot be written for SPSS ({str(error)[:200]}). Write CSV instead.") from error
    sets = [question for question in survey.questions if question.kind is Kind.MULTIPLE]
    place.write_bytes(_with_sets(place.read_bytes(), sets))
    (folder / CODEBOOK).write_text(to_json(survey), "utf-8")


def _label(question: Question, column: str) -> str:
    """The words of a column: of an item of a grid and an answer of several, its own."""
    place = question.columns.index(column)
    text = question.text
    if question.kind in (Kind.GRID, Kind.MULTIPLE):
        text = question.items[place].label if question.items else question.answers[place].label
    return _cut(text, LONGEST_LABEL_BYTES["variable"])


def _value_labels(question: Question) -> dict[Any, str]:
    if question.kind is Kind.MULTIPLE:
        return {}
    return {answer.code: _cut(answer.label, LONGEST_LABEL_BYTES["value"]) for answer in question.answers}


def _cut(text: str, most: int) -> str:
    """The text, or as much of it as so many bytes hold."""
    return text.encode()[:most].decode("utf-8", "ignore")


def _missing(name: str, question: Question) -> list[Any]:
    ranges = [each for each in question.missing if isinstance(each, Range)]
    codes = [each for each in question.missing if not isinstance(each, Range)]
    if len(ranges) > 1 or len(codes) > (_BESIDE_RANGE if ranges else _MISSING_CODES):
        raise InputError(
            f"{name}, {question.id}: SPSS declares at most three missing codes, or one range and a code. Write CSV "
            "instead, or declare fewer."
        )
    return [*({"lo": each.low, "hi": each.high} for each in ranges), *codes]


def _with_sets(content: bytes, questions: list[Question]) -> bytes:
    """The file with a record of its multiple-response sets, which the library does not write."""
    if not questions:
        return content
    lines = []
    for question in questions:
        label = _cut(question.text, LONGEST_LABEL_BYTES["variable"]).replace("\n", " ")
        lines.append(f"${question.id}=D1 1 {len(label.encode())} {label} {' '.join(question.columns)}\n")
    text = "".join(lines).encode()
    head, found, tail = content.partition(_MACHINE)
    return head + struct.pack("<iiii", 7, 7, 1, len(text)) + text + found + tail
