"""What changed between two views of a council."""

from dataclasses import replace

import pytest

from sectorled.briefing.changed import Moved, Revision, changed, figures_of
from sectorled.briefing.what_changed import what_changed
from tests.briefing.council import BEFORE, LATEST, area, line, then

OLD = line(period=BEFORE, period_spoken="2023/24", standing=area(36.1, previous=None))
NOW = line()


def told(before, now, **options):
    figures = figures_of(now, **options)
    found = changed(figures_of(before, **options), figures, since="last time")
    return found, [sentence.words for sentence in what_changed(found, figures, value_id="v")]


def test_a_newer_period_is_new_and_not_revised():
    found, words = told([OLD], [NOW])

    assert found.new == ("waste.recycled",)
    assert found.revised == ()
    assert words == ["Since last time: 1 newer figure."]


def test_an_earlier_value_that_came_out_otherwise_is_revised():
    found, words = told([OLD], [replace(NOW, standing=area(previous=then(36.4)))])

    assert found.revised == (Revision("waste.recycled", BEFORE, 36.1, 36.4),)
    assert words == [
        "Since last time: 1 newer figure and 1 revised figure.",
        "Household waste recycled for 2023/24 was revised from 36.1% to 36.4%.",
    ]


def test_a_value_that_was_withdrawn_is_said_to_be_gone():
    found, words = told([NOW], [replace(NOW, standing=area(None, status="suppressed"))])

    assert found.revised == (Revision("waste.recycled", LATEST, 38.3, None),)
    assert words[1].endswith("was revised from 38.3% to no figure.")


def test_a_verdict_that_moved_is_told():
    worse = replace(NOW, stands_out=True, standing=area(verdict="worse"))

    found, words = told([NOW], [worse])

    assert found.moved == (Moved("waste.recycled", "not singled out", "worse"),)
    assert words == [
        "Since last time: 1 verdict that changed.",
        "Household waste recycled: not singled out before, worse now.",
    ]


def test_the_public_is_not_told_of_verdicts():
    worse = replace(NOW, stands_out=True, standing=area(verdict="worse"))

    found, words = told([NOW], [worse], verdicts=False)

    assert not found.any
    assert words == ["Nothing has changed since last time."]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ([NOW], [NOW], "Nothing has changed since last time."),
        ([], [NOW], "Since last time: 1 newer figure."),
        ([NOW, replace(NOW, metric="b")], [], "Since last time: 2 measures no longer published."),
        ([OLD, NOW], [replace(NOW, metric="b"), replace(NOW, metric="c")],
         "Since last time: 2 newer figures and 1 measure no longer published."),
    ],
)  # fmt: skip
def test_what_is_new_and_gone_is_counted(before, now, said):
    assert told(before, now)[1][0] == said
