"""What is written as SPSS or CSV with its codebook reads back to the same answers and the same survey."""

from dataclasses import replace

import polars as pl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.export import write_csv, write_sav
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.questions import Answer, Kind, Measure, Question, Range, Survey
from sectorled.warehouse.tidy import InputError
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers.small_survey import SURVEY, answers

WRITERS = {"sav": write_sav, "csv": write_csv}


def assert_same(found: Answers, expected: Answers) -> None:
    assert_frame_equal(found.frame, expected.frame)
    assert found.survey == expected.survey


@pytest.mark.parametrize("form", WRITERS)
def test_every_kind_of_question_comes_back(tmp_path, form):
    expected = answers()

    WRITERS[form](expected, tmp_path)

    assert_same(read_survey(tmp_path), expected)


@pytest.mark.parametrize("form", WRITERS)
def test_writing_again_gives_the_same_cells(tmp_path, form):
    WRITERS[form](answers(), tmp_path / "first")
    WRITERS[form](read_survey(tmp_path / "first"), tmp_path / "second")

    assert_same(read_survey(tmp_path / "second"), answers())


def test_an_spss_file_alone_keeps_labels_missing_values_measures_and_sets(tmp_path):
    write_sav(answers(), tmp_path)
    (tmp_path / "codebook.json").unlink()

    found = read_survey(tmp_path / "answers.sav")

    useful, age, heard = (found.survey.find(name) for name in ("useful", "age", "heard"))
    assert [(a.code, a.label) for a in useful.answers] == [(a.code, a.label) for a in SURVEY.find("useful").answers]
    assert (useful.missing, useful.measure) == ((9,), Measure.ORDINAL)
    assert age.missing == (Range(low=900, high=997), 998)
    assert (heard.kind, heard.text) == (Kind.MULTIPLE, "How did you hear of it?")
    assert [answer.label for answer in heard.answers] == ["Letter", "=HYPERLINK(1)", "Web"]
    assert_frame_equal(found.frame, answers().frame)
    assert found.survey.roles.council == "council"


def test_other_software_finds_the_labels_and_sets(tmp_path):
    write_sav(answers(), tmp_path)

    frame, meta = pyreadstat.read_sav(str(tmp_path / "answers.sav"), user_missing=True, output_format="polars")

    assert meta.mr_sets["heard"]["variable_list"] == ["heard_1", "heard_2", "heard_3"]
    assert meta.variable_value_labels["region"] == {"N": "North", "S": "South"}
    assert meta.missing_ranges["age"] == [{"lo": 900.0, "hi": 997.0}, {"lo": 998.0, "hi": 998.0}]
    assert frame["why"][1] == '=cmd|"x"!A1'


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12).map(str.strip)


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@pytest.mark.slow
@pytest.mark.parametrize("form", WRITERS)
def test_any_answers_come_back(tmp_path_factory, form, data):
    folder, n = tmp_path_factory.mktemp("trip"), data.draw(st.integers(1, 5))
    codes = data.draw(st.lists(st.integers(-3, 300), min_size=1, max_size=4, unique=True))
    labels = data.draw(st.lists(words.filter(bool), min_size=len(codes), max_size=len(codes)))
    scale = tuple(Answer(code=code, label=label) for code, label in zip(codes, labels, strict=True))
    column = st.lists(st.none() | st.sampled_from(codes), min_size=n, max_size=n)
    chosen = st.lists(st.none() | st.booleans(), min_size=n, max_size=n)
    exact = st.floats(-(2.0**53), 2.0**53, allow_subnormal=False)
    frame = pl.DataFrame(
        {
            "q": pl.Series(data.draw(column), dtype=pl.Int16),
            "m_1": pl.Series(data.draw(chosen), dtype=pl.Boolean),
            "m_2": pl.Series([False] * n, dtype=pl.Boolean),
            "x": pl.Series(data.draw(st.lists(st.none() | exact, min_size=n, max_size=n)), dtype=pl.Float64),
            "t": pl.Series([w or None for w in data.draw(st.lists(words, min_size=n, max_size=n))], dtype=pl.String),
        }
    )
    questions = (
        Question(id="q", kind=Kind.SINGLE, text=labels[0], answers=scale),
        Question(id="m", kind=Kind.MULTIPLE, text="M?", answers=(Answer(code=1, label="A"), Answer(code=2, label="B"))),
        Question(id="x", kind=Kind.NUMERIC, text="X?"),
        Question(id="t", kind=Kind.OPEN, text="T?"),
    )
    expected = Answers(Survey(id="any", title="Any", questions=questions), frame)

    WRITERS[form](expected, folder)

    assert_same(read_survey(folder), expected)


def test_labels_too_long_for_spss_are_cut_there_and_whole_in_the_codebook(tmp_path):
    long = "é" * 300
    question = Question(id="q", kind=Kind.SINGLE, text=long, answers=(Answer(code=1, label=long),))
    expected = Answers(Survey(id="s", title=long, questions=(question,)), pl.DataFrame({"q": [1]}, {"q": pl.Int16}))

    write_sav(expected, tmp_path)

    assert_same(read_survey(tmp_path), expected)
    (tmp_path / "codebook.json").unlink()
    assert read_survey(tmp_path).survey.find("q").answers[0].label == "é" * 60


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            Question(id="q", kind=Kind.NUMERIC, text="?", missing=(1, 2, 3, 4)),
            "s, q: SPSS declares at most three missing codes",
        ),
        (
            Question(id="q", kind=Kind.NUMERIC, text="?", missing=(1, 2, Range(low=5, high=6))),
            "s, q: SPSS declares at most three missing codes",
        ),
        (Question(id="@q", kind=Kind.NUMERIC, text="?"), "s: cannot be written for SPSS"),
    ],
)
def test_what_spss_cannot_hold_is_refused_and_nothing_is_left(tmp_path, question, said):
    frame = pl.DataFrame({question.id: [1.0]})

    with pytest.raises(InputError) as refused:
        write_sav(Answers(Survey(id="s", title="S", questions=(question,)), frame), tmp_path)

    assert said in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("form", WRITERS)
def test_the_example_of_8255_respondents_comes_back(tmp_path, form):
    folder = SHARED / "data" / "survey-example"
    found = read_survey(folder / "example_a.csv.gz", folder / "example_a_meta.json")
    questions = tuple(question for question in found.survey.questions if question.id != "@1")  # no name for SPSS
    expected = Answers(replace(found.survey, questions=questions), found.frame.drop("@1"))

    WRITERS[form](expected, tmp_path)

    assert expected.frame.height == 8_255
    assert_same(read_survey(tmp_path), expected)
