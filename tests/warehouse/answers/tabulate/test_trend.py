"""A question over the waves: intervals, changes, earlier rounds, gaps and breaks."""

from dataclasses import replace

import pytest

from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Roles, Wave, Wording
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.trend import survey_trend
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.tabulate.made import of_counts, sample_survey, table

WAVES = tuple(Wave(code=i + 1, label=f"{2012 + i}") for i in range(20))


def over_waves(yes, of=1000, wordings=()):
    """A question of which so many of each wave said yes; `wordings` cover the waves in which it was asked."""
    answers = of_counts({"Yes": yes, "No": [of - one for one in yes]})
    first, *others = answers.survey.questions
    questions = (replace(first, wordings=wordings), *others)
    survey = replace(answers.survey, questions=questions, roles=Roles(wave="place"), waves=WAVES[: len(yes)])
    return Answers(survey, answers.frame)


def trend(answers, name="q", only=None, **said):
    return survey_trend(answers, design_of("design.toml", said), name, only=only)


@pytest.mark.parametrize(
    ("yes", "of", "effect", "p", "significant"),
    [
        ([830, 870], 1000, 1.0, 0.0122, True),
        ([830, 870], 1000, 2.0, 0.0765, False),
        ([43, 48], 50, 1.0, 0.0806, False),
        ([51, 58], 60, 1.0, 0.0268, True),
    ],
)
def test_published_changes_are_told_from_chance_as_they_should(yes, of, effect, p, significant):
    found = trend(over_waves(yes, of), tests={"by": "counts", "design_effect": effect})

    change = found.lines[0].points[1].change
    assert change.p == pytest.approx(p, abs=5e-5)
    assert change.significant is significant
    assert change.points == pytest.approx(100 * (yes[1] - yes[0]) / of)


def test_a_round_lower_than_most_of_those_before_says_so():
    found = trend(over_waves([700] * 16 + [610] * 3 + [600]))

    last = found.lines[0].points[-1]
    assert last.earlier == "lower than 16 of the previous 19 rounds"
    assert last.lower < last.per_cent < last.upper


def test_changed_wording_is_a_break_across_which_nothing_is_compared():
    wordings = (Wording(text="Old?", waves=(1, 2)), Wording(text="New?", waves=(3, 4)))

    found = trend(over_waves([500, 600, 900, 800], wordings=wordings))

    points = found.lines[0].points
    assert [point.mark for point in points] == [None, None, "b", None]
    assert [point.wording for point in points] == ["Old?", "Old?", "New?", "New?"]
    assert [point.change is None for point in points] == [True, False, True, False]
    assert points[3].earlier == "lower than the previous round"
    assert found.notes[0] == "[b] The wording changed: 'Old?' (1 to 2), then 'New?' (3 to 4)."
    assert found.lines[0].slope is None


def test_a_wave_in_which_it_was_not_asked_is_a_gap_and_not_a_zero():
    wordings = (Wording(text="Ever?", waves=(1, 3)),)
    answers = over_waves([500, 0, 600], wordings=wordings)
    asked = answers.frame.filter(answers.frame["place"] != 2)

    found = trend(Answers(answers.survey, asked))

    gap = found.lines[0].points[1]
    assert (gap.asked, gap.shown, gap.mark, gap.per_cent, gap.base, gap.wording) == (
        False,
        "[z]",
        "z",
        None,
        None,
        None,
    )
    assert found.lines[0].points[2].change.points == pytest.approx(10)
    assert found.lines[0].points[2].mark is None


def test_a_steady_rise_has_a_slope():
    found = trend(over_waves([500, 520, 540, 560]))

    line = found.lines[0]
    assert line.slope == pytest.approx(2.0)
    assert 0 < line.slope_p < 0.01
    assert trend(over_waves([500, 520])).lines[0].slope is None


def test_small_waves_are_counts_and_are_not_compared():
    found = trend(over_waves([5, 10], of=20))

    assert [(point.shown, point.change) for point in found.lines[0].points] == [("5", None), ("10", None)]


def test_without_comparisons_of_columns_there_are_no_changes():
    assert trend(over_waves([500, 600]), tests={"against": ["rest"]}).lines[0].points[1].change is None


def test_a_trend_of_a_filter_is_that_of_a_table():
    answers = sample_survey()
    said = {"filters": {"north": {"region": ["North"]}}}

    found = trend(answers, "trust", only="north", **said)

    cells = table(answers, "trust", ["wave"], only="north", **said).rows[0].cells
    assert [point.per_cent for point in found.lines[0].points] == [cell.per_cent for cell in cells[1:]]
    assert found.filter == "north"


@pytest.mark.parametrize(
    ("answers", "name", "said", "words"),
    [
        (of_counts({"Yes": [5], "No": [5]}), "q", {}, "names no wave"),
        (sample_survey(), "age", {}, "no one line of per cents"),
        (over_waves([5, 3], of=8), "q", {"disclosure": {"identifying": ["place"]}}, "Withheld: "),
    ],
)
def test_what_has_no_trend_is_refused(answers, name, said, words):
    with pytest.raises(InputError) as refused:
        trend(answers, name, **said)
    assert words in str(refused.value)
