"""SPSS files: what their labels make of them, and that no broken file does worse than be refused."""

import json
import random
import struct
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from sectorled.warehouse.answers.codebook import survey_of, to_json
from sectorled.warehouse.answers.export import write_sav
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.questions import Answer, Kind, Measure, Question, Range
from sectorled.warehouse.answers.readers import sav_process
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import answers, csv_of, refusal


def saved(folder: Path, frame: dict[str, list[object]], sets: str = "", **options) -> Path:
    """A file written by the library alone, with a record of multiple-response sets where given."""
    place = folder / "data.sav"
    pyreadstat.write_sav(pl.DataFrame(frame), str(place), **options)
    if sets:
        head, mark, tail = place.read_bytes().partition(struct.pack("<iiii", 7, 3, 4, 8))
        place.write_bytes(head + struct.pack("<iiii", 7, 7, 1, len(sets)) + sets.encode() + mark + tail)
    return place


def test_labels_missing_values_and_formats_make_the_questions(tmp_path):
    place = saved(
        tmp_path,
        {
            "q1": [1, 2, 9],
            "age": [20.5, 98.0, None],
            "sex": ["M", "F", ""],
            "why": ["=1", "", "x"],
            "took": [60, 1, 2],
        },
        file_label="Feedback 2018",
        column_labels={"q1": "Was it good?", "sex": "Sex"},
        variable_value_labels={"q1": {1: "Yes", 2: "No", 9: "Refused"}, "sex": {"M": "Male", "F": "Female"}},
        missing_ranges={"q1": [9], "age": [{"lo": 98, "hi": 99}]},
        variable_measure={"q1": "nominal", "age": "scale"},
        variable_format={"took": "TIME8"},
    )

    found = read_survey(place)

    good = Answer(code=1, label="Yes"), Answer(code=2, label="No"), Answer(code=9, label="Refused")
    assert found.survey.title == "Feedback 2018"
    assert found.survey.find("q1") == Question(
        id="q1", kind=Kind.SINGLE, text="Was it good?", answers=good, missing=(9,), measure=Measure.NOMINAL
    )
    age, took = found.survey.find("age"), found.survey.find("took")
    assert (age.kind, age.missing, age.text) == (Kind.NUMERIC, (Range(low=98, high=99),), "age")
    assert (took.kind, took.unit) == (Kind.NUMERIC, "seconds")
    assert found.frame["sex"].to_list() == ["M", "F", None]
    assert found.frame["why"].to_list() == ["=1", None, "x"]
    assert "data.sav: 3 variables have no label and are called by their names." in found.notes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("labels", "codes", "shown"),
    [
        ({0: "Not at all", 10: "Completely"}, [0, 5, 10], list(range(11))),
        ({1: "Agree", 3: "Neither", 5: "Disagree"}, [2, 4], [1, 2, 3, 4, 5]),
    ],
)
def test_a_scale_labelled_at_some_points_shows_the_others_as_they_are(tmp_path, labels, codes, shown):
    found = read_survey(saved(tmp_path, {"q": codes}, variable_value_labels={"q": labels}))

    assert [answer.code for answer in found.survey.find("q").answers] == shown
    assert any("labelled at some points of its scale" in note for note in found.notes)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("labels", "values", "said"),
    [
        ({1: "Yes", 2: "No"}, [1, 7, 7], "row 2, q '7': has no label, while other values have"),
        ({1: "A", 2: "B", 4: "D", 5: "E"}, [1, 2, 3], "row 3, q '3': has no label"),
        ({1: "Low", 5: "High"}, [1.0, 2.5], "row 2, q '2.5': has no label"),
        ({0: "None", 1000: "Many"}, [500], "row 1, q '500': has no label"),
        ({"M": "Male"}, ["M", "F"], "row 2, q 'F': has no label"),
    ],
)
def test_a_forgotten_label_is_refused_with_its_row(tmp_path, labels, values, said):
    with pytest.raises(InputError) as refused:
        read_survey(saved(tmp_path, {"q": values}, variable_value_labels={"q": labels}))

    assert f"data.sav, {said}" in str(refused.value)


