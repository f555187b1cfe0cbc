"""Prints docs/reference/survey-files.md: what survey files are read, what a codebook may say, and what is refused."""

import json
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from sectorled.warehouse.answers import questions
from sectorled.warehouse.answers.codebook_table import COLUMNS
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.readers.xlsform import KINDS
from sectorled.warehouse.answers.waves import history
from sectorled.warehouse.tidy import InputError
from tests.spec.printing import printed, table
from tests.warehouse.answers.small_survey import answers, csv_of

CODEBOOK = """variable,kind,text,code,label,missing,role
council,open,Council,,,,council
q1,single,How useful was it?,,,,
,,,1,Very useful,,
,,,2,Not useful,,
,,,9,Refused,yes,
heard,multiple,How did you hear of it?,,,,
,,,1,Letter,,
,,,2,Website,,
age,numeric,Age,,,997-999,
"""
DATA = "council,q1,heard,age\nE06000001,1,1;2,41\nE06000002,Refused,,998\n"
WRONG = {
    "a value that the codebook does not know": DATA.replace("Refused", "7"),
    "a number that is none": DATA.replace("41", "forty"),
    "a column that is not there": DATA.replace("q1", "question1"),
    "a ragged row": DATA.replace(",41", ",41,1"),
}
CONTRADICTIONS = {
    "a code with two labels": ("2,Not useful", "1,Not useful"),
    "a number with a label that is not missing": (
        "age,numeric,Age,,,997-999,",
        "age,numeric,Age,,,997-999,\n,,,5,Five,,",
    ),
    "an answer without words": ("2,Not useful", "2,"),
}
PARTS = (
    questions.Survey,
    questions.Roles,
    questions.Wave,
    questions.Question,
    questions.Answer,
    questions.Item,
    questions.Range,
    questions.Net,
    questions.Wording,
    questions.Schedule,
)


def test_the_reference_page_of_survey_files_says_what_the_readers_do(tmp_path):
    printed(
        "survey-files",
        "\n\n".join(
            [
                INTRODUCTION,
                files(),
                BESIDE,
                *codebooks(),
                *kinds(),
                *waves(),
                *refusals(tmp_path),
                ROUND_TRIPS,
            ]
        ),
    )


INTRODUCTION = """# Survey files

This page is printed by a test from the code that reads the files."""
FILES = {
    "SPSS (`.sav`, `.zsav`)": """nothing, or a codebook|labels, missing values and ranges, measures and
        multiple-response sets of the file; a codebook adds wordings, nets, grids and filters, and may not contradict
        the labels""",
    "a table (CSV, XLSX, ODS, Parquet, JSON)": """a codebook|one row a respondent; cells hold codes or labels; several
        answers stand in one cell as `1;3`, or each in a column of 1 and 0""",
    "results of a form server": "its XLSForm|the form is the codebook; names may carry their groups (`group/q1`)",
    "counts (`question`, `answer`, `count`)": """nothing|published tables and returns; `base`, `text`, `kind`, `wave`,
        `council` and breaks where there are; respondents are made that have these counts, so a year pools the raw
        counts of its parts""",
}
BESIDE = """A codebook may lie beside the data as `codebook.json`, `codebook.toml` or `codebook.csv`. The column that
names the council is found by its name or by the codes of councils in it, and is the cluster unless a design says
otherwise."""
WAVES = """Ids are stable over waves. Where a wave did not ask a question a trend has a gap, never 0; where the text or
the answers offered changed it has a break, and both wordings are shown:"""
REFUSED = """A file is taken whole or not at all. Files, codebooks and forms are never run: a cell that begins with `=`
is text. SPSS files are read in a process of their own, with limits, because a broken one can bring the reader down."""


def files() -> str:
    """The kinds of file."""
    rows = [[name, *" ".join(said.split()).split("|")] for name, said in FILES.items()]
    return table(["file", "with", "what is read"], rows)


