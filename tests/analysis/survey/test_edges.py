"""Where a figure has no answer, or a method must go slower to find it."""

import numpy as np
import pytest

from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.chisquare import Independence, independence
from sectorled.analysis.survey.contrasts import compared, from_average, straight_trend
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.estimates import Estimates, side_by_side, t_value, two_sided_t
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.means import design_effects, mean, total
from sectorled.analysis.survey.models import fitted, linear
from sectorled.analysis.survey.proportions import ProportionInterval, interval_of_proportion
from sectorled.analysis.survey.quantiles import quantiles
from sectorled.analysis.survey.replicates import jackknife
from sectorled.analysis.survey.stages import Drawn
from sectorled.analysis.survey.sufficient import cell_sums
from sectorled.analysis.survey.unweighted import clopper_pearson

OTHERS = [method for method in ProportionInterval if method is not ProportionInterval.BETA]


@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_everybody_or_nobody_gives_no_interval(method, share):
    limits = interval_of_proportion([[share, 0.4]], [[0.0, 0.01]], 80, 20, method=method)

    assert np.isnan([limits.lower[0, 0], limits.upper[0, 0]]).all()
    assert 0 < limits.lower[0, 1] < 0.4 < limits.upper[0, 1] < 1


def test_everybody_or_nobody_gives_an_exact_interval_by_beta():
    limits = interval_of_proportion([0.0, 1.0, np.nan], [0.0, 0.0, np.nan], 80, 79, method=ProportionInterval.BETA)

    expected = np.array(clopper_pearson([0, 80], 80))
    assert np.array(limits)[:, :2] == pytest.approx(expected)
    assert np.isnan(np.array(limits)[:, 2]).all()


@pytest.mark.parametrize("method", ProportionInterval)
def test_a_share_that_cannot_vary_is_its_own_interval(method):
    limits = interval_of_proportion([0.3], [0.0], 80, 20, method=method)

    assert (limits.lower[0], limits.upper[0]) == (0.3, 0.3)


def test_the_arcsine_interval_stops_at_nobody_and_everybody():
    limits = interval_of_proportion([0.01, 0.99], 0.01, 30, 20, method=ProportionInterval.ARCSINE)

    assert (limits.lower[0], limits.upper[1]) == (0, 1)


def test_a_quantile_whose_interval_passes_the_sample_is_open_there():
    found = quantiles(sample_design(rows=12), np.arange(12.0), [0.02, 0.5, 1.0])

    assert found.values.tolist() == [0, 5, 11]
    assert np.isnan(found.lower).tolist() == [True, False, False]
    assert np.isnan(found.upper[1:]).tolist() == [False, False]


@pytest.mark.parametrize("weights", [[0.1] * 10, [1 / 3] * 10])
def test_a_median_on_a_step_is_the_lower_value_whatever_order_weights_were_added_in(weights):
    assert quantiles(sample_design(weights), np.arange(10.0), [0.5]).values.tolist() == [4]


def test_no_degrees_of_freedom_no_interval():
    assert np.isnan(t_value(0.95, 0))
    assert np.isnan(two_sided_t(2.0, 0))
    assert t_value(0.95, np.inf) == pytest.approx(1.959964, abs=1e-6)


def test_weights_that_add_to_fewer_than_the_respondents_have_no_design_effect():
    assert np.isnan(design_effects(sample_design(np.full(40, 0.5)), np.arange(40) % 2))


def test_calibration_takes_shorter_steps_where_factors_overflow():
    size = np.array([1.0, 2, 3, 50])
    method = Calibration(size[:, None], np.array([90_000.0]), ("size",), Distance.RAKING)

    weights = method.applied(np.full(4, 0.01))

    assert weights @ size == pytest.approx(90_000)
    assert (weights > 0).all()


def test_a_constant_within_strata_has_no_error():
    found = sample_design(np.ones(6)).estimate(mean([[2.0, 1]] * 6))

    assert found.errors.tolist() == [0, 0]
    assert np.isnan(found.p_values()).all()


