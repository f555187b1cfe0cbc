"""How sure: the kinds, the noise behind each, p-values against a group and over time, and the verdicts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import digamma, polygamma
from scipy.stats import norm, t

from sectorled.analysis.certainty import (
    HowSure,
    Noise,
    against_others,
    changed,
    how_sure,
    noise_of_history,
    noise_of_intervals,
    verdicts,
)
from sectorled.analysis.certainty.differences import Differences, equal_merit, variance_of_median
from sectorled.analysis.certainty.noise import _LOST_DEGREES, _inverse_trigamma, _scatter
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.standing import Judgement, Polarity

_ = float("nan")
LOW, NONE, HIGH, TARGET = Polarity.LOW, Polarity.NONE, Polarity.HIGH, Polarity.TARGET


def known(sd):
    sd = np.array(sd, float)
    return Noise(sd, sd, np.full(sd.shape, np.inf))


def one(polarity=HIGH, low=_, high=_):
    return Judgement.uniform(1, polarity, low, high)


@pytest.mark.parametrize(
    ("intervals", "counts", "history", "kind"),
    [
        ([1, 1, 1, 1], [1, 1, 1, 1], [9, 9, 9, 9], "sampling"),
        ([1, 1, 0, 0], [1, 1, 1, 1], [9, 9, 9, 9], "sampling"),
        ([1, 0, 0, 0], [1, 1, 1, 1], [9, 9, 9, 9], "counts"),
        ([0, 0, 0, 0], [1, 0, 0, 0], [8, 8, 7, 7], "history"),
        ([0, 0, 0, 0], [1, 0, 0, 0], [8, 7, 7, 7], "none"),
    ],
)
def test_the_first_kind_that_half_of_the_areas_can_have_is_chosen(intervals, counts, history, kind):
    found = how_sure(
        np.array([[1.0, 2, 3, 4, _]]),
        intervals=np.array([[*intervals, 1]]) > 0,
        counts=np.array([[*counts, 1]]) > 0,
        history=np.array([[*history, 9]]),
    )

    assert [str(HowSure(kind)) for kind in found] == [kind]


def test_a_group_without_values_has_no_kind():
    nobody = np.zeros((1, 2), bool)

    assert how_sure(np.full((1, 2), _), intervals=~nobody, counts=~nobody, history=nobody + 9).tolist() == [
        HowSure.NONE
    ]


def test_an_intervals_side_is_its_own_standard_error():
    values = np.array([[10.0, 10, 0, 10, 10, _]])
    lower, upper = np.array([[8.0, 10, 0, 11, _, 1]]), np.array([[13.0, 10, 4, 12, 11, 2]])

    found = noise_of_intervals(values, lower, upper)

    z = norm.ppf(0.975)
    assert found.below[0] == pytest.approx([2 / z, _, 2 / z, _, _, _], nan_ok=True)
    assert found.above[0] == pytest.approx([3 / z, _, 4 / z, _, _, _], nan_ok=True)


def test_the_difference_is_measured_by_the_side_that_faces_the_reference():
    noise = Noise(np.array([[1.0, 1, 1]]), np.array([[4.0, 1, 1]]), np.full((1, 3), np.inf))

    above = against_others(np.array([[13.0, 10, 10]]), noise, one(), mean=True)
    below = against_others(np.array([[7.0, 10, 10]]), noise, one(), mean=True)

    assert above.p[0, 0] == pytest.approx(2 * norm.sf(3 / np.sqrt(1 + 0.5)))
    assert below.p[0, 0] == pytest.approx(2 * norm.sf(3 / np.sqrt(16 + 0.5)))
    assert above.reference.tolist() == [[10, 11.5, 11.5]]


def test_the_reference_leaves_the_area_out_and_is_the_median_unless_asked():
    values = np.array([[50.0, 10, 11, 30, _]])

    found = against_others(values, known(np.ones((1, 5))), one())

    assert found.reference[0] == pytest.approx([11, 30, 30, 11, _], nan_ok=True)
    assert np.isnan(found.p[0]).tolist() == [False] * 4 + [True]


def test_an_area_alone_or_without_noise_is_not_compared():
    alone = against_others(np.array([[5.0, _]]), known([[1, 1]]), one())
    unknown = against_others(np.array([[5.0, 5, 6]]), known([[_, 1, 1]]), one())
    nothing = against_others(np.array([[5.0, 5, 6]]), known([[_, _, _]]), one(), mean=True)

    assert np.isnan(alone.p).all()
    assert np.isnan(unknown.p[0]).tolist() == [True, False, False]
    assert np.isnan(nothing.p).all()


@pytest.mark.parametrize("spread", [0.0, 0.7, 3.0, 30.0])
@pytest.mark.parametrize("n", [3, 4, 9, 16])
def test_the_variance_of_the_median_is_near_that_of_simulation_or_above(spread, n):
    random = np.random.default_rng(n)
    levels = np.sort(spread * random.normal(size=n - 1))
    values = levels + random.normal(size=(8_000, n - 1))
    with_self = np.column_stack([values, np.full(len(values), np.median(levels))])

    found = variance_of_median(with_self, known(np.ones(with_self.shape)))[:, -1].mean()

    actual = np.median(values, axis=1).var()
    assert 0.9 * actual < found < 2.1 * actual


def test_the_variance_of_the_median_of_like_areas_is_pi_halves_of_the_means():
    same = np.full((1, 26), 5.0)

    assert variance_of_median(same, known(np.full((1, 26), 2.0))) == pytest.approx(np.full((1, 26), np.pi / 2 * 4 / 25))


@pytest.mark.parametrize("periods", [8, 9, 12, 20])
@pytest.mark.parametrize("uneven", [0.0, 0.5])
def test_noise_from_history_is_the_scatter_about_the_trend(periods, uneven):
    random = np.random.default_rng(periods)
    sd = np.exp(uneven * random.normal(size=(3_000, 15)))
    drift = random.normal(size=(3_000, 15, 1)) * np.arange(periods)

    found = noise_of_history(drift + sd[:, :, None] * random.normal(size=(3_000, 15, periods)))

    assert np.median(found.below / sd) == pytest.approx(1, abs=0.06)
    assert (found.degrees >= periods - 3.75).all()
    assert (found.degrees <= periods - 3.75 + 16).all()


@pytest.mark.parametrize("periods", [8, 10, 12, 15, 20, 30])
def test_the_degrees_of_freedom_of_the_scatter_are_those_of_simulation(periods):
    noise = np.random.default_rng(periods).normal(size=(20_000, periods))
    logs = np.log(_scatter(noise, np.full(len(noise), periods)))
    degrees = periods - _LOST_DEGREES

    # a variance with d degrees of freedom has a log with variance trigamma(d / 2) and mean digamma(d / 2) - log(d / 2)
    assert 2 * _inverse_trigamma(np.array(logs.var())) == pytest.approx(degrees, abs=0.6)
    assert np.exp((logs.mean() - digamma(degrees / 2) + np.log(degrees / 2)) / 2) == pytest.approx(1, abs=0.01)
    assert polygamma(1, degrees / 2) == pytest.approx(logs.var(), rel=0.12)


def test_one_odd_year_does_not_hide_the_rest():
    random = np.random.default_rng(2)
    history = random.normal(size=(500, 12, 12))
    odd = history.copy()
    odd[:, 0, 4] += 40

    ratio = noise_of_history(odd).below[:, 0] / noise_of_history(history).below[:, 0]

    assert np.median(ratio) < 1.5


def test_seven_values_or_no_scatter_tell_no_noise():
    random = np.random.default_rng(3)
    history = random.normal(size=(1, 5, 10))
    history[0, 0, :3] = _
    history[0, 1] = 4
    history[0, 2] = np.arange(10)
    history[0, 3, :2] = _
    history[0, 4, 4:] = history[0, 4, 4]  # most lie on the line, and the rest still count

    found = noise_of_history(history)

    assert np.isnan(found.below[0]).tolist() == [True, True, True, False, False]
    assert np.isnan(noise_of_history(np.full((1, 2, 9), _)).below).all()


def test_two_areas_lend_each_other_nothing():
    history = np.random.default_rng(4).normal(size=(4, 2, 10)) * [[[1], [9]]]

    assert (noise_of_history(history).degrees == 10 - 3.75).all()


def test_a_change_is_held_against_the_noise_at_both_ends():
    before, after = np.array([[10.0, 10, 10, _]]), np.array([[14.0, 6, 10, 3]])
    earlier = Noise(np.full((1, 4), 1.0), np.full((1, 4), 2.0), np.full((1, 4), np.inf))
    later = Noise(np.full((1, 4), 3.0), np.full((1, 4), 4.0), np.full((1, 4), 9.0))

    found = changed(before, after, (earlier, later), one())

    expected = [2 * t.sf(4 / np.sqrt(9 + 4), 9), 2 * t.sf(4 / np.sqrt(16 + 1), 9), 1.0, _]
    assert found.p[0] == pytest.approx(expected, nan_ok=True)
    assert found.reference is before


@pytest.mark.parametrize(
    ("value", "reference", "low", "high", "facing"),
    [
        (40, 15, 10, 20, 20),
        (12, 15, 10, 20, 12),
        (12, 30, 10, 20, 0),
        (40, 30, 10, 20, 30),
        (-9, 30, 10, 20, 0),
        (0, 30, 10, 20, 0),
        (25, 8, _, 20, 20),
        (5, 8, 10, _, 8),
        (5, _, 10, 20, _),
    ],
)
def test_for_a_target_one_is_compared_with_what_lies_as_far_from_it(value, reference, low, high, facing):
    found = equal_merit(np.array([[value]], float), np.array([[reference]], float), one(TARGET, low, high))

    assert found == pytest.approx(np.array([[facing]]), nan_ok=True)


finite = st.floats(-100, 100)


@given(finite, finite, finite, st.floats(0, 50))
def test_what_is_compared_has_the_merit_of_the_reference(value, reference, low, width):
    judgement = one(TARGET, low, low + width)
    facing = equal_merit(np.array([[value]]), np.array([[reference]]), judgement)[0, 0]

    def away(v):
        return max(low - v, v - low - width, 0)

    assert abs(away(facing) - away(reference)) < 1e-7


@pytest.mark.parametrize(
    ("polarity", "value", "reference", "p", "verdict"),
    [
        (HIGH, 9, 5, 0.01, Verdict.BETTER),
        (LOW, 9, 5, 0.01, Verdict.WORSE),
        (LOW, 9, 5, 0.05, Verdict.SIMILAR),
        (TARGET, 9, 5, 0.01, Verdict.WORSE),
        (TARGET, 4, 5, 0.01, Verdict.BETTER),
        (NONE, 9, 5, 0.01, Verdict.NO_POLARITY),
        (HIGH, 9, 5, _, Verdict.NO_INTERVAL),
        (HIGH, 5, 5, 0.01, Verdict.SIMILAR),
    ],
)
def test_a_verdict_needs_polarity_and_a_p_below_the_level(polarity, value, reference, p, verdict):
    against = Differences(np.array([[reference]], float), np.array([[p]]))

    found = verdicts(np.array([[value]], float), against, one(polarity, 2, 3))

    assert found.tolist() == [[verdict]]


@pytest.mark.parametrize("periods", [8, 12, 20])
def test_a_change_within_an_areas_own_noise_is_rarely_called_one(periods):
    history = np.random.default_rng(6).normal(size=(800, 12, periods))
    noise = noise_of_history(history)

    p = changed(history[:, :, -2], history[:, :, -1], (noise, noise), Judgement.uniform(800, NONE)).p

    assert 0.01 < (p < 0.05).mean() <= 0.05
    assert (p < 0.001).mean() <= 0.001
