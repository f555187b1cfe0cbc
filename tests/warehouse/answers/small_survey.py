"""A small survey with a question of every kind, and its respondents, for tests."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sectorled.warehouse.answers.coding import Answers, RawAnswers, coded
from sectorled.warehouse.answers.questions import (
    Answer,
    Item,
    Kind,
    Measure,
    Net,
    Question,
    Range,
    Roles,
    Survey,
    Wave,
    Wording,
)
from sectorled.warehouse.tidy import InputError

AT = datetime(2026, 11, 1, tzinfo=UTC)
YES_NO = (Answer(code=1, label="Yes"), Answer(code=2, label="No"))
SCALE = (
    Answer(code=1, label="Very useful", translations={"cy": "Defnyddiol iawn"}),
    Answer(code=2, label="Fairly useful"),
    Answer(code=3, label="Not useful"),
    Answer(code=9, label="Refused"),
)
SURVEY = Survey(
    id="perceptions",
    title="Perceptions of the support",
    source="The sector body",
    population="Senior councillors and officers",
    roles=Roles(respondent="id", wave="wave", weights=("w",), strata="region", council="council"),
    waves=(Wave(code=1, label="2012", mode="telephone"), Wave(code=2, label="2013")),
    questions=(
        Question(id="id", kind=Kind.OPEN, text="Respondent"),
        Question(
            id="wave",
            kind=Kind.SINGLE,
            text="Wave",
            answers=(Answer(code=1, label="2012"), Answer(code=2, label="2013")),
        ),
        Question(id="w", kind=Kind.NUMERIC, text="Weight", measure=Measure.SCALE),
        Question(
            id="region",
            kind=Kind.SINGLE,
            text="Region",
            answers=(Answer(code="N", label="North"), Answer(code="S", label="South")),
        ),
        Question(id="council", kind=Kind.OPEN, text="Council"),
        Question(id="took_part", kind=Kind.SINGLE, text="Did you take part?", answers=YES_NO),
        Question(
            id="useful",
            kind=Kind.SINGLE,
            text="How useful was it?",
            answers=SCALE,
            missing=(9,),
            nets=(Net(id="net", label="Useful", codes=(1, 2), definition="Very or fairly useful"),),
            base="All who took part",
            asked_if={"took_part": (1,)},
            measure=Measure.ORDINAL,
            wordings=(
                Wording(text="How helpful was it?", waves=(1,)),
                Wording(text="How useful was it?", waves=(2,)),
            ),
        ),
        Question(
            id="heard",
            kind=Kind.MULTIPLE,
            text="How did you hear of it?",
            answers=(
                Answer(code=1, label="Letter"),
                Answer(code=2, label="=HYPERLINK(1)"),
                Answer(code=3, label="Web"),
            ),
        ),
        Question(
            id="agree",
            kind=Kind.GRID,
            text="Do you agree that it ...",
            answers=YES_NO,
            items=(Item(id="agree_a", label="... was clear"), Item(id="agree_b", label="... was short")),
        ),
        Question(
            id="age",
            kind=Kind.NUMERIC,
            text="Age",
            answers=(Answer(code=998, label="Refused"),),
            missing=(Range(low=900, high=997), 998),
            unit="years",
        ),
        Question(id="why", kind=Kind.OPEN, text="Why?"),
        Question(id="on", kind=Kind.DATE, text="Answered on"),
    ),
)
CELLS = {
    "id": ["a", "b", "c", "d", "e", "f"],
    "wave": ["1", "1", "1", "2", "2", "2"],
    "w": ["1.5", "0.5", "1", "2", "1", "1"],
    "region": ["N", "N", "S", "S", "N", "S"],
    "council": ["E06000001", "E06000001", "E06000002", "E06000002", "E06000003", "E06000004"],
    "took_part": ["1", "1", "2", "1", "1", "2"],
    "useful": ["1", "9", None, "3", "2", None],
    "heard_1": ["1", "0", "0", "1", None, "0"],
    "heard_2": ["0", "0", "1", "1", None, "0"],
    "heard_3": ["0", "1", "1", "0", None, "0"],
    "agree_a": ["1", "2", "1", "2", None, "1"],
    "agree_b": ["2", "2", "1", None, "1", "1"],
    "age": ["41", "998", "950", "33.5", None, "70"],
    "why": ["It helped", '=cmd|"x"!A1', None, "Ünïcode, with\na line", "-1", "None"],
    "on": ["2012-03-01", "2012-03-02 10:15:00", None, "2013-01-05T09:00:00.250", "2013-01-06", "2013-01-07"],
}


def raw(**changes: list[str | None]) -> RawAnswers:
    """The cells as a file would hold them, some of them changed."""
    frame = pl.DataFrame(CELLS | changes)
    return RawAnswers("small.csv", frame, pl.int_range(2, frame.height + 2, eager=True, dtype=pl.UInt32))


def answers(**changes: list[str | None]) -> Answers:
    """The small survey's answers."""
    return coded(raw(**changes), SURVEY)


def csv_of(folder: Path, name: str, text: str) -> Path:
    """A file with that text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def refusal(call: Callable[..., object], *arguments: object) -> str | None:
    """What the InputError of a call says; None where it raises none."""
    try:
        call(*arguments)
    except InputError as refused:
        return str(refused)
    return None