def test_a_number_with_a_label_or_two_stays_a_number(tmp_path):
    found = read_survey(
        saved(
            tmp_path,
            {"n": [0, 3, 1500, 99]},
            variable_value_labels={"n": {0: "None", 99: "Refused"}},
            missing_ranges={"n": [99]},
            variable_measure={"n": "scale"},
        )
    )

    assert found.survey.find("n").kind is Kind.NUMERIC
    assert found.survey.find("n").answers == (Answer(code=99, label="Refused"),)
    assert any("the labels of some of its values are not kept" in note for note in found.notes)


def test_sets_of_dichotomies_and_of_categories_become_multiple_response(tmp_path):
    sets = "$ways=D1 1 9 How heard? web post\n$why=C 4 Why? why_a why_b\n"
    frame = {"web": [1, 0, None, 9], "post": [1, 0, None, 0], "why_a": [1, 3, None, 9], "why_b": [2, None, None, None]}
    labels = {"why_a": {1: "Cheap", 2: "Near", 3: "Good", 9: "Refused"}}
    place = saved(
        tmp_path,
        frame,
        sets.replace("9 How heard?", "10 How heard?"),
        variable_value_labels=labels | {"why_b": labels["why_a"]},
        missing_ranges={"web": [9], "why_a": [9]},
    )

    found = read_survey(place)

    assert found.survey.find("ways").columns == ("web", "post")
    assert found.frame["web"].to_list() == [True, False, None, None]
    assert found.frame["why_2"].to_list() == [True, False, None, None]
    assert found.frame["why_3"].to_list() == [False, True, None, None]
    assert any("order of mention in the set 'why' is not kept" in note for note in found.notes)


@pytest.mark.slow
def test_a_mention_without_a_label_is_refused(tmp_path):
    labels = {"why_a": {1: "Cheap"}, "why_b": {1: "Cheap"}}
    place = saved(
        tmp_path, {"why_a": [1, 1], "why_b": [None, 2]}, "$why=C 4 Why? why_a why_b\n", variable_value_labels=labels
    )

    with pytest.raises(InputError, match=r"data\.sav, row 2, why_b '2': has no label in a multiple-response set"):
        read_survey(place)


@pytest.mark.slow
def test_a_set_whose_variables_are_gone_is_left_out_with_a_note(tmp_path):
    sets = "$one=D1 1 1 A a b\n$two=D1 1 1 B b c\n"

    found = read_survey(saved(tmp_path, {"a": [1], "b": [0], "c": [1]}, sets))

    assert found.survey.find("one").kind is Kind.MULTIPLE
    assert found.survey.find("c").kind is Kind.NUMERIC
    assert any("the set 'two' names variables that the file lacks or another set has" in note for note in found.notes)


def test_open_ranges_and_missing_dates_are_kept_apart_from_answers(tmp_path):
    options = {"missing_ranges": {"n": [{"lo": float("-inf"), "hi": 0}], "on": [{"lo": 0, "hi": 86_400}]}}
    found = read_survey(
        saved(tmp_path, {"n": [-5, 3], "on": [0, 86_400 * 500]}, variable_format={"on": "DATE11"}, **options)
    )

    number = found.survey.find("n")
    assert [number.is_missing(value) for value in (-5, 0, 3)] == [True, True, False]
    assert survey_of("again", json.loads(to_json(found.survey))) == found.survey
    assert [str(value) for value in found.frame["on"]] == ["None", "1584-02-26 00:00:00"]


def test_a_date_that_no_calendar_has_is_refused(tmp_path):
    place = saved(tmp_path, {"on": [1e12]}, variable_format={"on": "DATETIME20"})

    with pytest.raises(InputError, match=r"data\.sav, row 1, on 1000000000000\.0: is no date"):
        read_survey(place)


