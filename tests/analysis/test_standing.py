"""Kernels of standing: examples, properties against the plain-Python reference, and independent oracles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.arrays import floats
from sectorled.analysis.reference import standing as reference
from sectorled.analysis.standing import (
    Judgement,
    Polarity,
    group_figures,
    place,
    standings,
    without_self,
)

_ = float("nan")
LOW, NONE, HIGH, TARGET = Polarity.LOW, Polarity.NONE, Polarity.HIGH, Polarity.TARGET

# few distinct values make ties common; tenths make float noise common
tenths = st.integers(-60, 60).map(lambda k: k / 10)
anything = st.floats(-1e9, 1e9).map(lambda v: round(v, 6))
cells = st.lists(st.none() | tenths, min_size=1, max_size=14) | st.lists(st.none() | anything, min_size=1, max_size=40)
judged = st.sampled_from(
    [
        *((polarity, None, None) for polarity in Polarity),
        *((TARGET, low, high) for low, high in [(0.3, 0.3), (-1.0, 1.1), (None, 0.2), (0.1, None)]),
    ]
)


def array(values):
    return np.array([[_ if v is None else v for v in values]])


def one(polarity, low=None, high=None):
    return Judgement.uniform(1, polarity, *(_ if end is None else end for end in (low, high)))


@pytest.mark.parametrize(
    ("values", "polarity", "ranks"),
    [
        ([10, 20, 20, 30], LOW, [1, 2, 2, 4]),
        ([10, 20, 20, 30], HIGH, [4, 2, 2, 1]),
        ([10, 20, 20, 30], NONE, [0, 0, 0, 0]),
        ([5, _, 5, 0], HIGH, [1, 0, 1, 3]),
        ([0.0, -0.0, 1], LOW, [1, 1, 3]),
        ([7], HIGH, [1]),
        ([_, _], HIGH, [0, 0]),
    ],
)
def test_rank_is_the_competition_rank_in_the_direction_of_polarity(values, polarity, ranks):
    assert standings(floats([values]), one(polarity)).rank.tolist() == [ranks]


@pytest.mark.parametrize(
    ("values", "low", "high", "ranks"),
    [
        ([0.2, 0.4, 0.3, 0.1], 0.3, 0.3, [2, 2, 1, 4]),  # 0.3 - 0.2 and 0.4 - 0.3 differ in the last binary place
        ([18, 21, 24, 27, _], 20, 25, [3, 1, 1, 3, 0]),
        ([18, 21, 24, 27], None, 20, [1, 2, 3, 4]),
        ([18, 21, 24, 27], 25, None, [4, 3, 2, 1]),
        ([18, 21], None, None, [0, 0]),
    ],
)
def test_a_target_ranks_by_distance_from_its_range(values, low, high, ranks):
    assert standings(floats([values]), one(TARGET, low, high)).rank.tolist() == [ranks]


def test_equal_values_are_joint_in_rank_and_share_a_band():
    found = standings(floats([[1, 2, 2, 2, 3, 4, 5, 6, _]]), one(LOW))

    assert found.joint.tolist() == [[False, True, True, True, False, False, False, False, False]]
    assert found.band.tolist() == [[1, 1, 1, 1, 3, 3, 4, 4, 0]]
    assert found.of.tolist() == [8]
    assert found.rank_share[0, :2].tolist() == [0.125, 0.25]
    assert np.isnan(found.rank_share[0, 8])


def test_no_band_is_given_to_fewer_than_eight_values_unless_asked():
    seven = floats([[1, 2, 3, 4, 5, 6, 7, _]])

    assert not standings(seven, one(LOW)).band.any()
    assert standings(seven, one(LOW), min_for_bands=4).band.tolist() == [[1, 1, 2, 2, 3, 4, 4, 0]]
    assert standings(floats([[3.0]]), one(LOW), min_for_bands=1).band.tolist() == [[1]]


def test_quintiles_of_one_to_fifty_cut_at_the_type_7_quantiles():
    values = np.arange(1.0, 51)

    band = standings(values[None], one(LOW), bands=5).band[0]

    cuts = np.percentile(values, [20, 40, 60, 80])
    assert cuts.tolist() == pytest.approx([10.8, 20.6, 30.4, 40.2])
    assert (band == 1 + np.searchsorted(cuts, values, side="left")).all()


def test_distance_is_in_raw_median_absolute_deviations_and_blank_where_that_is_zero():
    figures, found = place(floats([[1, 2, 3, 4, 10, _], [5, 5, 5, 5, 9, 1]]), Judgement.uniform(2, NONE))

    assert figures.mad.tolist() == [1, 0]
    assert found.mads_from_median[0, :5].tolist() == [-2, -1, 0, 1, 7]
    assert np.isnan(found.mads_from_median[0, 5])
    assert np.isnan(found.mads_from_median[1]).all()


def test_distances_can_be_from_the_figures_of_another_group():
    values = floats([[1, 2, 3, 4, 10]])
    wider = group_figures(floats([[0, 4, 8]]))

    assert standings(values, one(LOW), wider).mads_from_median.tolist() == [[-0.75, -0.5, -0.25, 0, 1.5]]


def test_ratio_of_sums_is_over_areas_with_a_value_and_both_parts():
    values = floats([[10, 20, _, 40], [1, _, _, _]])
    numerators, denominators = floats([[1, 4, 9, _], [1, 1, 1, 1]]), floats([[10, 20, 30, 40], [0, 1, 1, 1]])

    figures = group_figures(values, numerators=numerators, denominators=denominators, multiplier=100)

    assert figures.ratio_of_sums[0] == pytest.approx(100 * 5 / 30)
    assert np.isnan(figures.ratio_of_sums[1])
    plain, _found = place(values, Judgement.uniform(2, LOW), numerators=numerators, denominators=denominators)
    assert plain.ratio_of_sums[0] == pytest.approx(5 / 30)
    assert np.isnan(group_figures(values).ratio_of_sums).all()


def test_a_group_without_values_or_without_areas_has_no_figures():
    for values in (np.full((2, 3), np.nan), np.empty((2, 0))):
        figures, found = place(values, Judgement.uniform(2, HIGH))

        assert figures.n.tolist() == found.of.tolist() == [0, 0]
        assert np.isnan(figures.median).all()
        assert np.isnan(figures.mad).all()
        assert not found.rank.any()


def test_an_area_is_left_out_of_its_own_reference():
    median, mean = without_self(floats([[1, 2, 3, 10, _], [4, _, _, _, _]]))

    assert median[0, :4].tolist() == [3, 3, 2, 2]
    assert mean[0, :4].tolist() == [5, 14 / 3, 13 / 3, 2]
    assert np.isnan(median[0, 4])
    assert np.isnan(median[1]).all()
    assert np.isnan(mean[1]).all()


@given(cells, judged, st.sampled_from([4, 5]))
def test_kernel_and_reference_agree_on_standings(values, judgement, bands):
    found = standings(array(values), one(*judgement), bands=bands)

    group = {str(i): v for i, v in enumerate(values)}
    polarity, low, high = judgement
    for i, code in enumerate(group):
        expected = reference.standing(code, group, polarity, (low, high), bands=bands)
        if expected is None:
            assert found.rank[0, i] == found.band[0, i] == 0
            assert np.isnan(found.mads_from_median[0, i])
            continue
        assert found.rank[0, i] == (expected.rank or 0)
        assert found.band[0, i] == (expected.band or 0)
        assert found.joint[0, i] == expected.joint
        assert found.of[0] == expected.of
        assert found.rank_share[0, i] == pytest.approx(blank(expected.rank_share), nan_ok=True, rel=1e-12)
        assert found.mads_from_median[0, i] == pytest.approx(blank(expected.mads_from_median), nan_ok=True, rel=1e-12)


@given(cells)
def test_kernel_and_reference_agree_on_figures(values):
    found, expected = group_figures(array(values)), reference.figures(values)
    noise = 1e-12 * max((abs(v) for v in values if v is not None), default=0.0)

    assert found.n[0] == expected.n
    for name in ("mean", "median", "q1", "q3", "mad", "minimum", "maximum"):
        figure = getattr(found, name)[0]
        assert figure == pytest.approx(blank(getattr(expected, name)), nan_ok=True, rel=1e-12, abs=noise), name


@given(cells)
def test_kernel_and_reference_agree_on_the_group_without_the_area(values):
    median, mean = without_self(array(values))
    noise = 1e-12 * len(values) * max((abs(v) for v in values if v is not None), default=0.0)

    group = {str(i): v for i, v in enumerate(values)}
    for i, code in enumerate(group):
        expected = reference.without_self(code, group)
        assert median[0, i] == pytest.approx(blank(expected[0]), nan_ok=True, rel=1e-12)
        assert mean[0, i] == pytest.approx(blank(expected[1]), nan_ok=True, rel=1e-12, abs=noise)


@given(st.lists(st.none() | st.tuples(tenths, st.none() | tenths, st.none() | tenths), min_size=1, max_size=12))
def test_kernel_and_reference_agree_on_the_ratio_of_sums(rows):
    parts = [row or (None, None, None) for row in rows]
    values, numerators, denominators = (array(column) for column in zip(*parts, strict=True))

    # whole numbers, so that both sides see the same zero below
    found = group_figures(values, numerators=numerators * 10, denominators=np.round(denominators * 10), multiplier=1000)

    whole = [(v, None if x is None else x * 10, None if n is None else round(n * 10)) for v, x, n in parts]
    expected = blank(reference.ratio_of_sums(whole, 1000))
    assert found.ratio_of_sums[0] == pytest.approx(expected, nan_ok=True, rel=1e-12, abs=1e-9)


def blank(value):
    return _ if value is None else value


@pytest.fixture(scope="module")
def sweep():
    """Enough cells and areas for several blocks, with ties, gaps and every polarity; not in one piece in memory."""
    rng = np.random.default_rng(1)
    values = np.round(rng.normal(50, 10, (1500, 160)), 1)[:, ::2]
    values[rng.random(values.shape) < 0.15] = np.nan
    polarity = rng.choice(np.array([LOW, NONE, HIGH, TARGET], np.int8), 1500)
    return values, Judgement(polarity, np.full(1500, 48.0), np.full(1500, 52.0))


def test_ranks_equal_those_of_pandas(sweep):
    values, judgement = sweep
    found = standings(values, judgement)

    frame = pd.DataFrame(values)
    outside = np.maximum(np.maximum(48 - values, values - 52), 0).round(9)
    for polarity, key in ((LOW, frame), (HIGH, -frame), (TARGET, pd.DataFrame(outside))):
        cells_of = judgement.polarity == polarity
        expected = key[cells_of].rank(axis=1, method="min").fillna(0)
        assert (found.rank[cells_of] == expected).all(axis=None)
        joint = key[cells_of].apply(lambda row: row.duplicated(keep=False), axis=1) & key[cells_of].notna()
        assert (found.joint[cells_of] == joint).all(axis=None)


def test_figures_equal_those_of_numpy(sweep):
    values, judgement = sweep
    figures, found = place(values, judgement)

    median = np.nanmedian(values, axis=1)
    mad = np.nanmedian(np.abs(values - median[:, None]), axis=1)
    np.testing.assert_array_equal(figures.median, median)
    np.testing.assert_array_equal(figures.mad, mad)
    np.testing.assert_allclose(figures.mean, np.nanmean(values, axis=1), rtol=1e-12)
    quarters = np.nanpercentile(values, [25, 75], axis=1)
    np.testing.assert_allclose([figures.q1, figures.q3], quarters, rtol=1e-12)
    np.testing.assert_array_equal(figures.minimum, np.nanmin(values, axis=1))
    np.testing.assert_array_equal(figures.maximum, np.nanmax(values, axis=1))
    np.testing.assert_allclose(found.mads_from_median, (values - median[:, None]) / mad[:, None], rtol=1e-12)


def test_one_cell_has_the_standing_it_has_in_the_sweep(sweep):
    values, judgement = sweep
    figures, found = place(values, judgement)

    for i in (0, 700, 1499):
        page = place(values[i : i + 1], judgement[i : i + 1])
        for alone, kernel in zip(page, (figures, found), strict=True):
            for field in kernel.__slots__:
                np.testing.assert_array_equal(getattr(alone, field)[0], getattr(kernel, field)[i], err_msg=field)


@given(cells, st.sampled_from([LOW, HIGH]))
def test_turning_the_polarity_turns_the_ranks(values, polarity):
    there, back = standings(array(values), one(polarity)), standings(-array(values), one(Polarity(-polarity)))

    np.testing.assert_array_equal(there.rank, back.rank)
    np.testing.assert_array_equal(there.band, back.band)
