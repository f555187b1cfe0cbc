"""Estimates under every design, as R's `survey` has them for a survey that nobody took."""

import numpy as np
import pytest

from sectorled.analysis.survey.chisquare import Independence, independence
from sectorled.analysis.survey.contrasts import model_test, t_test
from sectorled.analysis.survey.means import by_domain, design_effects, mean, ratio, shares, total
from sectorled.analysis.survey.models import fitted, linear, logistic
from sectorled.analysis.survey.quantiles import quantiles
from sectorled.analysis.survey.stages import Lonely
from tests.analysis.survey.golden import equals
from tests.analysis.survey.made import clusters, columns, designs, figures, table, two_stage

NAMES = (
    "two_stage",
    "random",
    "strata",
    "clusters_fpc",
    "clusters",
    "unstratified",
    "bootstrap",
    "jackknife_strata",
    "jackknife",
)
every_design = pytest.mark.parametrize("name", NAMES)


def holds(found, expected):
    equals([found.values, found.errors], [np.atleast_1d(expected["estimate"]), np.atleast_1d(expected["se"])])


def agrees(found, expected):
    equals(
        [found.statistic, *found.df, found.p],
        [*np.ravel(expected["statistic"]), *np.ravel(expected["df"]), *np.ravel(expected["p"])],
    )


@every_design
@pytest.mark.parametrize(
    ("figure", "statistic"),
    [
        ("mean", lambda of: mean(of.score)),
        ("total", lambda of: total(of.days)),
        ("ratio", lambda of: ratio(of.aware, of.days)),
        ("roles", lambda of: shares(of.role_code, 3)),
        ("by_role", lambda of: by_domain(mean, of.aware, of.role_code, 3)),
    ],
)
def test_simple_estimates(name, figure, statistic):
    holds(designs()[name].estimate(statistic(columns())), figures()[name][figure])


@every_design
def test_a_domain_has_its_own_degrees_of_freedom(name):
    expected, of = figures()[name], columns()

    found = designs()[name].estimate(mean(of.score, of.officer))

    holds(found, expected["officers"]["mean"])
    assert designs()[name].degrees_of_freedom() == expected["df"]
    assert designs()[name].degrees_of_freedom(of.officer) == expected["officers"]["df"]


@every_design
def test_design_effects_with_and_without_replacement(name):
    design, aware = designs()[name], columns().aware

    equals(design_effects(design, aware), figures()[name]["effect"])
    equals(design_effects(design, aware, replaced=True), figures()[name]["effect_replaced"])


@every_design
def test_quantiles_and_their_intervals(name):
    expected = figures()[name]["quantiles"]

    found = quantiles(designs()[name], columns().score, [0.1, 0.5, 0.9])

    equals(
        [found.values, found.lower, found.upper, found.errors], [expected[k] for k in ("value", "lower", "upper", "se")]
    )


@every_design
def test_models_and_the_tests_that_follow(name):
    of, design, expected = columns(), designs()[name], figures()[name]

    line = fitted(design, linear(of.score, np.column_stack([of.days, of.male])))
    odds = fitted(design, logistic(of.aware, np.column_stack([of.days, of.officer])))
    apart = t_test(design, of.score, of.male)

    holds(line, expected["linear"])
    holds(odds, expected["logistic"])
    assert (line.df[0], odds.df[0]) == (expected["linear"]["df"], expected["logistic"]["df"])
    equals([apart.statistic, apart.df, apart.p], [expected["t_test"][k] for k in ("statistic", "df", "p")])
    joint = model_test(line, np.array([1, 2]))
    equals([joint.statistic, *joint.df, joint.p], expected["terms"])


@every_design
@pytest.mark.parametrize("test", ["F", "Chisq", "Wald", "adjWald"])
def test_independence_with_missing_answers(name, test):
    of, expected = columns(), figures()[name][test]

    found = independence(table(designs()[name], of.trust_code, of.role_code, (4, 3)).two_way(), Independence(test))

    equals([*found.df, found.p], [*np.ravel(expected["df"]), *np.ravel(expected["p"])])


@every_design
def test_shares_of_a_table_equal_shares_by_domain(name):
    of = columns()

    found = table(designs()[name], of.aware, of.role_code, (2, 3)).column_shares()

    equals([found.values[3:], found.errors[3:]], [figures()[name]["by_role"][k] for k in ("estimate", "se")])


@pytest.mark.parametrize("rule", [Lonely.CERTAINTY, Lonely.AVERAGE, Lonely.ADJUST])
def test_remedies_for_a_stratum_with_one_cluster(rule):
    expected, every = figures()["lonely"][rule], columns()
    kept = (every.region != "West") | (every.council == 25)
    design = clusters(kept, rule)

    holds(design.estimate(mean(every.days[kept])), expected["mean"])
    holds(design.estimate(total(every.days[kept])), expected["total"])
    agrees(independence(table(design, every.aware[kept], every.role_code[kept], (2, 3)).two_way()), expected["F"])


def test_log_odds_by_the_delta_method():
    found = two_stage().estimate(mean(columns().aware))

    holds(found.transformed(lambda p: np.log(p / (1 - p)), lambda p: 1 / (p * (1 - p))), figures()["log_odds"])
