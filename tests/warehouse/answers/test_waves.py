"""Waves put together keep each its words: gaps are gaps, and a change of wording is a break with both wordings."""

from dataclasses import replace

import polars as pl
import pytest

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Answer, Kind, Net, Question, Roles, Survey, Wave, Wording
from sectorled.warehouse.answers.waves import history, together
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import YES_NO, answers

ROLES = (Answer(code=1, label="Leader"), Answer(code=2, label="Chief executive"))


def wave(year, *questions, **columns) -> Answers:
    """A file of one wave; every question has two respondents unless given."""
    survey = Survey(id="p", title="P", questions=questions, waves=(Wave(code=year, label=str(year)),))
    data = {column: columns.get(column, [1, 2]) for column in survey.columns}
    return Answers(survey, pl.DataFrame(data, dict.fromkeys(data, pl.Int16)))


AWARE = Question(id="aware", kind=Kind.SINGLE, text="Have you heard of it?", answers=YES_NO)
ROLE = Question(id="role", kind=Kind.SINGLE, text="Role", answers=ROLES)


def three_waves() -> Answers:
    """A question dropped after the first wave, one reworded in the third, a role added in the second."""
    added = replace(ROLE, answers=(*ROLES, Answer(code=3, label="Opposition leader")))
    useful = Question(id="useful", kind=Kind.SINGLE, text="How helpful?", answers=YES_NO)
    return together(
        [
            wave(2016, ROLE, AWARE, useful),
            wave(2017, added, useful, role=[2, 3]),
            wave(2019, added, replace(useful, text="How useful?"), role=[3, 3]),
        ]
    )


def test_waves_stand_together_with_their_words():
    found = three_waves()

    assert found.frame["wave"].to_list() == [2016, 2016, 2017, 2017, 2019, 2019]
    assert found.frame["aware"].to_list() == [1, 2, None, None, None, None]
    assert [a.label for a in found.survey.find("role").answers] == ["Leader", "Chief executive", "Opposition leader"]
    assert found.survey.find("useful").wordings == (
        Wording(text="How helpful?", waves=(2016, 2017), answers=YES_NO),
        Wording(text="How useful?", waves=(2019,), answers=YES_NO),
    )


def test_a_question_that_was_dropped_has_gaps_and_no_zeros():
    asked = history(three_waves(), "aware")

    assert [each.text for each in asked] == ["Have you heard of it?", None, None]
    assert not any(each.is_break for each in asked)


def test_a_changed_wording_is_a_break_that_shows_both():
    asked = history(three_waves(), "useful")

    assert [each.is_break for each in asked] == [False, False, True]
    assert asked[2].change == "Asked before as: 'How helpful?'. Now: 'How useful?'."


def test_answers_added_are_a_break_that_names_them():
    asked = history(three_waves(), "role")

    assert [each.change for each in asked] == ["", "Answers added: Opposition leader.", ""]


def test_answers_dropped_and_reworded_are_named():
    parts = [
        wave(1, ROLE),
        wave(2, replace(ROLE, answers=(Answer(code=1, label="Leader of the council"),)), role=[1, 1]),
    ]

    (_, second) = history(together(parts), "role")

    assert second.change == (
        "Answers no longer offered: Chief executive. Answers reworded: Leader (now Leader of the council)."
    )


def test_a_gap_between_two_waves_does_not_hide_a_break():
    parts = [wave(1, AWARE), wave(2, ROLE), wave(3, replace(AWARE, text="Do you know it?"))]

    asked = history(together(parts), "aware")

    assert [(each.text is None, each.is_break) for each in asked] == [(False, False), (True, False), (False, True)]


def test_a_wave_without_answers_was_not_asked_whatever_the_codebook_says():
    found = answers(useful=["1", "9", None, None, None, None])

    assert [each.text for each in history(found, "useful")] == ["How helpful was it?", None]
    assert [each.text for each in history(found, "heard_2")] == ["How did you hear of it?"] * 2


def test_files_of_several_waves_can_be_put_together():
    first, second = answers(), answers(wave=["2"] * 6)
    early = Answers(replace(first.survey, waves=first.survey.waves[:1]), first.frame.filter(pl.col("wave") == 1))
    late = Answers(replace(second.survey, waves=second.survey.waves[1:]), second.frame)

    found = together([early, late])

    assert found.survey.find("useful").wordings[0].waves == (1,)
    assert found.survey.find("wave").wordings == ()
    assert found.survey.find("useful").nets == answers().survey.find("useful").nets
    assert found.frame.height == 9


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "No waves were given"),
        ([wave(1, AWARE), wave(1, AWARE)], "p: the wave 1 comes twice"),
        (
            [wave(1, AWARE), wave(2, replace(AWARE, kind=Kind.NUMERIC, answers=()))],
            "p, aware: is numeric in one wave and single in another. Give it two ids",
        ),
        (
            [wave(1, ROLE), wave(2, replace(ROLE, missing=(2,)))],
            "'Chief executive' is declared missing in another wave",
        ),
        (
            [Answers(replace(wave(1, AWARE).survey, waves=()), wave(1, AWARE).frame)],
            "p: does not say of which wave it is",
        ),
        ([wave(1, replace(AWARE, id="wave"))], "p: does not say of which wave it is"),
        (
            [
                wave(1, ROLE),
                wave(2, replace(ROLE, answers=ROLES[:1], nets=(Net(id="n", label="N", codes=(2, 2)),)), role=[1, 1]),
            ],
            "the net 'n' names no code, or one twice",
        ),
    ],
)
def test_waves_that_contradict_each_other_are_refused(parts, said):
    with pytest.raises(InputError) as refused:
        together(parts)

    assert said in str(refused.value)


def test_a_history_needs_a_question_and_waves():
    without = Answers(replace(answers().survey, roles=Roles()), answers().frame)

    with pytest.raises(InputError, match="has no question 'nothing' or no waves"):
        history(answers(), "nothing")
    with pytest.raises(InputError, match="has no question 'useful' or no waves"):
        history(without, "useful")
