"""Weights brought to known figures under several designs, and what is left of the variance, as R has them."""

import numpy as np
import pytest

from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.margins import Margin, PostStratification, Raking
from sectorled.analysis.survey.means import by_domain, mean, total
from sectorled.analysis.survey.weights import trimmed
from tests.analysis.survey.golden import equals
from tests.analysis.survey.made import columns, designs, figures, table

TAYLOR = ("two_stage", "strata", "clusters")


def sexes():
    return Margin("sex", ("f", "m"), columns().sex_code, np.array([2300.0, 1900.0]))


def roles():
    return Margin("role", ("back", "front", "officer"), columns().role_code, np.array([1700.0, 1500.0, 1000.0]))


def calibration(distance, *bounds):
    of = columns()
    covariates = np.column_stack([np.ones(len(of.days)), of.male, of.days])
    limits = {"bounds": bounds} if bounds else {}
    return Calibration(covariates, np.array([4200, 1900, 29500.0]), ("everyone", "men", "days"), distance, **limits)


METHODS = {
    "cells": lambda: [PostStratification(roles())],
    "raked": lambda: [Raking([sexes(), roles()])],
    "linear": lambda: [calibration(Distance.LINEAR)],
    "raking": lambda: [calibration(Distance.RAKING)],
    "logit": lambda: [calibration(Distance.LOGIT, 0.6, 1.8)],
    "bounded": lambda: [calibration(Distance.LINEAR, 0.8, 1.2)],
    "raking_margins": lambda: [Raking([sexes(), roles()], weighted_residuals=True)],
    "twice": lambda: [calibration(Distance.RAKING), PostStratification(roles())],
}
REPLICATED = [("jackknife_strata", "raked"), ("jackknife_strata", "cells")]


def adjusted(name, method):
    design = designs()[name]
    for step in METHODS[method]():
        design = design.adjusted(step)
    return design


every_case = pytest.mark.parametrize(
    ("name", "method"), [(name, method) for name in TAYLOR for method in METHODS] + REPLICATED
)


@pytest.mark.parametrize("method", METHODS)
def test_weights(method):
    np.testing.assert_allclose(adjusted("clusters", method).weights, figures()["weights"][method], rtol=1e-9)


@every_case
def test_estimates(name, method):
    of, design, expected = columns(), adjusted(name, method), figures()["adjusted"][name][method]

    found = {
        "mean": design.estimate(mean(of.score)),
        "total": design.estimate(total(of.aware)),
        "by_role": design.estimate(by_domain(mean, of.aware, of.role_code, 3)),
    }

    for figure, estimates in found.items():
        equals(estimates.values, expected[figure]["estimate"])
        equals(estimates.errors, expected[figure]["se"])


@every_case
def test_tables_from_sums_alone(name, method):
    of, design, expected = columns(), adjusted(name, method), figures()["adjusted"][name][method]["F"]

    found = independence(table(design, of.trust_code, of.sex_code, (4, 2)).two_way())

    equals([found.statistic, *found.df, found.p], [expected["statistic"], *expected["df"], expected["p"]])


@pytest.mark.parametrize("name", ["strict", "once"])
def test_trimming(name):
    found = trimmed(columns().weight, lower=8, upper=25, strict=name == "strict")

    np.testing.assert_allclose(found, figures()["trimmed"][name], rtol=1e-9)
    assert found.sum() == pytest.approx(columns().weight.sum())
