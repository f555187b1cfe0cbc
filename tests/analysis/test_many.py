"""Many tests at once, against worked examples and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from sectorled.analysis.many import benjamini_hochberg, expected_by_chance, holm, stands_out

_ = float("nan")
p_values = st.lists(st.integers(0, 50).map(lambda k: k / 50), min_size=1, max_size=20)


def test_holm_steps_down_and_never_falls():
    assert holm(np.array([0.04, 0.01, 0.05, 0.03, 0.02])) == pytest.approx([0.09, 0.05, 0.09, 0.09, 0.08])


@given(p_values)
def test_benjamini_hochberg_is_scipys(p):
    assert benjamini_hochberg(np.array(p)) == pytest.approx(false_discovery_control(p), rel=1e-12)


@given(p_values)
def test_holm_multiplies_each_by_the_tests_not_yet_done(p):
    expected, highest = {}, 0.0
    for done, i in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        highest = max(highest, min(1.0, p[i] * (len(p) - done)))
        expected[i] = highest

    assert holm(np.array(p)) == pytest.approx([expected[i] for i in range(len(p))], rel=1e-12)


@given(p_values)
def test_what_was_not_tested_does_not_count(p):
    padded = np.array([[*p, _], [_, *p]])

    for adjust in (holm, benjamini_hochberg):
        found = adjust(padded)
        assert found[0, :-1] == pytest.approx(adjust(np.array(p)))
        assert found[1, 1:] == pytest.approx(adjust(np.array(p)))
        assert np.isnan([found[0, -1], found[1, 0]]).all()


def test_what_stands_out_depends_on_the_whole_page():
    assert stands_out(np.array([0.01, 0.02, 0.03, _])).tolist() == [True, True, True, False]
    assert stands_out(np.array([0.03, *[0.9] * 9])).tolist() == [False] * 10
    assert stands_out(np.array([0.03, 0.9, 0.9]), 0.1).tolist() == [True, False, False]
    assert stands_out(np.array([_, _])).tolist() == [False, False]


def test_marks_expected_by_chance_are_tests_times_level():
    assert expected_by_chance(np.array([[0.5, _, 0.1], [_, _, _]])) == pytest.approx([0.1, 0])
