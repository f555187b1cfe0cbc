"""In-year figures, real terms and who improved from a similar start."""

import numpy as np
import pandas as pd
import pytest

from sectorled.analysis.deflate import real_terms
from sectorled.analysis.in_year import change_on_last_year, control_chart, rolling_sum
from sectorled.analysis.similar_start import similar_start
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")


def one(polarity, low=_, high=_):
    return Judgement.uniform(1, polarity, low, high)


def test_a_quarter_is_compared_with_the_same_quarter_last_year():
    found = change_on_last_year(np.array([[1, 2, 3, 4, 6, _, 3]]))

    assert found[0] == pytest.approx([_, _, _, _, 5, _, 0], nan_ok=True)


def test_four_quarters_roll_only_where_all_are_there():
    values = np.array([[1, 2, 3, 4, 5, _, 7, 8, 9, 10], np.arange(10)], float)

    assert rolling_sum(values) == pytest.approx(pd.DataFrame(values).T.rolling(4).sum().T.to_numpy(), nan_ok=True)
    assert np.isnan(rolling_sum(values[:, :3])).all()


def test_control_limits_are_two_point_sixty_six_moving_ranges_from_the_mean():
    values = np.array([[10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 30.0]])

    found = control_chart(values)

    ranges = np.abs(np.diff(values[0])).mean()
    assert found.mean == pytest.approx([values.mean()])
    assert [*found.lower, *found.upper] == pytest.approx([values.mean() - 2.66 * ranges, values.mean() + 2.66 * ranges])
    assert found.outside.tolist() == [[False] * 11 + [True]]


def test_eight_in_succession_on_one_side_are_a_signal_and_seven_are_not():
    level = [[1.0] * 8 + [-1] * 8, [1.0] * 7 + [-1] * 7 + [1, -1]]

    found = control_chart(np.array(level))

    assert found.in_run[0].all()
    assert not found.in_run[1].any()


def test_a_missing_value_breaks_runs_and_ranges_and_counts_for_nothing():
    values = np.array([[1.0] * 6 + [_] + [1] * 6 + [0] * 3, [1.0] * 11 + [_] * 5])

    found = control_chart(values)

    assert not found.in_run.any()
    assert found.upper[0] - found.mean[0] == pytest.approx(2.66 / 13)
    assert np.isnan([found.mean[1], found.lower[1], found.upper[1]]).all()


def test_real_terms_are_in_the_prices_of_the_base():
    assert real_terms(np.array([[100, 110, _]]), np.array([100, 110, 121.0]), 1)[0] == pytest.approx(
        [110, 110, _], nan_ok=True
    )


def test_those_with_a_similar_start_are_ordered_by_improvement():
    base = np.array([10, 11, 9, 20, 0, 11, 2, 18, 10])
    latest = np.array([10, 12, 9, 0, 0, 8, 0, 0, _])

    found = similar_start(base, latest, 0, one(Polarity.LOW))

    # the median is 10.5 and the median deviation 4.5, so a start is similar up to 2.25 away
    assert found.areas.tolist() == [5, 2, 1]
    assert found.change.tolist() == [-3, 0, 1]


def test_the_change_that_the_mean_brings_is_said():
    base, latest = np.array([0, 1, 2, 3, 4.0]), np.array([1, 1.5, 2, 2.5, 3])

    found = similar_start(base, latest, 1, one(Polarity.HIGH))

    assert found.expected_change == pytest.approx(0.5)  # everyone goes half way to the mean of 2
    assert np.isnan(similar_start(base[:2], latest[:2], 1, one(Polarity.HIGH)).expected_change)
    assert np.isnan(similar_start(np.ones(4), latest[:4], 1, one(Polarity.HIGH)).expected_change)


def test_towards_a_target_is_improvement():
    base, latest = np.array([10, 10, 10, 40, 70.0]), np.array([10, 14, 22, 40, 70])

    found = similar_start(base, latest, 0, one(Polarity.TARGET, 15, 16))

    assert found.areas.tolist() == [1, 2]
    assert found.change.tolist() == [4, 12]


def test_a_council_without_both_values_has_no_similar_start():
    found = similar_start(np.array([_, 1, 2]), np.array([1, 1.0, 2]), 0, one(Polarity.HIGH))

    assert (found.areas.tolist(), found.change.tolist()) == ([], [])


def test_without_polarity_nobody_improves():
    with pytest.raises(ValueError, match="without polarity"):
        similar_start(np.ones(3), np.ones(3), 0, one(Polarity.NONE))