def test_a_codebook_that_contradicts_the_labels_is_refused(tmp_path):
    place = saved(tmp_path, {"q": [1]}, variable_value_labels={"q": {1: "Yes"}})
    book = csv_of(tmp_path, "book.csv", "variable,kind,text,code,label\nq,single,Q?,,\nq,,,1,No\n")

    with pytest.raises(InputError, match=r"data\.sav, q, code 1: is labelled 'Yes' in the file and 'No' in"):
        read_survey(place, book)


@pytest.mark.slow
def test_a_codebook_adds_what_the_file_lacks(tmp_path):
    place = saved(tmp_path, {"q": [1, 7]}, variable_value_labels={"q": {1: "Yes"}})
    book = csv_of(tmp_path, "book.csv", "variable,kind,text,code,label\nq,single,Q?,,\nq,,,1,Yes\nq,,,7,Never heard\n")

    assert read_survey(place, book).frame["q"].to_list() == [1, 7]


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"$FL2", b"not a file of SPSS", b"$FL2@(#) SPSS DATA FILE" + b"\0" * 400])
def test_what_is_no_spss_file_is_refused_with_a_remedy(tmp_path, content):
    (tmp_path / "data.sav").write_bytes(content)

    with pytest.raises(InputError, match=r"data\.sav: cannot be read as an SPSS file \(.+\)\. Save it anew"):
        read_survey(tmp_path / "data.sav")


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95, 0.999])
def test_a_truncated_file_is_refused(tmp_path, share):
    write_sav(answers(), tmp_path)
    content = (tmp_path / "answers.sav").read_bytes()
    (tmp_path / "answers.sav").write_bytes(content[: int(len(content) * share)])

    with pytest.raises(InputError, match=r"answers\.sav"):
        read_survey(tmp_path)


def test_a_file_that_claims_too_much_is_refused(tmp_path, monkeypatch):
    write_sav(answers(), tmp_path)
    monkeypatch.setattr(sav_process, "MAX_CELLS", 10)

    with pytest.raises(ValueError, match="it claims 6 respondents of 15 variables"):
        sav_process.parsed(str(tmp_path / "answers.sav"))


def test_the_process_answers_on_its_output_or_says_why_not(tmp_path, capfdbinary, monkeypatch):
    monkeypatch.setattr(sav_process.resource, "setrlimit", lambda *_: None)
    write_sav(answers(), tmp_path)

    assert sav_process.main(str(tmp_path / "answers.sav")) == 0
    assert capfdbinary.readouterr().out.startswith(b'{"file_label": "Perceptions')
    assert sav_process.main(str(tmp_path / "nothing.sav")) == 1
    assert b"nothing.sav" in capfdbinary.readouterr().err


def damaged(content: bytes, seed: int) -> bytes:
    """The file with some bytes changed, lost or put in."""
    dice, broken = random.Random(seed), bytearray(content)  # noqa: S311 - damage, not secrets
    for _ in range(dice.choice([1, 2, 5, 20])):
        at = dice.randrange(len(broken))
        action = dice.random()
        if action < 0.7:
            broken[at] = dice.choice([0, 255, 127, 128, dice.randrange(256)])
        elif action < 0.85:
            del broken[at : at + dice.randrange(1, 40)]
        else:
            broken[at:at] = dice.randbytes(dice.randrange(1, 16))
    return bytes(broken)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [345, 569, 661, 672, *range(36)])  # the first four crash the C library
def test_no_damaged_file_does_worse_than_be_refused(tmp_path, seed):
    write_sav(answers(), tmp_path)
    (tmp_path / "codebook.json").unlink()
    (tmp_path / "answers.sav").write_bytes(damaged((tmp_path / "answers.sav").read_bytes(), seed))

    said = refusal(read_survey, tmp_path / "answers.sav")

    assert said is None or "answers.sav" in said
