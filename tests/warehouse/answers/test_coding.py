"""Cells become typed answers by the codebook; what it does not know is refused by variable, value, row and remedy."""

from dataclasses import replace

import polars as pl
import pytest

from sectorled.warehouse.answers.coding import RawAnswers, coded
from sectorled.warehouse.answers.questions import Answer, Kind, Question, Range, Roles, Survey, Wording
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import CELLS, SURVEY, YES_NO, answers, raw


def test_every_kind_is_read():
    frame = answers().frame

    assert frame.columns == list(SURVEY.columns)
    assert frame["useful"].to_list() == [1, 9, None, 3, 2, None]
    assert frame["region"].to_list() == ["N", "N", "S", "S", "N", "S"]
    assert frame["heard_1"].to_list() == [True, False, False, True, None, False]
    assert frame["agree_b"].to_list() == [2, 2, 1, None, 1, 1]
    assert frame["age"].to_list() == [41, 998, 950, 33.5, None, 70]
    assert frame["why"].to_list() == CELLS["why"]
    assert frame["on"].cast(pl.String).to_list()[1:4] == [
        "2012-03-02 10:15:00.000000",
        None,
        "2013-01-05 09:00:00.250000",
    ]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["1", "2"], [1, 2]),
        (["1.0", " 2 "], [1, 2]),
        (["Yes", "No"], [1, 2]),
        (["Yes", "2"], [1, 2]),
        (["", " "], [None, None]),
    ],
)
def test_a_column_may_hold_codes_or_labels(cells, codes):
    assert one(Question(id="q", kind=Kind.SINGLE, text="?", answers=YES_NO), cells) == codes


def one(question, cells):
    """The answers to one question."""
    frame = pl.DataFrame({question.id: pl.Series(cells, dtype=pl.String)})
    survey = Survey(id="s", title="S", questions=(question,))
    found = coded(RawAnswers("s.csv", frame, pl.int_range(2, len(cells) + 2, eager=True)), survey).frame
    return found[question.columns[0]].to_list() if len(question.columns) == 1 else found.rows()


def test_a_code_comes_before_a_label_that_looks_like_it():
    turned = (Answer(code=1, label="2"), Answer(code=2, label="1"), Answer(code=3, label="Yes"))

    assert one(Question(id="q", kind=Kind.SINGLE, text="?", answers=turned), ["1", "2", "Yes"]) == [1, 2, 3]


def test_a_number_in_a_missing_range_stands_for_itself():
    question = Question(id="q", kind=Kind.SINGLE, text="?", answers=YES_NO, missing=(Range(low=90, high=99),))

    assert one(question, ["1", "95"]) == [1, 95]


def test_numbers_may_be_labels_of_missing_codes_and_durations():
    age = Question(id="q", kind=Kind.NUMERIC, text="?", answers=(Answer(code=98, label="Refused"),), missing=(98,))
    took = Question(id="q", kind=Kind.NUMERIC, text="?", unit="seconds")

    assert one(age, ["41", "Refused", "4.1e1"]) == [41, 98, 41]
    assert one(took, ["0 days 00:04:10.800000000", "1 day 01:00:00", "00:00:07", "12"]) == [250.8, 90_000, 7, 12]


def test_moments_with_a_time_zone_are_told_in_utc():
    when = Question(id="q", kind=Kind.DATE, text="?")

    assert one(when, ["2024-06-01T10:00:00.000+01:00"])[0].isoformat() == "2024-06-01T09:00:00"


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (["1;3;", "2", "", "2, 1"], [(1, 0, 1), (0, 1, 0), (None,) * 3, (1, 1, 0)]),
        (["Letter", "1 2 3"], [(1, 0, 0), (1, 1, 1)]),
    ],
)
def test_several_answers_may_stand_in_one_cell(cells, rows):
    heard = SURVEY.find("heard")

    assert one(heard, cells) == [tuple(None if x is None else bool(x) for x in row) for row in rows]


def test_columns_of_ones_and_blanks_mean_not_chosen_beside_a_chosen_one():
    found = answers(heard_1=["1"] + [None] * 5, heard_2=["1", "1"] + [None] * 4, heard_3=[None] * 6)

    assert found.frame["heard_1"].to_list() == [True, False, None, None, None, None]
    assert any("'heard' has no cell for not chosen" in note for note in found.notes)


