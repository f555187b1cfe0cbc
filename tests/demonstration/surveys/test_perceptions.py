"""The fictional perceptions survey: people of councils that existed, in waves whose questions changed."""

from datetime import date

import polars as pl
import pytest

from sectorled.demonstration.surveys.perceptions import YEARS
from sectorled.warehouse.answers.waves import history

EVERY_ROLE = {1, 2, 3, 4, 5, 6, 7}


def test_each_wave_has_about_a_thousand_people_of_every_role_but_one_that_was_added(perceptions):
    frame = perceptions.frame

    replies = dict(frame.group_by("wave").len().iter_rows())
    roles = {wave: set(people["role"]) for (wave,), people in frame.group_by("wave")}

    assert set(replies) == set(YEARS)
    assert all(900 <= count <= 1100 for count in replies.values())
    assert roles == {2021: EVERY_ROLE - {4}, 2023: EVERY_ROLE, 2025: EVERY_ROLE}


def test_everybody_is_of_a_council_of_that_region_and_type_that_existed_then(perceptions, world):
    areas = {row["code"]: row for row in world.areas.iter_rows(named=True)}
    questions = {q.id: {a.code: a.label for a in q.answers} for q in perceptions.survey.questions}

    for wave, council, region, kind in perceptions.frame.select("wave", "council", "region", "type").iter_rows():
        area, day = areas[council], date(wave, 9, 13)
        assert area["start"] <= day
        assert area["end"] is None or area["end"] > day
        assert questions["region"][region] == area["region"]
        assert questions["type"][kind].lower() == area["kind"]
        assert questions["council"][council] == area["name"]


def test_a_council_has_one_leader_and_one_chief_executive_at_most(perceptions):
    heads = perceptions.frame.filter(pl.col("role").is_in([1, 2]))

    assert heads.group_by("wave", "council", "role").len()["len"].max() == 1


def test_councils_that_merged_answer_for_themselves_before_and_together_after(perceptions, world):
    ended = world.areas.filter(pl.col("end").is_between(date(2021, 9, 14), date(2025, 9, 13)), kind="unitary")

    (code,) = ended["code"]
    assert set(perceptions.frame.filter(council=code)["wave"]) == {2021}


def test_wording_changed_once_and_a_question_was_dropped(perceptions):
    informed = [(one.wave.label, one.is_break) for one in history(perceptions, "informed")]
    website = [one.text is not None for one in history(perceptions, "website")]

    assert informed == [("2021", False), ("2023", True), ("2025", False)]
    assert website == [True, True, False]


def test_weights_are_one_on_average_and_larger_where_fewer_replied(perceptions):
    weights = perceptions.frame.group_by("wave").agg(pl.col("weight").mean().alias("mean"))
    by_role = perceptions.frame.group_by("role").agg(pl.col("weight").mean()).sort("weight")

    assert weights["mean"].to_list() == pytest.approx([1.0] * 3, abs=1e-5)
    assert by_role["role"].to_list()[-1] == 5


def test_only_those_led_to_a_question_answered_it(perceptions):
    frame, notes = perceptions.frame, perceptions.notes

    asked = frame.filter(pl.col("useful").is_not_null())
    followed = frame.filter(pl.col("changed").is_not_null())

    assert set(asked["challenged"]) == {1}
    assert set(followed["useful"]) == {1, 2}
    assert not any("past the filter" in note for note in notes)


def test_whoever_heard_of_nothing_heard_of_none_of_these(perceptions):
    heard = pl.any_horizontal(f"aware_{code}" for code in range(1, 6))

    assert perceptions.frame.filter(heard == pl.col("aware_6")).height == 0


def test_years_have_codes_and_a_range_for_no_answer(perceptions):
    years = perceptions.survey.find("years")

    held = set(perceptions.frame["years"].to_list())
    assert {94.0, 98.0} <= held
    assert {year for year in held if not years.is_missing(year)} <= set(range(46))
