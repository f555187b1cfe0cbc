"""A codebook that contradicts itself is refused with the question, what is wrong and what to do."""

from dataclasses import replace

import pytest

from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Net, Question, Range, Roles, Wave, Wording
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import SURVEY, YES_NO


def with_question(**fields):
    """The small survey with one more question."""
    question = Question(**({"id": "extra", "kind": Kind.SINGLE, "text": "Extra?", "answers": YES_NO} | fields))
    return replace(SURVEY, questions=(*SURVEY.questions, question))


def test_a_sound_codebook_is_handed_back():
    assert checked("codebook.json", SURVEY) is SURVEY
    assert checked("codebook.json", with_question())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "a b"}, "'a b' is no name for a column"),
        ({"id": "x" * 65}, "is no name for a column"),
        ({"id": "a\x1bb"}, "is no name for a column"),
        ({"id": "age"}, "'age' stands twice. Give each question an id of its own"),
        ({"id": "heard_1"}, "The column 'heard_1' belongs to two questions"),
        ({"text": " "}, "'extra': a text or label is blank"),
        ({"text": "?" * 4001}, "longer than 4,000 characters"),
        ({"answers": (Answer(code=1, label=" "),)}, "a text or label is blank"),
        ({"answers": tuple(Answer(code=i, label=f"{i}") for i in range(10_001))}, "has 10,001 answers"),
        ({"answers": ()}, "is single and has no answers"),
        ({"answers": (*YES_NO, Answer(code=1, label="Maybe"))}, "the code 1 has two labels"),
        ({"answers": (*YES_NO, Answer(code="DK", label="Don't know"))}, "some codes are numbers and some are texts"),
        ({"missing": ("DK",)}, "some codes are numbers and some are texts"),
        ({"answers": (Answer(code=float("nan"), label="?"),)}, "a code is no finite number"),
        ({"kind": Kind.OPEN}, "is open and has answers"),
        ({"kind": Kind.NUMERIC}, "is numeric, and 1 has a label"),
        ({"kind": Kind.NUMERIC, "answers": (Answer(code="x", label="X"),), "missing": ("x",)}, "and 'x' has a label"),
        ({"kind": Kind.MULTIPLE, "answers": (Answer(code="a b", label="A"),)}, "a code holds a space"),
        ({"kind": Kind.MULTIPLE, "missing": (9,)}, "is multiple response and declares missing codes"),
        ({"missing": (Range(low=9, high=1),)}, "the missing range 9 to 1 is empty"),
        ({"missing": (1, 2)}, "every answer is declared missing"),
        ({"items": (Item(id="i", label="I"),)}, "is single and has items"),
        ({"kind": Kind.GRID}, "is a grid without items"),
        ({"nets": (Net(id="n", label="N", codes=(7,)),)}, "the net 'n' counts 7"),
        ({"nets": (Net(id="n", label="N", codes=(1,)),), "missing": (1,)}, "the net 'n' counts 1"),
        ({"nets": (Net(id="n", label="N", codes=(1, 1)),)}, "names no code, or one twice"),
        ({"nets": (Net(id="n", label="N", codes=()),)}, "names no code, or one twice"),
        ({"nets": (Net(id="n", label="N", codes=(1,)),) * 2}, "the net 'n' stands twice"),
        ({"asked_if": {"later": (1,)}}, "is asked if 'later', which is no earlier question"),
        ({"asked_if": {"extra": (1,)}}, "is asked if 'extra', which is no earlier question"),
        ({"asked_if": {"age": (1,)}}, "is asked if 'age', which is numeric"),
        ({"asked_if": {"agree": (1,)}}, "is asked if 'agree', which is grid"),
        ({"asked_if": {"took_part": (3,)}}, "is asked if 'took_part' is 3"),
        ({"wordings": (Wording(text="Extra?", waves=(3,)),)}, "has a wording in wave 3"),
        ({"wordings": (Wording(text="Extra?", waves=(1, 1)),)}, "has two wordings in wave 1"),
        ({"wordings": (Wording(text="Old?", waves=(1,)),)}, "its text is not its last wording"),
    ],
)
def test_what_contradicts_itself_in_a_question_is_named(fields, said):
    with pytest.raises(InputError) as refused:
        checked("codebook.json", with_question(**fields))

    assert str(refused.value).startswith("codebook.json: ")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"questions": ()}, "It has no questions"),
        ({"roles": Roles(strata="nowhere")}, "The strata is said to be in 'nowhere'"),
        ({"roles": Roles(weights=("region",))}, "The weight 'region' is single. A weight is numeric"),
        ({"roles": Roles(wave="age")}, "The wave's column 'age' is numeric"),
        ({"waves": (Wave(code=1, label="A"), Wave(code=1, label="B"))}, "The wave 1 stands twice"),
        ({"waves": (Wave(code=3, label="C"),)}, "The wave 3 is no answer of 'wave'"),
    ],
)
def test_what_contradicts_itself_in_a_survey_is_named(fields, said):
    with pytest.raises(InputError) as refused:
        checked("codebook.json", replace(SURVEY, **fields))

    assert said in str(refused.value)


def test_many_contradictions_are_counted_and_the_first_twenty_shown():
    questions = tuple(Question(id=f"q{i}", kind=Kind.SINGLE, text="?") for i in range(25))

    with pytest.raises(InputError) as refused:
        checked("codebook.json", replace(SURVEY, questions=questions, roles=Roles(), waves=()))

    lines = str(refused.value).split("\n")
    assert lines[0] == "codebook.json: 25 contradictions in the codebook."
    assert len(lines) == 22
    assert lines[-1] == "... and 5 more."