def test_split_columns_of_a_form_server_are_read():
    cells = raw()
    frame = cells.frame.rename({f"heard_{code}": f"heard/{code}" for code in (1, 2, 3)})

    assert coded(replace(cells, frame=frame), SURVEY).frame.equals(answers().frame)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"useful": ["1", "7", "7", "3", "2", "1"]}, "row 3, useful '7': no answer of the codebook (2 such rows)"),
        ({"useful": ["1", "yes", None, "3", "2", None]}, "row 3, useful 'yes': no answer of the codebook"),
        ({"useful": ["1", "nan", None, "3", "2", None]}, "row 3, useful 'nan'"),
        ({"heard_1": ["1", "2", "0", "1", None, "0"]}, "row 3, heard_1 '2': neither chosen (1) nor not chosen (0)"),
        ({"age": ["41", "old", None, "1", "2", "3"]}, "row 3, age 'old': not a number that can be kept exactly"),
        ({"age": ["inf", "1e300", "12345678901234567890", "1", "2", "3"]}, "row 4, age '12345678901234567890'"),
        ({"on": ["01/02/2012", None, None, None, None, None]}, "row 2, on '01/02/2012': not a date such as"),
        ({"why": ["x" * 32_001] + [None] * 5}, "row 2, why"),
        ({"id": ["a", "b", "a", "d", "e", "f"]}, "row 4, id 'a': stands twice. Keep one row for each respondent"),
        ({"id": ["a", None, "c", "d", "e", "f"]}, "row 3, id: no respondent's id"),
        ({"wave": ["1", None, "1", "2", "2", "2"]}, "row 3, wave: no wave"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(changes, said):
    with pytest.raises(InputError) as refused:
        answers(**changes)

    assert str(refused.value).startswith("small.csv")
    assert said in str(refused.value)


def test_an_unknown_code_among_several_answers_is_refused():
    cells = raw()
    frame = cells.frame.drop("heard_1", "heard_2", "heard_3").with_columns(heard=pl.Series(["1;4"] + [None] * 5))

    with pytest.raises(InputError, match="row 2, heard '1;4': holds a code that is no answer of the codebook"):
        coded(replace(cells, frame=frame), SURVEY)


def test_many_refusals_are_counted_and_the_first_twenty_shown():
    frame = pl.DataFrame({"q": [str(value) for value in range(3, 33)]})
    survey = Survey(id="s", title="S", questions=(Question(id="q", kind=Kind.SINGLE, text="?", answers=YES_NO),))

    with pytest.raises(InputError) as refused:
        coded(RawAnswers("s.csv", frame, pl.int_range(2, 32, eager=True)), survey)

    lines = str(refused.value).split("\n")
    assert lines[0] == "s.csv: 30 values contradict the codebook; nothing was loaded."
    assert lines[-1] == "... and 10 more."


def test_a_column_that_the_file_lacks_is_refused_with_the_nearest_names():
    cells = raw()

    with pytest.raises(InputError, match=r"has no column 'useful', .* The file has 'usefull'"):
        coded(replace(cells, frame=cells.frame.rename({"useful": "usefull"})), SURVEY)


def test_a_question_asked_only_in_other_waves_may_be_absent():
    cells = raw(wave=["2"] * 6)
    asked = replace(SURVEY.find("heard"), wordings=(Wording(text=SURVEY.find("heard").text, waves=(1,)),))
    survey = replace(SURVEY, questions=tuple(asked if q.id == "heard" else q for q in SURVEY.questions))

    found = coded(replace(cells, frame=cells.frame.drop("heard_1", "heard_2", "heard_3")), survey).frame

    assert found["heard_2"].dtype == pl.Boolean
    assert found["heard_2"].null_count() == 6


def test_an_answer_in_a_wave_in_which_it_was_not_asked_is_a_contradiction():
    asked = replace(SURVEY.find("useful"), wordings=(Wording(text="How useful was it?", waves=(2,)),))
    survey = replace(SURVEY, questions=tuple(asked if q.id == "useful" else q for q in SURVEY.questions))

    with pytest.raises(InputError, match="row 2, useful: answered in wave 1, in which the codebook says"):
        coded(raw(), survey)


def test_a_file_without_respondents_is_refused():
    with pytest.raises(InputError, match=r"small.csv: holds no respondents"):
        coded(replace(raw(), frame=raw().frame.clear(), rows=raw().rows.clear()), SURVEY)


def test_an_analyst_is_told_of_columns_left_out_weights_and_strays():
    cells = raw(w=["0", None, "1", "1", "1", "-1"], took_part=["2"] * 6)
    frame = cells.frame.with_columns(pl.lit("x").alias(f"other {i}") for i in range(12))

    notes = " ".join(coded(replace(cells, frame=frame), SURVEY).notes)

    assert "12 columns are not in the codebook and were left out: 'other 0'," in notes
    assert "3 of 6 respondents have no positive weight in 'w'" in notes
    assert "4 respondents answered 'useful' past the filter 'took_part'" in notes


@pytest.mark.parametrize(
    ("codes", "dtype"),
    [([1, 2], pl.Int16), ([1, 40_000], pl.Int32), ([1, 3 << 31], pl.Int64), ([0.5, 1], pl.Float64), (["a"], pl.String)],
)
def test_codes_take_the_smallest_type_that_holds_them(codes, dtype):
    answers_ = tuple(Answer(code=code, label=f"answer {code}") for code in codes)
    question = Question(id="q", kind=Kind.SINGLE, text="?", answers=answers_)
    survey = Survey(id="s", title="S", questions=(question,), roles=Roles())
    frame = pl.DataFrame({"q": [str(code) for code in codes]})

    found = coded(RawAnswers("s.csv", frame, pl.int_range(2, len(codes) + 2, eager=True)), survey).frame["q"]

    assert found.dtype == dtype
    assert found.to_list() == codes
