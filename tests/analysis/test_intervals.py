"""Intervals and verdicts: published golden values, properties against the reference code, scipy as oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sectorled.analysis.arrays import floats
from sectorled.analysis.intervals import (
    Interval,
    Verdict,
    at_two_levels,
    count_interval,
    rate_interval,
    sides,
    verdicts,
    wilson,
    z_value,
)
from sectorled.analysis.reference import intervals as reference
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")
levels = st.sampled_from([0.8, 0.95, 0.998])
counts = st.integers(0, 12) | st.integers(0, 100_000) | st.floats(0, 30).map(lambda x: round(x, 3))


def test_normal_quantiles_are_exact():
    assert z_value(0.95) == pytest.approx(1.959963984540054, rel=1e-15)
    assert z_value(0.998) == pytest.approx(3.090232306167813, rel=1e-15)


def test_wilson_has_its_golden_value():
    assert wilson(65, 100) == pytest.approx((0.5525444, 0.7363575), abs=5e-8)


def test_wilson_is_in_the_units_of_the_metric():
    lower, upper = wilson([65.0, 65.0], 100, multiplier=[100, 1000])

    assert lower.tolist() == pytest.approx([55.25444, 552.5444], abs=5e-4)
    assert upper.tolist() == pytest.approx([73.63575, 736.3575], abs=5e-4)


@pytest.mark.parametrize(("level", "limits"), [(0.95, (50.16318771, 82.84913855)), (0.998, (42.88026147, 94.00029084))])
def test_counts_have_their_golden_values(level, limits):
    assert count_interval(65, level=level) == pytest.approx(limits, abs=5e-9)
    assert rate_interval(65, 100, multiplier=1000, level=level) == pytest.approx(
        tuple(10 * v for v in limits), abs=5e-8
    )


def test_limits_are_exactly_0_and_all_where_nobody_and_everybody_is_counted():
    assert wilson([0.0, 7.0], 7)[0][0] == 0
    assert wilson([0.0, 7.0], 7)[1][1] == 1
    assert count_interval(0)[0] == 0


@pytest.mark.parametrize(("x", "n"), [(-1, 10), (11, 10), (0, 0), (5, -5), (_, 10), (5, _)])
def test_what_cannot_be_has_no_interval(x, n):
    assert np.isnan(wilson([x], [n])).all()
    assert np.isnan(rate_interval([x], [n])).all() == (x != 11)  # a rate may count a person twice


@given(st.integers(1, 5000), st.data(), levels)
def test_kernel_and_reference_agree_on_wilson(n, data, level):
    x = data.draw(st.integers(0, n))

    assert wilson(x, n, level=level) == pytest.approx(reference.wilson(x, n, level), rel=1e-12, abs=1e-15)


@given(counts, levels)
def test_kernel_and_reference_agree_on_counts(x, level):
    assert count_interval(x, level=level) == pytest.approx(reference.count_interval(x, level), rel=1e-11)


@given(counts, st.integers(1, 10**6))
def test_kernel_and_reference_agree_on_rates(x, n):
    assert rate_interval(x, n) == pytest.approx(reference.rate_interval(x, n), rel=1e-11)


def test_a_negative_count_has_no_interval():
    assert np.isnan(count_interval([-1.0])).all()


def test_reference_code_has_no_interval_where_there_is_none():
    assert reference.wilson(3, 2) is None
    assert reference.count_interval(-1) is None
    assert reference.rate_interval(-1, 2) is None
    assert reference.rate_interval(1, 0) is None


@given(st.integers(1, 5000), st.data(), levels)
def test_wilson_equals_that_of_scipy(n, data, level):
    x = data.draw(st.integers(0, n))

    expected = stats.binomtest(x, n).proportion_ci(level, method="wilson")

    assert wilson(x, n, level=level) == pytest.approx(tuple(expected), rel=1e-9, abs=1e-12)


@given(st.integers(1, 9), levels)
def test_few_cases_have_the_exact_chi_square_limits(x, level):
    tail = (1 - level) / 2

    expected = stats.chi2.ppf(tail, 2 * x) / 2, stats.chi2.isf(tail, 2 * x + 2) / 2

    assert count_interval(x, level=level) == pytest.approx(expected, rel=1e-9)


@given(st.integers(10, 100_000))
def test_many_cases_have_limits_close_to_the_exact_ones(x):
    exact = stats.chi2.ppf(0.025, 2 * x) / 2, stats.chi2.isf(0.025, 2 * x + 2) / 2

    assert count_interval(x) == pytest.approx(exact, rel=2e-3)


LOW, NONE, HIGH, TARGET = Polarity.LOW, Polarity.NONE, Polarity.HIGH, Polarity.TARGET
BETTER, SIMILAR, WORSE = Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE


@pytest.mark.parametrize(
    ("limits", "point", "polarity", "target", "expected"),
    [
        ((2, 4), 5, LOW, (None, None), BETTER),
        ((2, 4), 5, HIGH, (None, None), WORSE),
        ((2, 4), 1, LOW, (None, None), WORSE),
        ((2, 4), 4, LOW, (None, None), SIMILAR),
        ((2, 4), 5, NONE, (None, None), Verdict.NO_POLARITY),
        ((2, 4), 5, TARGET, (None, None), Verdict.NO_POLARITY),
        (None, 5, LOW, (None, None), Verdict.NO_INTERVAL),
        ((2, 4), None, LOW, (None, None), Verdict.NO_REFERENCE),
        ((2, 4), 8, TARGET, (3, 3), BETTER),
        ((2, 4), 3.5, TARGET, (3, 3), SIMILAR),
        ((12, 14), 8, TARGET, (5, 10), WORSE),
        ((12, 14), 13, TARGET, (5, 10), SIMILAR),
        ((6, 9), 11, TARGET, (5, 10), BETTER),
        ((12, 14), 2, TARGET, (None, 10), WORSE),
        ((2, 4), 12, TARGET, (10, None), WORSE),
    ],
)
def test_a_verdict_needs_the_whole_interval_on_one_side_of_the_reference(limits, point, polarity, target, expected):
    lower, upper = limits or (_, _)
    judgement = Judgement.uniform(1, polarity, *(_ if end is None else end for end in target))

    found = verdicts(Interval(floats([[lower]]), floats([[upper]])), [[_ if point is None else point]], judgement)

    assert found.tolist() == [[expected]]
    assert reference.verdict(limits, point, polarity, target) == expected


@given(
    st.tuples(*[st.integers(-40, 40).map(lambda k: k / 10)] * 2).map(sorted),
    st.none() | st.integers(-40, 40).map(lambda k: k / 10),
    st.sampled_from(list(Polarity)),
    st.sampled_from([(0.3, 0.3), (-1.0, 1.1), (None, 0.2), (0.1, None), (None, None)]),
)
def test_kernel_and_reference_agree_on_verdicts(limits, point, polarity, target):
    judgement = Judgement.uniform(1, polarity, *(_ if end is None else end for end in target))
    interval = Interval(floats([[limits[0]]]), floats([[limits[1]]]))

    found = verdicts(interval, [[_ if point is None else point]], judgement)

    assert found[0, 0] == reference.verdict(tuple(limits), point, polarity, target)


def test_one_reference_serves_all_areas_of_a_cell():
    interval = Interval(floats([[1, 4, 7]]), floats([[3, 6, 9]]))

    assert verdicts(interval, [[5.0]], Judgement.uniform(1, HIGH)).tolist() == [[WORSE, SIMILAR, BETTER]]
    assert sides(interval, [[5.0]]).tolist() == [[-1, 0, 1]]
    assert sides(interval, [[1, 6, 9.1]]).tolist() == [[0, 0, -1]]
    assert sides(interval, [[0.9, 4, 7]]).tolist() == [[1, 0, 0]]
    assert sides(interval, [[_]]).tolist() == [[Verdict.NO_REFERENCE] * 3]


def test_beyond_the_wider_level_a_verdict_is_best_or_worst():
    narrow = np.array([1, 1, 0, -1, -1, 10, 1], np.int8)
    wide = np.array([1, 0, 0, -1, 0, 10, 10], np.int8)

    assert at_two_levels(narrow, wide).tolist() == [2, 1, 0, -2, -1, 10, 1]
