"""Sums of weighted chi-squares against exact laws, an independent inversion and simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from sectorled.analysis.survey.chisquare import Independence, TwoWay, generalised_effects, independence
from sectorled.analysis.survey.quadratic_forms import f_mixture_tail, positive_tail
from tests.analysis.survey.made import columns, designs, figures, table


def by_real_frequencies(weights, df):
    """Imhof's formula: the sine transform of the characteristic function."""

    def along(u):
        angle = 0.5 * (df * np.arctan(weights * u)).sum()
        return np.sin(angle) / (u * np.prod((1 + (weights * u) ** 2) ** (df / 4)))

    return 0.5 + integrate.quad(along, 0, np.inf, epsabs=1e-11, epsrel=1e-11, limit=2000)[0] / np.pi


@given(
    st.floats(0.01, 30),
    st.integers(1, 12),
    st.floats(2, 400),
)
def test_equal_weights_give_the_f_distribution(statistic, size, df):
    found = f_mixture_tail(statistic * size, np.ones(size), df)

    assert found == pytest.approx(stats.f.sf(statistic, size, df), rel=1e-7, abs=1e-13)


def test_far_tails_keep_their_digits():
    assert f_mixture_tail(900.0, np.ones(3), 1000.0) == pytest.approx(stats.f.sf(300, 3, 1000), rel=1e-8)


@pytest.mark.parametrize("statistic", [0.4, 3.0, 9.0, 21.0])
def test_unequal_weights_agree_with_an_inversion_along_real_frequencies(statistic):
    weights = np.array([2.3, 1.1, 0.8, 0.2])

    found = f_mixture_tail(statistic, weights, 57.3)

    expected = by_real_frequencies(np.append(weights, -statistic / 57.3), np.array([1, 1, 1, 1, 57.3]))
    assert found == pytest.approx(expected, abs=1e-9)


def test_a_sum_that_cannot_be_positive_or_must_be():
    assert positive_tail(np.array([-1.0, -2.0]), np.ones(2)) == 0
    assert positive_tail(np.array([1.0, 2.0]), np.ones(2)) == 1


@pytest.mark.parametrize("name", ["clusters", "two_stage", "bootstrap"])
def test_the_p_value_of_a_table_by_inversion(name):
    of = columns()
    two_way = table(designs()[name], of.trust_code, of.role_code, (4, 3)).two_way()
    weights = np.linalg.eigvals(generalised_effects(two_way)).real
    degrees = weights.sum() ** 2 / (weights**2).sum() * two_way.df

    found = independence(two_way, Independence.LINCOM)

    expected = by_real_frequencies(np.append(weights, -found.statistic / degrees), np.append(np.ones(6), degrees))
    assert found.p == pytest.approx(expected, abs=1e-9)
    assert found.p == pytest.approx(figures()[name]["saddlepoint"], rel=0.1)  # an approximation


def test_a_table_that_cannot_vary_has_no_test():
    still = TwoWay(np.array([[10.0, 20.0], [30.0, 5.0]]), np.zeros((4, 4)), np.zeros((4, 4)), 65, 9.0)

    assert np.isnan(independence(still).p)
