"""Gaps in people or pounds, and the scale of a spine chart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.arrays import floats
from sectorled.analysis.gap import gap, gap_words
from sectorled.analysis.reference import standing as reference
from sectorled.analysis.spine import spine
from sectorled.analysis.standing import Judgement, Polarity, group_figures

_ = float("nan")
LOW, NONE, HIGH, TARGET = Polarity.LOW, Polarity.NONE, Polarity.HIGH, Polarity.TARGET


def test_140_fewer_children_would_bring_the_council_to_the_median():
    rates = floats([[30, 40, 50, 57, 80]])  # per 1,000 children
    children = np.full((1, 5), 20_000.0)

    found = gap(rates, children, Judgement.uniform(1, LOW), multiplier=1000)

    assert found.to_median.tolist() == [[0, 0, 0, -140, -600]]
    assert found.to_better_quartile.tolist() == [[0, 0, -200, -340, -800]]
    assert gap_words(found.to_median[0, 3], "children") == "140 fewer children"


@pytest.mark.parametrize(
    ("polarity", "target", "to_median", "to_better"),
    [
        (HIGH, (_, _), [2, 1, 0, 0, 0], [3, 2, 1, 0, 0]),
        (NONE, (_, _), [_] * 5, [_] * 5),
        (TARGET, (_, _), [_] * 5, [_] * 5),
        (TARGET, (3, 3), [1, 0, 0, 0, -1], [1, 0, 0, 0, -1]),
        (TARGET, (_, 2), [0, 0, 0, -1, -2], [0, 0, -1, -2, -3]),
        (TARGET, (4, _), [2, 1, 0, 0, 0], [3, 2, 1, 0, 0]),
    ],
)
def test_a_gap_needs_a_polarity_and_leads_towards_a_target(polarity, target, to_median, to_better):
    values = floats([[1, 2, 3, 4, 5]])

    found = gap(values, np.ones((1, 5)), Judgement.uniform(1, polarity, *target))

    np.testing.assert_array_equal(found.to_median, [to_median])
    np.testing.assert_array_equal(found.to_better_quartile, [to_better])


def test_a_gap_needs_a_value_and_a_denominator():
    found = gap(floats([[1, 2, _, 4]]), floats([[_, 0, 5, 5]]), Judgement.uniform(1, LOW))

    assert np.isnan(found.to_median[0, :3]).all()
    assert found.to_median[0, 3] == -10


@given(
    st.lists(st.none() | st.integers(-60, 60).map(lambda k: k / 10), min_size=1, max_size=14),
    st.sampled_from(
        [(LOW, None, None), (HIGH, None, None), (TARGET, 0.3, 0.3), (TARGET, -1.0, 1.1), (TARGET, None, 0.2)]
    ),
)
def test_closing_the_gap_brings_a_value_to_the_median_and_never_past_it(values, judgement):
    polarity, low, high = judgement
    array = floats([[_ if v is None else v for v in values]])
    judged = Judgement.uniform(1, polarity, *(_ if end is None else end for end in (low, high)))

    found = gap(array, np.full(array.shape, 200.0), judged, multiplier=100)

    bad = [None if v is None else reference.badness(v, polarity, (low, high)) for v in values]
    group = reference.figures(bad)
    for i, value in enumerate(values):
        if value is None:
            assert np.isnan(found.to_median[0, i])
            continue
        for change, at in ((found.to_median[0, i], group.median), (found.to_better_quartile[0, i], group.q1)):
            reached = reference.badness(value + change / 2, polarity, (low, high))
            assert reached == pytest.approx(min(bad[i], at), abs=1e-8)


@pytest.mark.parametrize(
    ("change", "what", "expected"),
    [
        (12.5, "homes", "13 more homes"),
        (-1234567.2, "£", "£1,234,567 less"),
        (1200, "£", "£1,200 more"),
        (-0.5, "children", "1 fewer children"),
        (-0.49, "children", None),
        (0, "children", None),
        (_, "children", None),
    ],
)
def test_a_gap_is_said_in_whole_cases(change, what, expected):
    assert gap_words(change, what) == expected


def test_a_spine_is_symmetric_about_its_reference_with_better_to_the_right():
    values = floats([[0, 10, 20, 30, 60]] * 3)
    judgement = Judgement(np.array([HIGH, LOW, NONE], np.int8), np.full(3, _), np.full(3, _))

    found = spine(values, group_figures(values), judgement)

    assert found.marks.tolist() == [[-0.5, -0.25, 0.25, 1], [-1, -0.25, 0.25, 0.5], [-0.5, -0.25, 0.25, 1]]
    assert found.places[0].tolist() == [-0.5, -0.25, 0, 0.25, 1]
    assert found.places[1].tolist() == [0.5, 0.25, 0, -0.25, -1]


def test_a_spine_can_stand_on_a_reference_from_elsewhere_and_on_equal_values():
    values = floats([[0, 10, 20, _], [5, 5, 5, 5]])

    found = spine(values, group_figures(values), Judgement.uniform(2, HIGH), reference=floats([30, 5]))

    assert found.places[0, :3].tolist() == [-1, -2 / 3, -1 / 3]
    assert np.isnan(found.places[0, 3])
    assert found.places[1].tolist() == [0, 0, 0, 0]
