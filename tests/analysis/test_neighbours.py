"""Neighbours: distances against an independent calculation, and the choices around them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from scipy.stats import zscore
from scipy.stats.mstats import winsorize

from sectorled.analysis.neighbours import (
    closeness,
    distances,
    drivers,
    nearest,
    same_kind,
    stability,
    standardised,
    without_compared,
)
from sectorled.analysis.reference import neighbours as reference

_ = float("nan")
RANDOM = np.random.default_rng(17)
TABLE = RANDOM.normal(size=(40, 12)) * RANDOM.uniform(0.1, 1000, size=12) + RANDOM.uniform(-50, 50, size=12)
cells = st.none() | st.integers(-40, 40).map(lambda k: k / 8)
tables = st.integers(1, 5).flatmap(lambda k: st.lists(st.lists(cells, min_size=k, max_size=k), min_size=2, max_size=9))


def array(table):
    return np.array([[_ if v is None else v for v in row] for row in table])


@pytest.mark.parametrize("sample", [False, True])
def test_distances_equal_an_independent_calculation(sample):
    z = standardised(TABLE, sample=sample)

    oracle = zscore(TABLE, ddof=int(sample))
    assert np.abs(distances(z).distance - cdist(oracle, oracle)).max() < 1e-9


def test_weighted_distances_equal_an_independent_calculation():
    weights = RANDOM.uniform(0, 3, size=12)

    oracle = cdist(zscore(TABLE), zscore(TABLE), "euclidean", w=weights)
    assert np.abs(distances(standardised(TABLE), weights).distance - oracle).max() < 1e-9


def test_winsorising_draws_the_ends_in():
    twenty_one = np.arange(21.0)[:, None] ** 3  # 5% of 21 falls on a value, where all definitions of a quantile agree

    found = standardised(twenty_one, winsorise=0.05)

    assert found == pytest.approx(zscore(np.asarray(winsorize(twenty_one, (0.05, 0.05), axis=0))), abs=1e-12)


@given(tables, st.booleans())
def test_distances_and_nearest_equal_the_plain_reference(table, sample):
    weights = [1.0, 0.5, 2.0, 0.0, 1.5][: len(table[0])]
    z = standardised(array(table), sample=sample)
    found = distances(z, np.array(weights)).distance

    plain = reference.standardised(table, sample=sample)
    for i, row in enumerate(plain):
        expected = [reference.distance(row, other, weights) for other in plain]
        assert found[i] == pytest.approx([_ if d is None else d for d in expected], abs=1e-9, nan_ok=True)
        chosen = nearest(found, 3)[i]
        assert chosen[chosen >= 0].tolist() == reference.nearest(plain, i, 3, weights)


def test_missing_variables_scale_up_and_their_share_is_shown():
    z = np.array([[0, 0, 0, 0], [1, 1, _, 1], [_, _, _, 5.0]])

    found = distances(z)

    assert found.distance[0, 1] == pytest.approx(2)  # the root of 3 over 3 shared, times 4
    assert found.typical[0, 1] == pytest.approx(1)
    assert found.missing_share.tolist() == [[0, 0.25, 0.75], [0.25, 0.25, 0.75], [0.75, 0.75, 0.75]]


def test_areas_that_share_no_variable_are_no_neighbours():
    found = distances(np.array([[0, _], [_, 1], [2, 2.0]]))

    assert np.isnan(found.distance[0, 1])
    assert nearest(found.distance, 2).tolist() == [[2, -1], [2, -1], [1, 0]]


def test_a_variable_that_does_not_vary_makes_nobody_near_or_far():
    z = standardised(np.array([[0.1 + 0.2, 1], [0.3, 2], [_, 4]]))

    assert z[:2, 0].tolist() == [0.0, 0.0]
    assert np.isnan(z[2, 0])


def test_means_and_deviations_leave_missing_values_out():
    table = np.where(RANDOM.uniform(size=TABLE.shape) < 0.2, _, TABLE)
    frame = pd.DataFrame(table)

    assert standardised(table) == pytest.approx(((frame - frame.mean()) / frame.std(ddof=0)).to_numpy(), nan_ok=True)


def test_nearest_are_of_the_same_kind_on_request_and_never_oneself():
    distance = np.abs(np.subtract.outer([0.0, 1, 2, 3, 9], [0.0, 1, 2, 3, 9]))
    eligible = same_kind(["county", "district", "county", "county", None])

    assert nearest(distance, 2).tolist() == [[1, 2], [0, 2], [1, 3], [2, 1], [3, 2]]
    assert nearest(distance, 2, eligible=eligible).tolist() == [[2, 3], [-1, -1], [3, 0], [2, 0], [-1, -1]]
    assert nearest(distance, 6).shape == (5, 6)


@pytest.mark.parametrize(
    ("typical", "word"),
    [
        (0, "extremely close"),
        (0.1 + 0.15, "extremely close"),
        (0.5, "very close"),
        (0.7, "close"),
        (1, "somewhat close"),
    ],
)
def test_closeness_in_words(typical, word):
    assert closeness(typical) == word
    assert closeness(1.01) == "not close"


def test_drivers_say_what_sets_two_areas_apart():
    z = np.array([[0, 0, 0, 1.0], [1, -3, _, 1]])

    found = drivers(z, 0, 1)
    weighted = drivers(z, 0, 1, np.array([27.0, 1, 1, 1]))

    assert found.variables.tolist() == [1, 0, 3]
    assert found.share == pytest.approx([0.9, 0.1, 0])
    assert found.difference.tolist() == [-3, 1, 0]
    assert weighted.variables.tolist() == [0, 1, 3]
    assert drivers(z, 0, 0).share.tolist() == [0, 0, 0, 0]


def test_stability_is_the_share_of_resamples_and_the_same_for_the_same_seed():
    z = np.zeros((4, 10))
    z[1], z[2], z[3] = 0.1, 1.0, 1.0
    z[3, 0] = 0.0  # nearer than area 2 whenever the first variable is drawn
    found = stability(z, 0, 2, seed=3)

    assert found[[0, 1]].tolist() == [0, 1]
    # area 3 wins when the first variable is drawn (1 - 0.9 ** 10 = 0.65), and area 2, earlier in the table, when not
    assert found[3] == pytest.approx(0.65, abs=0.1)
    assert found[2] + found[3] == pytest.approx(1)
    assert (stability(z, 0, 2, seed=3) == found).all()


def test_stability_chooses_among_the_eligible_and_copes_with_missing_values():
    z = np.array([[0, 0], [0.1, 0.1], [_, _], [3, _]])

    found = stability(z, 0, 2, seed=1, eligible=np.array([True, False, True, True]))

    assert found[:3].tolist() == [0, 0, 0]
    assert found[3] == pytest.approx(0.75, abs=0.1)  # its only variable is drawn in three of four resamples


def test_metrics_being_compared_do_not_choose_the_neighbours():
    assert without_compared(["income", "recycling", "density"], {"recycling", "litter"}) == [0, 2]
