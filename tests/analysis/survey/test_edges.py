"""Where a figure has no answer, or a method must go slower to find it."""

import numpy as np
import pytest

from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.estimates import t_value, two_sided_t
from sectorled.analysis.survey.means import design_effects, mean
from sectorled.analysis.survey.proportions import ProportionInterval, interval_of_proportion
from sectorled.analysis.survey.quantiles import quantiles


@pytest.mark.parametrize("method", ProportionInterval)
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_everybody_or_nobody_gives_no_interval(method, share):
    limits = interval_of_proportion([[share, 0.4]], [[0.0, 0.01]], 80, 20, method=method)

    assert np.isnan([limits.lower[0, 0], limits.upper[0, 0]]).all()
    assert 0 < limits.lower[0, 1] < 0.4 < limits.upper[0, 1] < 1


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
