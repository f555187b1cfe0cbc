"""Mann-Kendall, Theil-Sen: golden values, the plain-Python reference, every order of a short series, and scipy."""

from collections import Counter
from itertools import permutations
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from sectorled.analysis.reference import trend as reference
from sectorled.analysis.trend import latest_run, mann_kendall, theil_sen
from sectorled.analysis.trend.exact import two_sided

_ = float("nan")
tenths = st.integers(-30, 30).map(lambda k: k / 10)
series = st.lists(st.none() | tenths, min_size=1, max_size=14) | st.lists(tenths, min_size=5, max_size=24)


def array(values):
    return np.array([[_ if v is None else v for v in values]])


@pytest.mark.parametrize(
    ("values", "s", "p", "slope"),
    [
        ([1, 2, 3, 4, 5], 10, 0.0167, 1.0),
        ([5, 4, 3, 2, 1], -10, 0.0167, -1.0),
        ([1, 2, 2, 4, 5], 9, 0.0333, 1.0),
        ([1, 1, 1, 1, 1], 0, 1.0, 0.0),
        ([3, _, 1, 2, 3, 4, 5], 10, 0.0167, 1.0),
        ([0.1 + 0.2, 0.3, 0.4, 0.5, 0.6], 9, 0.0333, 0.1),
    ],
)
def test_golden_values_of_the_exact_test(values, s, p, slope):
    found = mann_kendall(np.array([values], float))

    assert found.s.tolist() == [s]
    assert found.p == pytest.approx([p], abs=5e-5)
    assert found.slope == pytest.approx([slope], abs=1e-9)
    assert found.direction.tolist() == [np.sign(s)]
    assert found.significant().tolist() == [p < 0.05]


@pytest.mark.parametrize("values", [[1, 2, 3, 4], [1, _, 2, 3, 4, 5], [1, 2, 3, 4, 5, _], [_, _], []])
def test_fewer_than_five_unbroken_points_cannot_be_calculated(values):
    found = mann_kendall(np.array([values], float).reshape(1, -1))

    assert np.isnan(found.p).all()
    assert np.isnan(found.slope).all()
    assert (found.s.tolist(), found.direction.tolist(), found.significant().tolist()) == ([0], [0], [False])


def test_four_points_can_never_be_significant():
    assert mann_kendall(np.array([[1.0, 2, 3, 4]]), min_points=4).p == pytest.approx([1 / 12])


def test_the_run_is_counted_from_the_last_column_to_the_first_gap():
    assert latest_run(np.array([[1, _, 2, 3], [_, _, _, _], [1, 2, 3, _], [1, 2, 3, 4]])).tolist() == [2, 0, 0, 4]


@given(st.lists(series, min_size=1, max_size=6))
def test_batches_equal_the_plain_reference(batch):
    width = max(len(values) for values in batch)
    padded = [[None] * (width - len(values)) + values for values in batch]

    found = mann_kendall(np.concatenate([array(values) for values in padded]))

    for i, values in enumerate(padded):
        one = reference.mann_kendall(values)
        assert found.n[i] == one.n
        if one.p is None:
            assert np.isnan(found.p[i])
        else:
            assert (found.s[i], found.p[i]) == (one.s, pytest.approx(one.p, rel=1e-12))
            assert found.slope[i] == pytest.approx(one.slope, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("values", [(1, 2, 3, 4, 5, 6), (1, 1, 2, 3, 4), (1, 1, 2, 2, 2, 3), (1, 1, 1, 2), (7, 7, 7)])
def test_the_distribution_is_that_of_every_order_of_the_values(values):
    def s(order):
        return sum(np.sign(order[j] - order[i]) for j in range(len(order)) for i in range(j))

    sums = np.array([s(order) for order in permutations(values)])

    for extreme in set(np.abs(sums).tolist()):
        p = np.mean(np.abs(sums) >= extreme)
        ties = tuple(t for t in Counter(values).values() if t > 1)
        assert two_sided(len(values), ties)[(sums.max() - extreme) // 2] == pytest.approx(p, rel=1e-12)
        assert float(reference.p_value(extreme, tuple(Counter(values).values()))) == pytest.approx(p, rel=1e-12)


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 6)), min_size=5, max_size=40, unique=True))
def test_without_ties_it_is_kendalls_tau_of_scipy(values):
    found = mann_kendall(np.array([values]))

    oracle = kendalltau(range(len(values)), values, method="exact").pvalue
    assert found.p[0] == pytest.approx(oracle, rel=1e-9)
    assert found.slope[0] == pytest.approx(theilslopes(values).slope, rel=1e-9, abs=1e-9)


def test_slopes_leave_missing_values_out():
    found = theil_sen(np.array([[1, _, 5, 7], [_, 3, _, _], [_, _, _, _]]))

    assert found.tolist()[0] == 2.0
    assert np.isnan(found[1:]).all()


def test_the_test_keeps_its_level_whatever_the_ties():
    random = np.random.default_rng(11)
    noise = np.round(random.normal(size=(20_000, 9)) * 2)

    assert (mann_kendall(noise).p <= 0.05).mean() <= 0.05


@pytest.mark.slow
def test_a_hundred_thousand_short_series_take_well_under_five_seconds():
    random = np.random.default_rng(5)
    values = np.round(random.normal(size=(100_000, 20)), 1)
    values[np.arange(20) < 20 - random.integers(5, 21, size=(100_000, 1))] = np.nan
    two_sided.cache_clear()

    started = process_time()
    found = mann_kendall(values)

    assert process_time() - started < 5
    assert not np.isnan(found.p).any()
