"""Codebooks as JSON, TOML, a plain table or metadata by columns give the same checked survey."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.answers.codebook import read_codebook, survey_of, to_json
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Measure, Question, Range, Roles
from sectorled.warehouse.files import Files
from sectorled.warehouse.tidy import InputError
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers.small_survey import SURVEY, csv_of, refusal

TOML = """
id = "feedback"
title = "Feedback"
[roles]
weights = ["w"]
[[waves]]
code = 1
label = "Spring"
start = 2024-03-01
[[schedules]]
programme = "Leadership"
stage = "impact"
from_days = 180
to_days = 300
[[questions]]
id = "w"
kind = "numeric"
text = "Weight"
[[questions]]
id = "q1"
kind = "single"
text = "Was it good?"
answers = [{code = 1.0, label = "Yes"}, {code = 2, label = "No"}, {code = 9, label = "Refused"}]
missing = [9, {low = 90, high = 99}]
"""
TABLE = """variable,kind,text,code,label,missing,base,item,role,measure,unit
id,open,Respondent,,,,,,respondent,,
w,numeric,Weight,,,,,,weight,scale,
w2,numeric,Weight 2,,,,,,weight,,
age,numeric,Age,,,900-998; 999,All,,,,years
q1,single,Was it good?,,,,All,,,ordinal,
q1,,,1,Yes,,,,,,
,,,2,No,,,,,,
,,,9,Refused,yes,,,,,
sex,single,Sex,,,,,,,,
,,,M,Male,,,,,,
,,,F,Female,,,,,,
,,,X,Not said,yes,,,,,
g,grid,Do you agree?,,,,,,,,
,,,1,Yes,,,,,,
,,,2.5,Half,,,,,,
,,,,... clear,,,g_a,,,
,,,,,,,g_b,,,
"""


def read(folder, name, text):
    with Files.open(csv_of(folder, name, text)) as files:
        return read_codebook(files, name)


def test_json_reads_back_to_the_same_survey(tmp_path):
    assert read(tmp_path, "codebook.json", to_json(SURVEY)) == SURVEY


def test_toml_says_the_same_as_json(tmp_path):
    survey = read(tmp_path, "codebook.toml", TOML)

    assert survey.find("q1").answers[0].code == 1
    assert isinstance(survey.find("q1").answers[0].code, int)
    assert survey.find("q1").missing == (9, Range(low=90, high=99))
    assert survey.waves[0].start.isoformat() == "2024-03-01"
    assert survey.schedules[0].to_days == 300
    assert survey_of("again", json.loads(to_json(survey))) == survey


def test_a_plain_table_describes_questions_answers_items_and_roles(tmp_path):
    survey = read(tmp_path, "my codebook.csv", TABLE)

    assert survey.id == "my-codebook"
    assert survey.roles == Roles(respondent="id", weights=("w", "w2"))
    assert survey.find("age") == Question(
        id="age", kind=Kind.NUMERIC, text="Age", missing=(Range(low=900, high=998), 999), base="All", unit="years"
    )
    good = survey.find("q1")
    assert (good.measure, good.missing, [a.label for a in good.answers]) == (
        Measure.ORDINAL,
        (9,),
        ["Yes", "No", "Refused"],
    )
    assert survey.find("sex").missing == ("X",)
    grid = survey.find("g")
    assert grid.items == (Item(id="g_a", label="... clear"), Item(id="g_b", label="g_b"))
    assert grid.answers[1] == Answer(code=2.5, label="Half")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("variable,kind,text", "name,type,text"), "no column variable, kind"),
        (("unit\n", "units\n"), "the column 'units' is not known"),
        (("id,open", "id,"), "row 2, variable: a question needs a variable and a kind"),
        (("w,numeric", "w,number"), "row 3, kind: 'number' is not known. Use one of: single, multiple"),
        ((",,,2,No", ",,,2,"), "row 8, label: a code without its words"),
        (("weight,scale", "weight,big"), "row 3, measure: 'big' is not known"),
        (("weight,scale", "boss,scale"), "row 3, role: 'boss' is not known"),
        (("weight,scale", "respondent,scale"), "row 3, role: a second respondent"),
        (("900-998; 999", "900-998; none"), "row 5, missing: 'none' is neither a code nor a range"),
        ((",,,2,No,,,,,,", ",,,2,No"), "row 8"),
        ((",,,2,No", "q2,,,2,No"), "row 8, variable: a question needs a variable and a kind"),
        ((",,,2,No", ",,,1,No"), "'q1': the code 1 has two labels"),
    ],
)
def test_a_fault_in_a_plain_table_is_named_with_its_row(tmp_path, change, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, "codebook.csv", TABLE.replace(*change, 1))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not valid JSON"),
        ("[]", "the whole: is not a set of fields and their values"),
        ("{}", "id: is needed and not there"),
        (
            '{"id": "a", "title": "A", "questions": [], "colour": 1}',
            "colour '1': is no field of a codebook at this place",
        ),
        (
            '{"id": "a", "title": "A", "questions": [{"id": "q", "kind": "choice", "text": "?"}]}',
            "questions[1].kind 'choice'",
        ),
        (
            '{"id": "a", "title": "A", "questions": [{"id": "q", "text": "?", "answers": [{"code": true}]}]}',
            "questions[1].answers[1].code",
        ),
        ('{"id": "a", "title": "A", "questions": [{"id": "q", "kind": "open", "text": NaN}]}', "NaN is not a number"),
    ],
)
def test_a_fault_in_a_tree_is_named_with_its_place(tmp_path, text, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, "codebook.json", text)

    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["id = ", "id = 1", "\x00", 'a = "' + "[" * 5000])
def test_broken_toml_is_refused(tmp_path, text):
    with pytest.raises(InputError, match=r"codebook\.toml"):
        read(tmp_path, "codebook.toml", text)


def by_columns(**changes):
    """Metadata by columns of a wave, a weight, a grid and several answers."""
    scale = [{"value": 1, "text": {"en-GB": "Yes"}}, {"value": 2, "text": {"en-GB": "No", "cy": "Na"}}]
    tree = {
        "info": {"name": "Small one"},
        "lib": {"default text": "en-GB", "values": {"yn": scale}},
        "columns": {
            "wave": {"type": "single", "text": "Wave", "values": [{"value": 1, "text": "First"}]},
            "weight_a": {"type": "float", "text": {"en-GB": "Weight  A"}},
            "g1": {"type": "single", "text": {"en-GB": "G - one"}, "values": "lib@values@yn"},
            "g2": {"type": "single", "text": {"en-GB": "G - two"}, "values": "lib@values@yn"},
            "q": {"type": "delimited set", "text": {"en-GB": "Q?"}, "values": scale},
            "took": {"type": "time", "text": {"en-GB": "Took"}},
            "bare": {"type": "string"},
        },
        "masks": {
            "g": {
                "text": {"en-GB": "G"},
                "values": "lib@values@yn",
                "items": [
                    {"source": "columns@g1", "text": {"en-GB": "one"}},
                    {"source": "columns@g2", "text": {"en-GB": "two"}},
                ],
            }
        },
    }
    return json.dumps(tree | changes)


def test_metadata_by_columns_keeps_grids_scales_languages_and_roles(tmp_path):
    survey = read(tmp_path, "meta.json", by_columns())

    assert survey.language == "en-GB"
    assert survey.roles == Roles(wave="wave", weights=("weight_a",))
    assert survey.find("g").items == (Item(id="g1", label="one"), Item(id="g2", label="two"))
    assert survey.find("q").answers[1] == Answer(code=2, label="No", translations={"cy": "Na"})
    assert survey.find("took").unit == "seconds"
    assert survey.find("weight_a").text == "Weight A"
    assert survey.find("bare").text == "bare"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"q": {"type": "single", "text": "Q"}}, "'q': is single and has no answers"),
        ({"q": {"type": "colour", "text": "Q"}}, "column 'q': cannot be followed"),
        ({"q": {"text": "Q"}}, "column 'q': cannot be followed"),
        ({"q": {"type": "single", "text": "Q", "values": "lib@values@gone"}}, "column 'q': cannot be followed"),
        ({"q": {"type": "single", "text": "Q", "values": [{"value": True, "text": "Y"}]}}, "column 'q'"),
        ({"q": {"type": "single", "text": {"fr": "Q"}}}, "column 'q'"),
        (
            {"g1": {"type": "single", "text": "G", "values": [{"value": 1, "text": "Aye"}]}},
            "the grid 'g' and its",
        ),
        ({"q": None}, "column 'q'"),
    ],
)
def test_metadata_that_cannot_be_followed_is_named(tmp_path, columns, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, "meta.json", by_columns(columns=columns))

    assert said in str(refused.value)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["columns", "masks", "lib", "values", "text", "type", "items", "questions", "id", "answers"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(trees)
def test_no_tree_does_worse_than_be_refused(tmp_path_factory, tree):
    said = refusal(read, tmp_path_factory.getbasetemp(), "any.json", json.dumps(tree))

    assert said is None or said.startswith("any.json")


@given(st.data())
def test_no_plain_table_does_worse_than_be_refused(tmp_path_factory, data):
    cell = st.sampled_from(["", "q", "single", "grid", "1", "9-", "yes", "weight", '"', "=1+1", "\x1b[2J", "é"])
    rows = data.draw(st.lists(st.lists(cell, min_size=11, max_size=11), max_size=5))
    text = TABLE.split("\n", 1)[0] + "\n" + "\n".join(",".join(row) for row in rows)

    said = refusal(read, tmp_path_factory.getbasetemp(), "any.csv", text)

    assert said is None or "any.csv" in said


@needs_shared
def test_the_example_of_five_waves_is_described_by_its_metadata():
    name = "example_a_meta.json"
    with Files.open(SHARED / "data" / "survey-example" / name) as files:
        survey = read_codebook(files, name)

    assert len(survey.known_waves) == 5
    assert survey.roles.weights == ("weight", "weight_a", "weight_b")
    kinds = [question.kind for question in survey.questions]
    assert (kinds.count(Kind.GRID), kinds.count(Kind.MULTIPLE)) == (6, 4)
    assert survey.find("q14_1").items[1].label == "The store was clean."
