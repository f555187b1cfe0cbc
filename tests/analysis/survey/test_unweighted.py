"""Tests of market research from counts alone, against R, scipy and figures that were published."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sectorled.analysis.intervals import wilson
from sectorled.analysis.survey.contrasts import Adjustment, adjusted
from sectorled.analysis.survey.unweighted import (
    clopper_pearson,
    overlapping_proportions,
    pairwise_proportions,
    trend_in_proportions,
    two_means,
    two_proportions,
)
from tests.analysis.survey.golden import FOLDER, cases, equals
from tests.shared import needs_shared


def waves():
    return {case["id"]: case for case in json.loads((FOLDER / "pairwise-and-waves.json").read_text())}


@needs_shared
def test_two_proportions_of_the_golden_cases():
    expected = cases()["prop_test_2x2_nocc"]

    found = two_proportions(120, 200, 80, 100)

    equals([found.statistic, found.p], [expected["statistic"], expected["p"]])
    equals([-found.interval.upper, -found.interval.lower], expected["ci"])


@needs_shared
@pytest.mark.parametrize(("case", "x", "n"), [("57_60", 57, 60), ("20_42", 20, 42), ("12_12", 12, 12)])
def test_intervals_from_counts(case, x, n):
    expected = cases()[f"binom_ci_{case}"]

    equals(np.array(clopper_pearson(x, n)), expected["clopper"])
    equals(np.array(wilson(x, n)), expected["wilson"])


@needs_shared
def test_a_trend_in_proportions():
    expected = cases()["cochran_armitage"]

    equals(np.array(trend_in_proportions([60, 70, 79], [100, 100, 100])), [expected["statistic"], expected["p"]])


@needs_shared
@pytest.mark.parametrize("name", ["holm", "BH", "bonferroni"])
def test_p_values_for_many_comparisons(name):
    expected = cases()[f"padj_{name}"]

    equals(adjusted(expected["input"], Adjustment(name)), expected["adjusted"])
    equals(adjusted(expected["input"], Adjustment.NONE), expected["input"])


@needs_shared
@pytest.mark.parametrize(("key", "name"), [("p_none", "none"), ("p_holm", "holm"), ("p_BH", "BH")])
def test_all_pairs_of_columns(key, name):
    case = waves()["pairwise_props"]

    found = pairwise_proportions(case["input"]["x"], case["input"]["n"], adjustment=Adjustment(name))

    equals(found[1:, :2], case[key])
    assert np.isnan(found[0]).all()


@needs_shared
@pytest.mark.parametrize("case", ["leaders_96_v_86_n50", "leaders_97_v_85_n60", "wave_2016_v_2017_83_87_n1000"])
def test_changes_between_waves(case):
    given = waves()[case]
    (x, y), (n, m) = given["input"]["x"], given["input"]["n"]

    equals(two_proportions(x, n, y, m).p, given["p"])


@needs_shared
def test_a_change_on_bases_of_900_and_1000():
    equals(two_proportions(540, 900, 790, 1000).p, waves()["sector_19pp"]["p"])


@pytest.mark.parametrize(("effect", "p"), [(1, 0.012), (2, 0.077)])
def test_a_design_effect_of_two_takes_the_significance_of_a_change_away(effect, p):
    assert round(float(two_proportions(830, 1000, 870, 1000, design_effect=effect).p), 3) == p


def test_how_many_leaders_the_published_change_needs():
    bases = np.arange(50, 60)

    found = two_proportions(0.96 * bases, bases, 0.85 * bases, bases).p

    assert bases[found < 0.05][0] == 55


def test_two_means_are_compared_by_welch():
    one, other = np.array([3.0, 4, 5, 2, 4, 4]), np.array([2.0, 3, 2, 1, 4])
    expected = stats.ttest_ind(one, other, equal_var=False)

    t, df, p = two_means((one.mean(), other.mean()), (one.std(ddof=1), other.std(ddof=1)), (6, 5))

    assert (t, df, p) == pytest.approx((expected.statistic, expected.df, expected.pvalue))


def test_overlapping_bases_are_compared_by_what_they_do_not_share():
    rng = np.random.default_rng(3)
    first, second, yes = rng.random(300) < 0.5, rng.random(300) < 0.7, rng.random(300) < 0.4
    influence = first * (yes - yes[first].mean()) / first.sum() - second * (yes - yes[second].mean()) / second.sum()
    z = (yes[first].mean() - yes[second].mean()) / np.sqrt((influence**2).sum())
    shared = first & second

    p = overlapping_proportions(
        (yes & first).sum(),
        first.sum(),
        (yes & second).sum(),
        second.sum(),
        both=(yes & shared).sum(),
        overlap=shared.sum(),
    )

    assert p == pytest.approx(2 * stats.norm.sf(abs(z)))


def test_disjoint_bases_give_the_unpooled_test():
    p = overlapping_proportions(45, 120, 62, 110, both=0, overlap=0)

    z = (45 / 120 - 62 / 110) / np.sqrt(45 / 120 * 75 / 120 / 120 + 62 / 110 * 48 / 110 / 110)
    assert p == pytest.approx(2 * stats.norm.sf(abs(z)))


def test_nothing_to_compare_is_no_answer():
    assert np.isnan(two_proportions(0, 0, 1, 2).p)
    assert np.isnan(two_proportions(0, 5, 0, 9).p)
    assert np.isnan(trend_in_proportions([0, 0], [5, 5]).p)
    assert np.isnan(np.array(clopper_pearson(0, 0))).all()
    assert np.isnan(overlapping_proportions(5, 5, 5, 5, both=5, overlap=5))


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_two_proportions_agree_with_an_independent_chi_square(x, n, y, m):
    x, y = min(x, n), min(y, m)
    found = two_proportions(x, n, y, m)

    if 0 < x + y < n + m:
        expected = stats.chi2_contingency([[x, n - x], [y, m - y]], correction=False)
        assert (found.statistic, found.p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-12)
    else:
        assert np.isnan(found.p)


@given(st.integers(0, 80), st.integers(1, 80))
def test_exact_intervals_agree_with_scipy(x, n):
    expected = stats.binomtest(min(x, n), n).proportion_ci(method="exact")

    assert np.array(clopper_pearson(min(x, n), n)) == pytest.approx([expected.low, expected.high], abs=1e-12)