def codebooks() -> list[str]:
    """What each form of a codebook may say."""
    parts = [[f"`{part.__name__}`", (part.__doc__ or "").split("\n")[0], listed(part)] for part in PARTS]
    example = {"id": "q1", "kind": "single", "text": "How useful was it?"}
    example |= {"answers": [{"code": 1, "label": "Very useful"}, {"code": 9, "label": "Refused"}], "missing": [9]}
    return [
        "## A codebook as JSON or TOML",
        "A survey holds these parts; fields in brackets may be left out. A question in JSON:",
        f"```json\n{json.dumps(example)}\n```",
        table(["part", "what it is", "fields"], parts),
        "## A codebook as a plain table",
        "One row for each question, and below it one for each answer and each item of a grid:",
        f"```csv\n{CODEBOOK}```",
        table(["column", "what it holds"], [[f"`{column}`", said] for column, said in COLUMNS.items()]),
        "Metadata in JSON by `columns`, `masks` and `lib`, as survey software of the trade writes it, is read as well.",
    ]


def listed(part: type) -> str:
    """The fields of a part, those with a default in brackets."""
    optional = [field.default is not MISSING or field.default_factory is not MISSING for field in fields(part)]
    names = [f"[{f.name}]" if may else f.name for f, may in zip(fields(part), optional, strict=True)]
    return ", ".join(names)


def kinds() -> list[str]:
    """How each kind of question is kept, and which types of a form make it."""
    of_form = {kind: [f"`{name}`" for name, made in KINDS.items() if made is kind] for kind in questions.Kind}
    kept = {
        questions.Kind.SINGLE: "codes",
        questions.Kind.MULTIPLE: "for each answer a column of true and false",
        questions.Kind.GRID: "for each item a column of codes",
        questions.Kind.NUMERIC: "numbers; durations as seconds",
        questions.Kind.OPEN: "text",
        questions.Kind.DATE: "a moment, without a time zone or in UTC",
    }
    rows = [[f"`{k}`", kept[k], ", ".join(of_form[k]) or "a group with `table-list`"] for k in questions.Kind]
    return ["## Kinds of questions", table(["kind", "is kept as", "types of an XLSForm"], rows)]


def waves() -> list[str]:
    """What a trend says of questions over waves."""
    shown = answers(useful=["1", "9", None, "3", "2", None], why=["x", None, None, None, None, None])
    rows = [
        [f"`{name}`", asked.wave.label, asked.text or "a gap", "[b]" if asked.is_break else "", asked.change]
        for name in ("useful", "why")
        for asked in history(shown, name)
    ]
    return [
        "## Waves",
        WAVES,
        table(["question", "wave", "asked as", "mark", "what changed"], rows),
    ]


def refusals(folder: Path) -> list[str]:
    """What files that are wrong are told."""
    book = csv_of(folder, "codebook.csv", CODEBOOK)
    told = [[what, said_of(csv_of(folder, "data.csv", text), book)] for what, text in WRONG.items()]
    data = csv_of(folder, "data.csv", DATA)
    for what, change in CONTRADICTIONS.items():
        told.append([what, said_of(data, csv_of(folder, "codebook.csv", CODEBOOK.replace(*change)))])
    return [
        "## What is refused",
        REFUSED,
        table(["what is wrong", "what is said"], told),
    ]


def said_of(place: Path, book: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_survey(place, book)
    return str(refused.value).replace("\n", "<br>")


ROUND_TRIPS = """## What is written

A survey is written as SPSS or CSV with `codebook.json` beside it, and reads back to the same answers and the same
codebook. SPSS alone keeps labels (cut to what it holds), measures, multiple-response sets, and up to three missing
codes or a range and one code; wordings by wave, nets, grids, filters and languages are in the codebook."""


def test_the_example_of_the_page_is_read(tmp_path):
    found = read_survey(csv_of(tmp_path, "data.csv", DATA), csv_of(tmp_path, "codebook.csv", CODEBOOK))

    assert found.frame.rows() == [("E06000001", 1, True, True, 41), ("E06000002", 9, None, None, 998)]
    assert found.survey.roles.clusters == "council"
