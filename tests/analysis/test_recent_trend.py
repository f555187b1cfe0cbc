"""The published recent trend: its golden values, the plain-Python reference, and what cannot be calculated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.reference import trend as reference
from sectorled.analysis.trend import PUBLISHED_SIGNIFICANCE, cochran_armitage, recent_trend

_ = float("nan")
VALUES = [24.67, 24.6, 28, 30.2, 30.6]
LIMITS = [(23.16, 26.25), (23.15, 26.19), (26.44, 29.64), (28.63, 31.9), (28.98, 32.25)]
COUNTS = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]


def arrays(*columns):
    return [np.array([column], float) for column in columns]


def golden(values=VALUES, limits=LIMITS):
    return arrays(values, *zip(*limits, strict=True))


def test_golden_values_of_the_weighted_slope():
    found = recent_trend(*golden(), level=PUBLISHED_SIGNIFICANCE)

    assert found.slope == pytest.approx([1.7516], abs=5e-5)
    assert found.chi_square == pytest.approx([46.7653], abs=5e-5)
    assert found.significant.tolist() == [True]
    assert found.direction.tolist() == [1]


def test_golden_value_of_the_trend_in_proportions():
    found = cochran_armitage(*arrays(*zip(*COUNTS, strict=True)), level=PUBLISHED_SIGNIFICANCE)

    assert found.chi_square == pytest.approx([47.8967], abs=5e-5)
    assert found.significant.tolist() == [True]


@pytest.mark.parametrize("counts", [COUNTS, COUNTS[::-1]])
def test_a_rising_proportion_reads_rising_and_a_falling_one_falling(counts):
    found = cochran_armitage(*arrays(*zip(*counts, strict=True)))

    assert found.direction.tolist() == [1 if counts is COUNTS else -1]
    assert np.sign(found.slope).tolist() == found.direction.tolist()


def test_the_threshold_is_the_published_one():
    values, lower, upper = golden()
    # chi-square falls with the square of the width, and 46.7653 / 9.5495 is the square of 2.213
    for factor, significant in ((2.2128, True), (2.2131, False)):
        stretched = recent_trend(
            values, values - factor * (values - lower), values + factor * (upper - values), level=0.002
        )
        assert stretched.significant.tolist() == [significant]


def test_a_slope_that_hangs_on_one_point_is_not_significant():
    values = np.array([[1.0, 1.01, 1.0, 0.99, 9.0]])

    found = recent_trend(values, values - 0.1, values + 0.1)

    assert found.p[0] < 0.001
    assert found.significant.tolist() == [False]


@pytest.mark.parametrize("values", [[*VALUES[:2], _, *VALUES[3:]], [*VALUES[:4], _]])
def test_a_gap_in_the_latest_five_points_cannot_be_calculated(values):
    found = recent_trend(*golden(values))

    assert np.isnan([found.p, found.slope, found.chi_square]).all()
    assert (found.direction.tolist(), found.significant.tolist()) == ([0], [False])


def test_only_the_latest_five_points_count_and_four_are_too_few():
    longer = recent_trend(*golden([_, 99, *VALUES], [(_, _), (98, 100), *LIMITS]))
    shorter = recent_trend(*golden(VALUES[1:], LIMITS[1:]))

    assert longer.chi_square == pytest.approx([46.7653], abs=5e-5)
    assert np.isnan(shorter.p).all()


def test_an_interval_without_width_cannot_be_calculated():
    assert np.isnan(recent_trend(*golden(VALUES, [(24.67, 24.67), *LIMITS[1:]])).p).all()


@pytest.mark.parametrize("x", [0, 50])
def test_counts_that_are_all_none_or_all_full_have_no_trend(x):
    found = cochran_armitage(*arrays([x] * 5, [50] * 5))

    assert (found.p.tolist(), found.direction.tolist()) == ([1.0], [0])


@pytest.mark.parametrize(("x", "n"), [(5, 0), (11, 10), (-1, 10), (_, 10), (5, _)])
def test_impossible_counts_cannot_be_calculated(x, n):
    found = cochran_armitage(*arrays([1, 2, 3, 4, x], [10, 10, 10, 10, n]))

    assert np.isnan(found.p).all()
    assert found.direction.tolist() == [0]


def test_a_slope_that_vanishes_without_one_point_is_not_significant():
    found = recent_trend(*golden([0, 1.1, 1.1, 1.1, 1.1], [(-0.1, 0.1), (1, 1.2), (1, 1.2), (1, 1.2), (1, 1.6)]))

    assert (found.p[0] < 0.001, found.significant.tolist()) == (True, [False])


points = st.tuples(st.integers(-500, 500), st.integers(1, 90), st.integers(1, 90)).map(
    lambda t: (t[0] / 10, (t[0] - t[1]) / 10, (t[0] + t[2]) / 10)
)


@given(st.lists(points, min_size=5, max_size=5))
def test_the_weighted_slope_equals_the_plain_reference(five):
    found = recent_trend(*arrays(*zip(*five, strict=True)), level=0.05)

    slope, chi_square, p, kept = reference.recent_trend(five)
    assert found.slope[0] == pytest.approx(slope, rel=1e-9, abs=1e-9)
    assert found.chi_square[0] == pytest.approx(chi_square, rel=1e-7, abs=1e-9)
    assert found.p[0] == pytest.approx(p, rel=1e-6, abs=1e-7)
    if abs(slope) > 0.3:
        assert found.significant[0] == (p < 0.05 and kept)


@given(
    st.lists(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=5)
)
def test_the_trend_in_proportions_equals_the_plain_reference(five):
    found = cochran_armitage(*arrays(*zip(*five, strict=True)))

    signed, p = reference.cochran_armitage(five)
    assert found.chi_square[0] == pytest.approx(abs(signed), rel=1e-9, abs=1e-9)
    assert found.p[0] == pytest.approx(p, rel=1e-9, abs=1e-9)
