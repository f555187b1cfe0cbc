"""Funnel limits and over-dispersion: golden values, duality with the intervals, the reference code, simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincinv

from sectorled.analysis.arrays import floats
from sectorled.analysis.funnel import (
    Dispersion,
    additive,
    beyond_funnel,
    multiplicative,
    proportion_error,
    proportion_funnel,
    rate_error,
    rate_funnel,
)
from sectorled.analysis.intervals import Verdict, sides, wilson
from sectorled.analysis.reference import intervals as reference
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")
levels = st.sampled_from([0.95, 0.998])
widenings = st.floats(1, 4)


def test_a_proportion_has_its_golden_limits():
    assert proportion_funnel(0.1283795, 1339) == pytest.approx((0.11046, 0.14630), abs=5e-6)
    assert proportion_funnel(12.83795, 1339, multiplier=100) == pytest.approx((11.046, 14.630), abs=5e-4)


def test_limits_end_at_nobody_and_everybody():
    assert proportion_funnel([0.02, 0.98], 10)[0].tolist()[0] == 0
    assert proportion_funnel([0.02, 0.98], 10)[1].tolist()[1] == 1
    assert rate_funnel(0.02, 10)[0] == 0


@pytest.mark.parametrize(("point", "n"), [(_, 10), (0.3, _), (0.3, 0), (-0.1, 10)])
def test_what_cannot_be_has_no_limits(point, n):
    assert np.isnan(proportion_funnel(point, n)).all()
    assert np.isnan(rate_funnel(point, n)).all()


def test_where_nothing_is_expected_every_case_is_beyond():
    assert rate_funnel([0.0], [50.0]) == ([0], [0])
    assert reference.rate_funnel(0.0, 50.0) == pytest.approx((0, 0))


@given(st.integers(1, 99), st.integers(1, 4000), levels, widenings)
def test_kernel_and_reference_agree_on_limits(hundredths, n, level, widening):
    p = hundredths / 100
    wider = Dispersion(factor=widening**2)

    proportion = proportion_funnel(p, n, level=level, dispersion=wider)
    rate = rate_funnel(p, n, level=level, dispersion=wider)

    assert proportion == pytest.approx(reference.proportion_funnel(p, n, level, widening), rel=1e-9, abs=1e-12)
    assert rate == pytest.approx(reference.rate_funnel(p, n, level, widening), rel=1e-6, abs=1e-9)


@given(st.integers(1, 400), st.data())
def test_a_proportion_is_beyond_its_limits_where_its_own_interval_excludes_the_reference(n, data):
    x, p = data.draw(st.integers(0, n)), data.draw(st.integers(1, 99)) / 100

    lower, upper = proportion_funnel(p, n)

    assert int(x / n > upper) - int(x / n < lower) == sides(wilson([x], [n]), p)[0]


@given(st.integers(1, 400), st.floats(0.01, 500))
def test_a_count_is_beyond_its_limits_where_its_exact_interval_excludes_the_expected(x, expected):
    lower, upper = rate_funnel(expected, 1.0)

    assert (x > upper) == (gammaincinv(x, 0.025) > expected)
    assert (x < lower) == (gammaincinv(x + 1, 0.975) < expected)


def test_scatter_beyond_chance_widens_by_a_factor_or_by_a_variance():
    z = floats([[-4, -2, -1, 0, 1, 2, 4, _]])
    error = np.full(z.shape, 0.5)

    factor = multiplicative(z * error, 0.0, error, winsorised=0)
    between = additive(z * error, 0.0, error, winsorised=0)

    assert factor.factor == pytest.approx(42 / 7)
    assert between.between == pytest.approx((42 - 6) / (7 * 4 - 4))
    assert Dispersion(factor=6.0).widening(error) == pytest.approx(6**0.5)
    assert Dispersion(between=1.5).widening(error) == pytest.approx((1 + 1.5 / 0.25) ** 0.5)


def test_scatter_of_less_than_chance_does_not_narrow():
    quiet = floats([[-0.1, 0, 0.1], [_, _, _], [0.7, _, _]])
    error = np.ones(quiet.shape)

    assert floats(multiplicative(quiet, 0.0, error).factor).tolist() == [[1], [1], [1]]
    assert floats(additive(quiet, 0.0, error).between).tolist() == [[0], [0], [0]]


@given(
    st.lists(st.tuples(st.integers(-80, 80), st.integers(1, 20)), max_size=15), st.sampled_from([0.0, 0.05, 0.1, 0.25])
)
def test_kernel_and_reference_agree_on_dispersion(areas, share):
    scores, errors = [z / 10 for z, _e in areas], [e / 4 for _z, e in areas]
    error = floats([[*errors, 1.0]])
    values = floats([[*scores, _]]) * error

    factor = multiplicative(values, 0.0, error, winsorised=share).factor
    between = additive(values, 0.0, error, winsorised=share).between

    assert factor == pytest.approx(reference.dispersion_factor(scores, share), rel=1e-9)
    assert between == pytest.approx(reference.between_variance(scores, errors, share), rel=1e-9, abs=1e-12)


def test_beyond_the_limits_is_better_or_worse_by_polarity():
    limits = proportion_funnel(0.5, [[100.0] * 4])
    values = floats([[0.3, 0.5, 0.7, _]])

    found = beyond_funnel(values, limits, Judgement.uniform(1, Polarity.LOW))
    assert found.tolist() == [[Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE, Verdict.NO_INTERVAL]]
    near_target = beyond_funnel(values, limits, Judgement.uniform(1, Polarity.TARGET, 0.7, 0.7))
    assert near_target.tolist() == [[Verdict.WORSE, Verdict.SIMILAR, Verdict.BETTER, Verdict.NO_INTERVAL]]
    nothing = beyond_funnel(values, proportion_funnel(_, [[100.0] * 4]), Judgement.uniform(1, Polarity.LOW))
    assert nothing.tolist() == [[Verdict.NO_REFERENCE] * 4]


def test_chance_alone_takes_one_in_twenty_beyond_the_limits_and_dispersion_restores_that():
    rng = np.random.default_rng(2)
    n = rng.integers(300, 9000, (200, 150)).astype(float)
    plain = rng.poisson(0.05 * n) / n
    scattered = rng.poisson(n * rng.gamma(25, 0.05 / 25, n.shape)) / n

    def beyond(values, **widened):
        limits = rate_funnel(0.05, n, **widened)
        return ((values > limits.upper) | (values < limits.lower)).mean()

    error = rate_error(0.05, n)
    assert 0.03 < beyond(plain) < 0.05  # counts are whole, so the exact limits hold a little more than 95%
    assert beyond(scattered) > 0.2
    assert 0.03 < beyond(scattered, dispersion=additive(scattered, 0.05, error, winsorised=0)) < 0.07


def test_errors_are_in_the_units_of_the_metric():
    assert proportion_error(20.0, 400, 100) == pytest.approx(2)
    assert rate_error(4.0, 1000, 1000) == pytest.approx(2)
