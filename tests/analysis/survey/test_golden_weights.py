"""Weights that R's `survey` makes, and the variances that follow from residuals of the calibration."""

import numpy as np
import pandas as pd
import pytest

from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.margins import Margin, PostStratification, Raking
from sectorled.analysis.survey.means import mean, total
from sectorled.analysis.survey.replicates import jackknife
from sectorled.analysis.survey.weights import effective_size, trim, weighting_effect
from tests.analysis.survey.golden import FOLDER, cases, equals, sample
from tests.shared import needs_shared

pytestmark = needs_shared
SCHOOLS, POPULATION, API99 = ("E", "H", "M"), np.array([4421.0, 755.0, 1018.0]), 3914069.0
WIDE = np.array([1072.0, 5122.0])


def schools():
    _, of = sample("clus1")
    return Margin("stype", SCHOOLS, of.school, POPULATION)


def raked():
    design, of = sample("clus1")
    wide = Margin("sch.wide", ("No", "Yes"), (of.sch_wide == "Yes").astype(int), WIDE)
    return design.adjusted(Raking([schools(), wide]))


def calibrated(distance=Distance.LINEAR, *, with_api99=True):
    design, of = sample("clus1")
    columns = [np.ones(len(of.school)), of.school == 1, of.school == 2, *([of.api99] if with_api99 else [])]
    totals = np.array([POPULATION.sum(), 755, 1018, *([API99] if with_api99 else [])])
    names = ("everyone", "H", "M", "api99")[: len(totals)]
    return design.adjusted(Calibration(np.column_stack(columns), totals, names, distance))


MADE = {
    "poststrat": lambda: sample("clus1")[0].adjusted(PostStratification(schools())),
    "rake": raked,
    "trim": lambda: trim(raked(), lower=20, upper=45),
    "cal_linear": lambda: calibrated(with_api99=False),
    "cal_linear_api99": calibrated,
    "cal_raking_api99": lambda: calibrated(Distance.RAKING),
}
CASES = {
    "poststrat": "poststratify_clus1",
    "rake": "rake_clus1",
    "trim": "trim_rake_clus1",
    "cal_linear": "calibrate_linear_clus1",
    "cal_linear_api99": "calibrate_linear_api99_clus1",
    "cal_raking_api99": "calibrate_raking_api99_clus1",
}


@pytest.mark.parametrize("name", MADE)
def test_weights_to_nine_figures(name):
    expected = pd.read_csv(FOLDER / f"expected_weights_{name}_clus1.csv")["w"]

    np.testing.assert_allclose(MADE[name]().weights, expected, rtol=1e-9)


@pytest.mark.parametrize("name", MADE)
def test_variances_after_adjustment(name):
    _, of = sample("clus1")
    expected = cases()[CASES[name]]
    both = expected.get("mean", expected)
    values = np.column_stack([of.api00, of.api99])[:, : np.size(both["estimate"])]

    found = MADE[name]().estimate(mean(values))

    equals(found.values, both["estimate"])
    equals(found.covariance, both["vcov"])
    if "total" in expected:
        sums = MADE[name]().estimate(total(of.enroll))
        equals([sums.values, sums.errors], [[expected["total"]["estimate"]], [expected["total"]["se"]]])


def test_jackknife_of_clusters():
    design, of = sample("clus1")
    expected = cases()["jk1_clus1"]

    found = jackknife(design).estimate(mean(of.api00))

    equals([found.values, found.errors], [[expected["estimate"]], [expected["se"]]])


def test_effective_size():
    design, _ = sample("strat")
    expected = cases()["kish_neff_strat"]

    equals([effective_size(design.weights), weighting_effect(design.weights)], [expected["neff"], expected["deffw"]])
    equals(effective_size(raked().weights), cases()["kish_neff_rake_clus1"]["neff"])
