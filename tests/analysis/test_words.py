"""Words for positions, bands, verdicts and shares; numbers as people read them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis import words
from sectorled.analysis.arrays import floats
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.reference import standing as reference
from sectorled.analysis.standing import Judgement, Polarity, standings

_ = float("nan")
LINE = "broadly in line with the median"


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (0, LINE),
        (-0.0, LINE),
        (0.49999, LINE),
        (0.5, "slightly above the median"),
        (0.1 * 3 + 0.2, "slightly above the median"),
        (0.49999999999, "slightly above the median"),  # float noise below the step
        (-0.5, "slightly below the median"),
        (-1.499, "slightly below the median"),
        (1.5, "well above the median"),
        (-3, "far below the median"),
        (7.499, "far above the median"),
        (7.5, None),
        (-80, None),
        (_, None),
    ],
)
def test_a_distance_has_the_words_of_the_step_it_has_reached(distance, expected):
    assert words.step_words(int(words.distance_steps(floats([distance]))[0])) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            {"rank": 3, "of": 15, "joint": True, "not_applicable": 1, "missing": 2},
            "joint 3rd of 15 with data (1 not applicable, 2 missing)",
        ),
        ({"rank": 1, "of": 1200}, "1st of 1,200 with data"),
        ({"rank": 12, "of": 15, "missing": 1}, "12th of 15 with data (1 missing)"),
        ({"rank": 1, "of": 1, "not_applicable": 7}, "the only one with data (7 not applicable)"),
    ],
)
def test_a_rank_says_of_how_many_and_why_others_are_left_out(arguments, expected):
    assert words.rank_words(**arguments) == expected


def test_words_fall_back_on_the_rank_and_then_on_the_place_among_the_values():
    values = floats([[1, 2, 3, 4, 60, _]])
    high, none = (standings(values, Judgement.uniform(1, p)) for p in (Polarity.HIGH, Polarity.NONE))

    assert words.distance_words(high, 0, 1) == "slightly below the median"
    assert words.distance_words(high, 0, 4) == "1st of 5 with data"
    assert words.distance_words(high, 0, 5) is None
    assert words.distance_words(none, 0, 4) is None
    assert words.distance_words(none, 0, 4, values=values[0]) == "higher than all 4 others"
    assert words.distance_words(none, 0, 5, values=values[0]) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5, 6, 7, 4], "lower than 2 of 3 others"),
        ([5, 6, 7, 8], "lower than all 3 others"),
        ([5, 4, 3, 6, _], "higher than 2 of 3 others"),
        ([5, 5, 5], "the same as both others"),
        ([5, 4, _], "higher than the only other"),
        ([5, _], None),
        ([_, 5], None),
    ],
)
def test_a_position_counts_who_is_higher_or_lower(values, expected):
    assert words.position_words(floats(values), 0) == expected


def test_a_position_names_the_others_as_asked():
    values = floats([38.3, *range(40, 51), *range(30, 34)])

    assert words.position_words(values, 0, "nearest neighbours") == "lower than 11 of 15 nearest neighbours"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([1, 1, 1, 0, 0], "the same as 2 of 4 others"),
        ([1, 1, 1], "the same as both others"),
        ([1, 0, 0, 0], "unlike all 3 others"),
        ([0, 0, np.nan], "the same as the only other"),
        ([0, np.nan], None),
        ([np.nan, 1, 0], None),
    ],
)
def test_answers_lie_among_those_that_are_the_same(answers, expected):
    assert words.same_answer(floats(answers), 0) == expected


@given(
    st.lists(st.none() | st.integers(-60, 60).map(lambda k: k / 10), min_size=1, max_size=30), st.sampled_from(Polarity)
)
def test_kernel_and_reference_use_the_same_words(values, polarity):
    found = standings(floats([[_ if v is None else v for v in values]]), Judgement.uniform(1, polarity))

    group = {str(i): v for i, v in enumerate(values)}
    for i, code in enumerate(group):
        expected = reference.standing(code, group, polarity)
        assert words.distance_words(found, 0, i) == (expected and reference.words(expected))


def test_ordinals_agree_with_the_reference():
    for rank in range(1, 400):
        assert f"{words.ordinal(rank)} of 400 with data" == reference.rank_words(rank, 400, joint=False)


def test_a_band_has_a_word_a_letter_and_a_pattern_of_its_own():
    assert words.band(1) == words.Band("top quarter", "A", "solid")
    assert words.band(3, bands=5).word == "middle fifth"
    assert words.band(0) is None
    for shown in words.BANDS.values():
        for part in ("word", "letter", "pattern"):
            assert len({getattr(b, part) for b in shown}) == len(shown)


def test_every_verdict_has_words_and_only_verdicts_say_better_or_worse():
    for code in Verdict:
        said = words.verdict_words(code)
        assert ("better" in said) == (code in {Verdict.BETTER, Verdict.BEST})
        assert ("worse" in said) == (code in {Verdict.WORSE, Verdict.WORST})
    assert words.side_words(1) == "higher than chance alone would explain"
    assert words.side_words(-1) == "lower than chance alone would explain"
    assert words.side_words(0) == words.verdict_words(Verdict.SIMILAR)
    assert words.side_words(Verdict.NO_INTERVAL).startswith("not compared")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "none"),
        (2, "very few"),
        (8, "nearly one in ten"),
        (33, "a third"),
        (67, "two thirds"),
        (70, "more than two thirds"),
        (72, "nearly three quarters"),
        (75.0000000001, "three quarters"),
        (74.5, "three quarters"),
        (74.49, "nearly three quarters"),
        (45, "nearly half"),
        (22.5, "nearly a quarter"),
        (79, "nearly four fifths"),
        (95, "nearly all"),
        (99.9, "nearly all"),
        (100, "all"),
        (100 / 3, "a third"),
    ],
)
def test_a_share_has_the_words_of_the_nearest_fraction(share, expected):
    assert words.verbal_fraction(share) == expected


def test_the_rule_of_verbal_fractions_can_be_changed():
    rule = words.FractionRule(((50.0, "half"),), exact=2, below="just under", above="over", few="hardly any")

    said = [words.verbal_fraction(share, rule) for share in (10, 40, 48, 53, 90)]

    assert said == ["hardly any", "just under half", "half", "over half", "nearly all"]


@pytest.mark.parametrize("share", [-0.1, 100.1, _])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 100"):
        words.verbal_fraction(share)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234567.5, 0, "1,234,568"),
        (-1234.25, 1, "−1,234.3"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.285 * 100, 0, "29"),  # 28.499999999999996 as a float
        (2.675, 2, "2.68"),
        (2.4999, 0, "2"),
        (-0.4, 0, "0"),
        (0, 1, "0.0"),
        (np.float64(12.0), 0, "12"),
        (1e21, 0, "1,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_are_rounded_half_up_once_and_their_thousands_separated(value, decimals, expected):
    assert words.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (38.3, 0, "38%"),
        (38.25, 1, "38.3%"),
        (0, 0, "0%"),
        (0.4, 0, "under 1%"),
        (0.04, 1, "under 0.1%"),
        (-3.5, 0, "−4%"),
    ],
)
def test_only_a_true_0_is_0_per_cent(value, decimals, expected):
    assert words.per_cent(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(-3.4, 0, "3 points"), (1.2, 0, "1 point"), (1, 1, "1.0 points"), (0, 0, "0 points")],
)
def test_differences_of_percentages_are_in_points(value, decimals, expected):
    assert words.points(value, decimals) == expected
