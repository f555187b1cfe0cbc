"""Exact tests of counts against scipy's, and what counts as a count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from sectorled.analysis.certainty import Family, counts_against_others, counts_changed, verdicts, whole_counts
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")
SHARE, RATE = Family.SHARE, Family.RATE


def compared(cases, people, family, judgement=None, multiplier=100.0):
    return counts_against_others(
        np.array([cases], float),
        np.array([people], float),
        np.array([family], np.int8),
        judgement or Judgement.uniform(1, Polarity.LOW),
        multiplier=np.array([multiplier]),
    )


def fisher(x, n, y, m):
    spread = hypergeom(n + m, x + y, n)
    return min(1, 2 * min(spread.cdf(x), spread.sf(x - 1)))


shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(shares, min_size=2, max_size=6))
def test_a_share_is_held_against_all_others_by_fishers_test(groups):
    cases, people = zip(*groups, strict=True)

    found = compared(cases, people, SHARE)

    for i, (x, n) in enumerate(groups):
        others = sum(cases) - x, sum(people) - n
        assert found.p[0, i] == pytest.approx(fisher(x, n, *others), rel=1e-9)
        assert found.reference[0, i] == pytest.approx(100 * others[0] / others[1])


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(1, 1e5)), min_size=2, max_size=5))
def test_a_rate_is_held_against_all_others_by_the_conditional_binomial_test(groups):
    cases, exposure = zip(*groups, strict=True)

    found = compared(cases, exposure, RATE)

    for i, (x, n) in enumerate(groups):
        tails = [
            binomtest(x, sum(cases), n / sum(exposure), alternative=way).pvalue if sum(cases) else 1.0
            for way in ("less", "greater")
        ]
        assert found.p[0, i] == pytest.approx(min(1, 2 * min(tails)), rel=1e-7)


def test_a_change_of_counts_is_tested_likewise():
    found = counts_changed(
        (np.array([[10.0, 10]]), np.array([[100.0, 100]])),
        (np.array([[25.0, _]]), np.array([[100.0, 100]])),
        np.array([SHARE], np.int8),
        Judgement.uniform(1, Polarity.LOW),
        multiplier=np.array([100.0]),
    )

    assert found.p[0] == pytest.approx([fisher(25, 100, 10, 100), _], nan_ok=True)
    assert found.reference.tolist() == [[10, 10]]


@pytest.mark.parametrize(
    ("x", "n", "family", "counted"),
    [
        (3, 10, SHARE, True),
        (11, 10, SHARE, False),
        (11, 10, RATE, True),
        (2.5, 10, RATE, False),
        (2, 10.5, SHARE, False),
        (2, 10.5, RATE, True),
        (0.1 * 30, 10, SHARE, True),
        (-1, 10, SHARE, False),
        (0, 0, SHARE, False),
        (3, 10, Family.NONE, False),
        (_, 10, SHARE, False),
        (3, _, SHARE, False),
    ],
)
def test_only_whole_possible_numbers_of_a_known_family_are_counts(x, n, family, counted):
    assert whole_counts(np.array([[x]]), np.array([[n]]), np.array([family], np.int8)).tolist() == [[counted]]


def test_what_is_not_a_count_is_neither_compared_nor_in_the_reference():
    found = compared([3.5, 20, 10], [10, 100, 100], SHARE)

    assert np.isnan(found.p[0]).tolist() == [True, False, False]
    assert found.reference[0, 1:].tolist() == [10, 20]


def test_nobody_to_compare_with_is_not_compared():
    assert np.isnan(compared([3, _], [10, 10], SHARE).p).all()
    assert np.isnan(compared([3, 4], [10, 10], Family.NONE).p).all()


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [(900, Verdict.WORSE), (400, Verdict.BETTER), (300, Verdict.SIMILAR), (700, Verdict.SIMILAR), (20, Verdict.WORSE)],
)
@pytest.mark.parametrize("family", [SHARE, RATE])
def test_for_a_target_counts_are_held_against_what_lies_as_far_from_it(cases, verdict, family):
    judgement = Judgement.uniform(1, Polarity.TARGET, 40, 60)  # the others lie 10 above it, as 30 would 10 below
    found = compared([cases, 70_000], [1_000, 100_000], family, judgement)

    assert verdicts(np.array([[cases / 10, 70]]), found, judgement)[0, 0] == verdict


def test_two_values_inside_the_target_do_not_differ():
    found = compared([410, 59_000], [1_000, 100_000], SHARE, Judgement.uniform(1, Polarity.TARGET, 40, 60))

    assert found.p[0, 0] == 1
