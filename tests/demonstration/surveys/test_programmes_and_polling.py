"""Fictional surveys of programmes and of residents: chains as published ones read, one truth with the metrics."""

import polars as pl
import pytest

from sectorled.analysis.words import half_up
from sectorled.demonstration.surveys.polling import AGES, METRICS, ROUNDS
from sectorled.warehouse.answers.load import read_survey


def test_the_chain_reads_31_per_cent_of_which_82_per_cent_25_of_all(impact):
    frame = impact.frame

    progressed = frame.filter(progressed=1).height
    helped = frame.filter(pl.col("programme_helped") <= 2).height

    assert frame.height == 1200
    shares = (progressed / frame.height, helped / progressed, helped / frame.height)
    assert [half_up(100 * share, 0) for share in shares] == [31, 82, 25]
    assert frame.filter(progressed=2)["programme_helped"].null_count() == frame.filter(progressed=2).height


def test_the_form_leads_to_the_question_by_the_answer_before(impact):
    assert impact.survey.find("programme_helped").asked_if == {"progressed": (1,)}
    assert impact.survey.chain("programme_helped") == ("progressed", "programme_helped")


def test_the_same_participants_give_feedback_and_say_later_what_came_of_it(folder, impact):
    feedback = read_survey(folder / "feedback" / "data")

    both = impact.frame.join(feedback.frame, on="participant", suffix="_then")

    assert 800 < both.height < 1100
    assert both.filter(pl.col("programme") != pl.col("programme_then")).height == 0
    assert both.filter(pl.col("council") != pl.col("council_then")).height == 0
    stages = {(one.programme, one.stage): (one.from_days, one.to_days) for one in feedback.survey.schedules}
    assert stages["First Steps", "feedback"] == (0, 14)
    assert stages["Directors' Exchange", "impact"] == (330, 365)


def test_twenty_rounds_of_about_a_thousand_have_weights_of_their_own(polling):
    rounds = polling.frame.group_by("round").agg(pl.len(), pl.col("weight").mean())
    young = polling.frame.filter(age=1).group_by("round").agg(pl.col("weight").sum()).sort("round")

    assert rounds.height == ROUNDS == len(polling.survey.known_waves)
    assert rounds["len"].is_between(900, 1100).all()
    assert rounds["weight"].to_list() == pytest.approx([1.0] * ROUNDS, abs=1e-5)
    sizes = rounds.sort("round")["len"].to_numpy()
    assert (young["weight"].to_numpy() / sizes) == pytest.approx([AGES[0]] * ROUNDS, abs=1e-5)


@pytest.mark.parametrize("question", METRICS)
def test_residents_say_what_the_metric_of_their_councils_says(polling, second, question):
    metric = second["observations"].filter(metric=f"fictional.{METRICS[question]}", period="2022-04-01/P1Y")
    people = polling.frame.filter(pl.col("round").is_between(10, 13))

    polled = 100 * people.filter(pl.col(question) <= 2)["weight"].sum() / people["weight"].sum()

    assert polled == pytest.approx(metric["value"].mean(), abs=4)
