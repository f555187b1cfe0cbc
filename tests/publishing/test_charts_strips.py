"""Strips: a row a measure, each with the group as ticks and one's own value with its interval."""

from dataclasses import replace

import pytest

from sectorled.publishing.charts.strips import StripRow, strips
from sectorled.publishing.table import missing, number
from tests.publishing.samples import CAPTION


def percent(value, name):
    return number(value, value_id=name, decimals=1, unit="%")


ROW = StripRow("Recycled", percent(38.3, "own"), percent(44.1, "mid"), (34.1, 44.1, 49.1), verdict="worse")


def marks(*rows):
    """What is drawn: the ticks of each row, then its own mark."""
    return strips(rows, CAPTION, own="Amberfold").drawing["layer"][0]["data"]["values"]


def test_the_group_lies_about_its_median_and_the_furthest_reaches_the_edge():
    places = [mark["at"] for mark in marks(ROW)]

    assert places == pytest.approx([-1.0, 0.0, 0.5, -0.58])


def test_low_is_good_turns_the_row_round():
    low = StripRow("Late", percent(38.3, "own"), percent(44.1, "mid"), (44.1, 52.1), higher_is_right=False)

    assert [mark["at"] for mark in marks(low)] == pytest.approx([0.0, -1.0, 0.725])


def test_an_interval_is_drawn_whole_and_stands_in_the_table():
    sure = StripRow(
        "Recycled", percent(38.3, "own"), percent(44.1, "mid"), (44.1,), percent(28.1, "low"), percent(48.5, "up")
    )

    own = marks(sure)[-1]

    assert (own["from"], own["to"]) == pytest.approx((-1.0, 0.275))
    assert [c.full for c in strips([sure], CAPTION, own="A").table().columns][1:3] == ["95% from", "95% to"]


def test_without_intervals_the_table_has_no_columns_for_them():
    blank = StripRow("Recycled", percent(38.3, "own"), percent(44.1, "mid"), (), missing("x"), missing("x"))

    chart = strips([blank], CAPTION, own="Amberfold")

    assert [column.full for column in chart.table().columns] == ["Value", "Median of the group", "Verdict"]
    assert "from" not in marks(blank)[-1]


def test_what_is_drawn_is_said_in_words():
    chart = strips([ROW], replace(CAPTION, alternative=None), own="Amberfold")

    assert chart.alternative == (
        "Amberfold beside the others of its group. Recycled: 38.3%, lower than 2 and higher than 1 of the others, "
        "whose median is 44.1% (worse)."
    )
    assert "worse" in chart.svg()


def test_one_row_leaves_its_name_and_verdict_to_the_sentence_above_it():
    alone, several = (strips(rows, CAPTION, own="Amberfold").svg() for rows in ([ROW], [ROW, ROW]))

    for word in ("Recycled", "worse", "Amberfold"):
        assert f">{word}</text>" not in alone
        assert f">{word}</text>" in several
    assert ">38.3%</text>" in alone