def jackknifed():
    """Six clusters; a kind of respondent that only the first has."""
    cluster = np.repeat(np.arange(6), 4)
    value = np.random.default_rng(2).normal(size=24)
    return jackknife(sample_design(np.ones(24), Drawn(units=cluster))), cluster, value


def test_a_replicate_that_leaves_nobody_is_left_out_of_that_figure():
    design, cluster, value = jackknifed()

    found = design.estimate(mean(value, cluster == 0))
    table = design.cell_totals((value > 0).astype(int), cluster, (2, 6)).column_shares()

    assert found.errors[0] == pytest.approx(0, abs=1e-12)
    assert table.errors == pytest.approx(np.zeros(12), abs=1e-12)
    assert np.isnan(design.cell_totals((value > 0).astype(int), cluster, (2, 7)).column_shares().errors[[6, 13]]).all()


def test_a_replicate_without_a_kind_of_respondent_has_no_coefficient_for_it():
    design, cluster, value = jackknifed()

    found = fitted(design, linear(value, (cluster == 0) & (np.arange(24) < 2)))

    assert np.isfinite(found.errors).all()


def test_wald_has_no_answer_with_fewer_clusters_than_cells():
    rng = np.random.default_rng(5)
    layout, batch = laid_out(sample_design(np.ones(80), Drawn(units=np.repeat(np.arange(4), 20))))
    sums = cell_sums(rng.integers(0, 4, 80), rng.integers(0, 4, 80), (4, 4), batch)

    assert np.isnan(independence(layout.cell_totals(sums).two_way(), Independence.WALD).p)


def test_waves_that_share_nobody_stand_side_by_side():
    waves = [Estimates(np.array([p]), np.array([[p * (1 - p) / 1000]]), np.array([np.inf])) for p in (0.83, 0.87, 0.9)]
    joint = side_by_side(waves)

    change = compared(joint, np.array([2, 2]), np.array([0, 1]))
    slope = straight_trend(joint, [2015, 2016, 2017])

    assert change.values == pytest.approx([0.07, 0.03])
    assert change.errors[0] == pytest.approx(np.sqrt(0.83 * 0.17 / 1000 + 0.9 * 0.1 / 1000))
    assert slope.values == pytest.approx([0.035])
    assert slope.errors[0] == pytest.approx(change.errors[0] / 2)
    assert from_average(joint).values == pytest.approx(joint.values - joint.values.mean())


def test_a_column_with_nobody_spoils_no_net_of_the_others():
    layout, batch = laid_out(sample_design(rows=12))
    table = layout.cell_totals(cell_sums(np.arange(12) % 3, np.arange(12) % 2, (3, 3), batch)).column_shares()

    nets = table.contrast(np.kron([[1, 1, 0]], np.eye(3)))

    assert np.isnan(nets.values).tolist() == np.isnan(nets.errors).tolist() == [False, False, True]
    assert nets.values[:2] == pytest.approx([2 / 3, 2 / 3])


def test_a_category_with_neither_target_nor_respondents_is_no_matter():
    design = sample_design(rows=12)
    codes, targets = np.arange(12) % 2, np.array([30.0, 0, 20])
    margins = [
        Margin("age", ("young", "middle", "old"), codes * 2, targets),
        Margin("sex", ("f", "m"), codes, targets[::2]),
    ]

    found = design.adjusted(Raking(margins))

    assert found.weights == pytest.approx(np.where(codes == 0, 5, 10 / 3))
    assert found.estimate(total(codes)).errors == pytest.approx(0, abs=1e-9)


def test_nothing_that_varies_gives_no_joint_test():
    assert np.isnan(Estimates(np.ones(2), np.zeros((2, 2)), np.ones(2)).wald().p)


def test_an_empty_batch_adds_nothing():
    layout, batch = laid_out(sample_design(rows=6))
    rows, columns = np.arange(6) % 2, np.arange(6) % 3
    whole = cell_sums(rows, columns, (2, 3), batch)

    none = cell_sums(rows[:0], columns[:0], (2, 3), batch.part(slice(0, 0)))

    assert (layout.cell_totals(whole + none).covariance == layout.cell_totals(whole).covariance).all()
