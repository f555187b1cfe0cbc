"""The question bank: columns, missing codes, wordings by wave, chains of filters, variables of a table."""

from dataclasses import replace

import pytest

from sectorled.warehouse.answers.questions import Answer, Kind, Question, Range, Roles, Survey, Wave, plain, variable_of
from tests.warehouse.answers.small_survey import SCALE, SURVEY, YES_NO


def test_each_kind_has_its_columns():
    columns = {question.id: question.columns for question in SURVEY.questions}

    assert columns["useful"] == ("useful",)
    assert columns["heard"] == ("heard_1", "heard_2", "heard_3")
    assert columns["agree"] == ("agree_a", "agree_b")


def test_codes_that_are_texts_name_the_columns_of_a_multiple_response():
    answers = (Answer(code="by_letter", label="Letter"), Answer(code="online", label="Web"))

    assert Question(id="q", kind=Kind.MULTIPLE, text="?", answers=answers).columns == ("by_letter", "online")


@pytest.mark.parametrize(
    ("code", "missing"), [(9, True), (9.0, True), (1, False), (95, True), (99.5, True), (100, False), ("9", False)]
)
def test_missing_codes_and_ranges_stand_for_no_answer(code, missing):
    question = Question(id="q", kind=Kind.SINGLE, text="?", answers=SCALE, missing=(9, Range(low=95, high=99.5)))

    assert question.is_missing(code) is missing


def test_a_missing_answer_is_not_among_those_that_count():
    assert [answer.code for answer in SURVEY.find("useful").valid_answers] == [1, 2, 3]


@pytest.mark.parametrize(("given", "code"), [(1.0, 1), (1.5, 1.5), (2, 2), ("1.0", "1.0")])
def test_a_whole_fraction_is_a_whole_number(given, code):
    assert plain(given) == code
    assert type(plain(given)) is type(code)


def test_a_question_has_the_wording_of_its_wave_and_none_where_it_was_not_asked():
    useful, region = SURVEY.find("useful"), SURVEY.find("region")

    assert useful.wording_in(1).text == "How helpful was it?"
    assert useful.wording_in(2).text == "How useful was it?"
    assert useful.wording_in(3) is None
    assert region.wording_in(3).text == "Region"


def test_waves_not_described_are_those_of_the_column():
    assert replace(SURVEY, waves=()).known_waves == (Wave(code=1, label="2012"), Wave(code=2, label="2013"))
    assert replace(SURVEY, waves=(), roles=Roles()).known_waves == ()


def test_a_chain_leads_through_every_filter_once():
    first = Question(id="a", kind=Kind.SINGLE, text="A?", answers=YES_NO)
    second = replace(first, id="b", asked_if={"a": (1,)})
    third = replace(first, id="c", asked_if={"a": (1,), "b": (1,)})
    survey = Survey(id="s", title="S", questions=(first, second, third))

    assert survey.chain("c") == ("a", "b", "c")
    assert survey.chain("a") == ("a",)


def test_the_council_is_the_cluster_unless_another_is_named():
    assert Roles(council="council").clusters == "council"
    assert Roles(council="council", cluster="ward").clusters == "ward"
    assert Roles().clusters is None


def test_variables_have_the_codes_that_count_and_their_labels():
    useful, web = variable_of(SURVEY, "useful"), variable_of(SURVEY, "heard_3")

    assert (useful.codes, useful.labels) == ((1, 2, 3), ("Very useful", "Fairly useful", "Not useful"))
    assert (web.label, web.codes, web.labels) == ("Web", (True, False), ("Web", "Not chosen"))
    assert variable_of(SURVEY, "agree_b").label == "... was short"


@pytest.mark.parametrize("name", ["age", "why", "on", "heard", "agree", "nothing"])
def test_what_has_no_codes_in_one_column_is_no_variable(name):
    assert variable_of(SURVEY, name) is None
