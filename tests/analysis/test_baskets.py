"""Baskets: golden examples, the plain-Python reference, Wilcoxon against scipy, and what would change the answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import PermutationMethod
from scipy.stats import wilcoxon as scipy_wilcoxon

from sectorled.analysis import baskets
from sectorled.analysis.baskets import basket_change, members_at_both, other_bases, total, without_each_theme
from sectorled.analysis.paired import wilcoxon
from sectorled.analysis.reference import baskets as reference
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")
LOW, NONE, HIGH, TARGET = Polarity.LOW, Polarity.NONE, Polarity.HIGH, Polarity.TARGET


def compared(base, latest, polarity=LOW, low=_, high=_):
    judgement = Judgement.uniform(1, polarity, low, high)
    return basket_change(np.array([base], float), np.array([latest], float), judgement)


@pytest.mark.parametrize(
    ("base", "latest", "used", "means", "percent", "direction", "improving"),
    [
        ([10, 20, 30], [12, 18, _], 2, (15, 15), 0.0, 0, 1),
        ([10, 20, 30], [12, 18, 24], 3, (20, 18), -10.0, 1, 2),
        ([10, 30], [9, 36], 2, (20, 22.5), 12.5, -1, 1),
        ([0, 0], [0, 0], 2, (0, 0), 0.0, 0, 0),
        ([0, 0], [1, 1], 2, (0, 1), _, -1, 0),
        ([-10, -10], [-5, -5], 2, (-10, -5), 50.0, -1, 0),
        ([_, 1], [1, _], 0, (_, _), _, 0, 0),
    ],
)
def test_golden_examples_of_the_published_method(base, latest, used, means, percent, direction, improving):
    found = compared(base, latest)

    assert (found.used.tolist(), found.direction.tolist(), found.improving.tolist()) == (
        [used],
        [direction],
        [improving],
    )
    assert [*found.base_mean, *found.latest_mean] == pytest.approx(means, nan_ok=True)
    assert found.change_percent == pytest.approx([percent], nan_ok=True)


def test_an_area_that_lacks_either_period_is_dropped_and_counted():
    found = compared([10, 20, 30, _, _], [12, 18, _, 4, _])

    assert (found.used.tolist(), found.dropped.tolist()) == ([2], [2])


def test_the_share_improving_has_its_wilson_interval():
    found = compared(range(100), [v - 1 if v < 65 else v + 1 for v in range(100)])

    assert found.share_improving == pytest.approx([0.65])
    assert [*found.share_lower, *found.share_upper] == pytest.approx([0.5525444, 0.7363575], abs=1e-7)


def test_without_polarity_nothing_improves_or_worsens():
    found = compared([1, 2, 3], [4, 5, 6], NONE)

    assert found.change_percent.tolist() == [150.0]
    assert (found.direction.tolist(), found.improving.tolist(), found.worsening.tolist()) == ([0], [0], [0])
    assert np.isnan([found.p, found.p_holm, found.share_improving]).all()
    assert total(found, Judgement.uniform(1, NONE)) == baskets.Total(0, 0, 0, 0)


def test_for_a_target_nearer_is_better():
    found = compared([10, 30], [14, 26], TARGET, 15, 25)

    assert (found.improving.tolist(), found.direction.tolist()) == ([2], [0])


def test_holm_allows_for_the_whole_basket():
    base = np.tile(np.arange(1.0, 11.0), (3, 1))
    latest = base + np.array([[1.0], [1.0], [0.0]])

    found = basket_change(base, latest, Judgement.uniform(3, HIGH))

    assert found.p == pytest.approx([2 / 1024, 2 / 1024, 1.0])
    assert found.p_holm == pytest.approx([6 / 1024, 6 / 1024, 1.0])


def test_themes_left_out_and_other_bases_show_what_the_total_hangs_on():
    base, latest = np.array([[1.0], [1.0], [1.0], [_]]), np.array([[2.0], [2.0], [0.5], [1.0]])
    judgement = Judgement.uniform(4, HIGH)
    found = basket_change(base, latest, judgement)

    assert total(found, judgement) == baskets.Total(2, 1, 0, 3)
    assert without_each_theme(found, judgement, ["care", "care", "roads", "roads"]) == {
        "care": baskets.Total(0, 1, 0, 1),
        "roads": baskets.Total(2, 0, 0, 2),
    }
    assert other_bases({"2012": base * 4, "2013": latest}, latest, judgement) == {
        "2012": baskets.Total(0, 3, 0, 3),
        "2013": baskets.Total(0, 0, 4, 4),
    }


def test_only_members_at_both_dates_are_compared():
    assert members_at_both(["a", "b", "c"], ["d", "c", "a"]) == baskets.Members(["c", "a"], ["b", "d"])


tenths = st.integers(-30, 30).map(lambda k: k / 10)
pairs = st.lists(st.tuples(st.none() | tenths, st.none() | tenths), min_size=1, max_size=12)
DIRECTIONS = {"improved": 1, "worsened": -1, "no change": 0, None: 0}


@given(pairs, st.sampled_from([(LOW, lambda v: v), (HIGH, lambda v: -v), (NONE, None)]))
def test_the_published_method_equals_the_plain_reference(pairs, judged):
    polarity, badness = judged
    base, latest = zip(*pairs, strict=True)

    found = compared(*([_ if v is None else v for v in values] for values in (base, latest)), polarity)

    one = reference.change(base, latest, badness)
    assert found.used.tolist() == [one.used if one else 0]
    if one:
        assert DIRECTIONS[one.direction] == found.direction[0]
        assert found.improving.tolist() == [one.improving]
        percent = _ if one.change_percent is None else one.change_percent
        if abs(one.base_mean) > 1e-9:
            assert found.change_percent == pytest.approx([percent], abs=2e-9)


@given(st.lists(tenths, min_size=1, max_size=9))
def test_wilcoxon_counts_every_pattern_of_signs(differences):
    expected = float(reference.wilcoxon(differences)) if any(differences) else 1.0

    assert wilcoxon(np.array([[*differences, _]])) == pytest.approx([expected], rel=1e-12)


@given(st.lists(st.floats(-100, 100).map(lambda v: round(v, 5)), min_size=2, max_size=50, unique_by=abs))
def test_wilcoxon_without_ties_is_scipys_exact_test(differences):
    differences = [d for d in differences if d]

    if differences:
        assert wilcoxon(np.array([differences]))[0] == pytest.approx(
            scipy_wilcoxon(differences, method="exact").pvalue, rel=1e-9
        )


def test_wilcoxon_with_ties_is_scipys_permutation_test():
    differences = np.array([1, 1, -1, 2, 3, 3, -4, 5, 5.0])

    oracle = scipy_wilcoxon(differences, method=PermutationMethod(n_resamples=np.inf)).pvalue

    assert wilcoxon(differences[None]) == pytest.approx([oracle])


def test_wilcoxon_of_many_pairs_is_normal_with_corrections():
    differences = np.round(np.random.default_rng(3).normal(0.2, 1, size=300), 1)

    oracle = scipy_wilcoxon(differences, method="asymptotic", correction=True).pvalue

    assert wilcoxon(differences[None]) == pytest.approx([oracle], rel=1e-9)


def test_wilcoxon_of_nothing_is_not_a_test():
    assert np.isnan(wilcoxon(np.array([[_, _]]))).all()
