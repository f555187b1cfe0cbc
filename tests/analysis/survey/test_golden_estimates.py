"""Every estimate that R's `survey` gives for its own data, to six figures."""

import numpy as np
import pytest

from sectorled.analysis.survey.contrasts import t_test
from sectorled.analysis.survey.estimates import Estimates
from sectorled.analysis.survey.means import (
    by_domain,
    design_effects,
    indicators,
    interaction,
    mean,
    ratio,
    shares,
    total,
)
from sectorled.analysis.survey.models import fitted, linear, logistic
from sectorled.analysis.survey.proportions import ProportionInterval, proportion_interval
from sectorled.analysis.survey.quantiles import quantiles
from tests.analysis.survey.golden import about, cases, equals, sample
from tests.shared import needs_shared

pytestmark = needs_shared


def holds(found: Estimates, expected):
    equals(found.values, expected["estimate"])
    equals(found.errors, expected["se"])
    if "vcov" in expected:
        equals(found.covariance, expected["vcov"])
    if "lower" in expected:
        equals(np.array(found.interval(df=np.inf)), [expected["lower"], expected["upper"]])


@pytest.mark.parametrize(("case", "name"), about("mean"))
def test_means_with_normal_and_student_intervals(case, name):
    design, of = sample(name)

    found = design.estimate(mean(np.column_stack([of.api00, of.api99])))

    holds(found, cases()[case])
    assert found.df.tolist() == [cases()[case]["df"]] * 2
    equals(np.array(found.interval()), [cases()[case]["ci_t"]["lower"], cases()[case]["ci_t"]["upper"]])


@pytest.mark.parametrize(("case", "name"), about("total"))
def test_totals_leave_out_who_has_no_value(case, name):
    design, of = sample(name)

    holds(design.estimate(total(of.enroll)), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("prop_stype"))
def test_shares_of_categories(case, name):
    design, of = sample(name)

    holds(design.estimate(shares(of.school, 3)), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("total_stype"))
def test_totals_of_categories(case, name):
    design, of = sample(name)

    holds(design.estimate(total(indicators(of.school, 3))), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("prop_awards_deff"))
def test_shares_with_design_effects(case, name):
    design, of = sample(name)
    answers = np.column_stack([~of.yes, of.yes])

    holds(design.estimate(mean(answers)), cases()[case])
    equals(design_effects(design, answers), cases()[case]["deff"])


@pytest.mark.parametrize(("case", "name"), about("ratio"))
def test_ratios(case, name):
    design, of = sample(name)

    holds(design.estimate(ratio(of.api00, of.api99)), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("by_stype"))
def test_means_by_domain(case, name):
    design, of = sample(name)
    expected = cases()[case]

    found = design.estimate(by_domain(mean, of.api00, of.school, 3))

    holds(found, {key: value for key, value in expected.items() if key in ("estimate", "se")})
    equals(np.array(found.interval(df=np.inf)), [expected["ci_l"], expected["ci_u"]])


@pytest.mark.parametrize(("case", "name"), about("by_stype_awards"))
def test_shares_by_domain(case, name):
    design, of = sample(name)

    found = design.estimate(by_domain(mean, np.column_stack([~of.yes, of.yes]), of.school, 3))

    equals(np.hstack([found.values.reshape(3, 2), found.errors.reshape(3, 2)]), cases()[case]["values"])


@pytest.mark.parametrize(("case", "name"), about("by_stype_awards2"))
def test_means_by_two_domains(case, name):
    design, of = sample(name)
    groups = interaction([of.yes.astype(int), of.school], [2, 3])

    holds(design.estimate(by_domain(mean, of.api00, groups, 6)), cases()[case])


@pytest.mark.parametrize(
    ("case", "name", "method"),
    [(case, name, method) for method in ProportionInterval for case, name in about(f"ciprop_{method}")],
)
def test_intervals_of_a_proportion(case, name, method):
    design, of = sample(name)
    expected = cases()[case]
    found = design.estimate(mean(of.yes))

    limits = proportion_interval(found, len(of.yes), method=method)

    equals([found.values, found.errors], [expected["estimate"], expected["se"]])
    equals(np.array(limits), [expected["lower"], expected["upper"]])
    assert found.df[0] == expected["df"]


@pytest.mark.parametrize(("case", "name"), about("quantile"))
def test_quantiles_by_the_mathematical_rule(case, name):
    design, of = sample(name)
    expected = cases()[case]

    found = quantiles(design, of.api00, [0.25, 0.5, 0.75])

    equals(
        [found.values, found.lower, found.upper, found.errors],
        [expected[k] for k in ("quantile", "lower", "upper", "se")],
    )


@pytest.mark.parametrize(("case", "name"), about("ttest"))
def test_two_groups_by_t(case, name):
    design, of = sample(name)
    expected = cases()[case]

    found = t_test(design, of.api00, of.yes)

    equals(
        [found.difference, found.statistic, found.df, found.p], [expected[k] for k in ("diff", "statistic", "df", "p")]
    )


@pytest.mark.parametrize(("case", "name"), about("glm"))
def test_linear_models(case, name):
    design, of = sample(name)

    holds(fitted(design, linear(of.api00, np.column_stack([of.ell, of.meals, of.mobility]))), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("logit"))
def test_logistic_models(case, name):
    design, of = sample(name)

    holds(fitted(design, logistic(of.yes, np.column_stack([of.ell, of.meals]))), cases()[case])


@pytest.mark.parametrize(("case", "name"), about("contrast_E_H"))
def test_the_difference_of_two_domains_knows_their_covariance(case, name):
    design, of = sample(name)

    holds(design.estimate(by_domain(mean, of.yes, of.school, 3)).contrast([1, -1, 0]), cases()[case])
