"""What is said of change: how far, who improved from the same start, and how far from a target."""

from dataclasses import replace

import pytest

from sectorled.briefing.headline import group_table
from sectorled.briefing.overview import move
from sectorled.briefing.similar import improved_from_like_start
from sectorled.briefing.targets import target
from sectorled.warehouse.queries.similar import Improver, SimilarStarts
from tests.briefing.council import area, group, line, series

QUAYMOUTH, TALLOWGATE = Improver("X2", "Quaymouth", 73.3, 75.5), Improver("X3", "Tallowgate", 72.0, 74.0)


def test_a_move_is_said_from_its_first_figure_with_its_unit_to_its_last():
    pay = line(label="Weekly pay", unit="£ a week", decimals=0, standing=area(676.0))

    moved = move(pay, series((591.0, 620.0, 676.0))).words

    assert moved == "Weekly pay: from £591 a week in 2022/23 to £676 in 2024/25"
    assert move(pay, None).words == "Weekly pay: £676 a week in 2024/25"


@pytest.mark.parametrize(
    ("alike", "improvers", "words"),
    [
        (
            1,
            [QUAYMOUTH],
            "One council of its kind stood much like Amberfold in 2020/21 (72.3%): Quaymouth, which went from 73.3%",
        ),
        (
            3,
            [QUAYMOUTH, TALLOWGATE],
            "Of 3 councils of its kind that stood much like Amberfold in 2020/21 (72.3%), Quaymouth went from 73.3%",
        ),
    ],
)
def test_who_improved_from_the_same_start_is_told_in_whole_sentences(alike, improvers, words):
    starts = SimilarStarts("waste.recycled", "2020-04-01/P1Y", 72.3, 71.4, alike, 0.3, improvers)

    said = improved_from_like_start(line(), starts, name="Amberfold").words

    assert said.startswith(words)
    assert (" and Tallowgate went from 72.0% to 74.0%" in said) == (alike > 1)
    assert "; Amberfold itself went to 71.4%. Those who start far out" in said
    assert "rose by 0.3 points on average. Only what goes beyond" in said
    plain = improved_from_like_start(line(unit="days"), replace(starts, expected_change=-0.3), name="Amberfold").words
    assert "fell by 0.3 on average. Only what goes beyond" in plain


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(5.0, 10.0, "Its target is from 5.0% to 10.0%."), (10.0, 10.0, "Its target is 10.0%."), (None, None, "")],
)
def test_a_target_is_told_with_its_unit(low, high, words):
    assert target(line(polarity="target"), low, high).words == words


def test_a_measure_without_a_good_side_is_not_said_to_be_judged():
    notes = {
        polarity: group_table(
            line(polarity=polarity, standing=area(how_sure="counts")), group(), name=None, release="r"
        )
        for polarity in ("none", "high")
    }

    assert notes["none"].notes == ("Neither high nor low is good in itself: no judgement is made.",)
    assert "Differences are judged by the number of cases behind each figure." in notes["high"].notes
    assert "held against the others taken together" in " ".join(notes["high"].notes)
