"""Columns beside their total and the rest, effective bases, pairs of columns, codes of any width."""

import json

import numpy as np
import pandas as pd
import pytest

from sectorled.analysis.survey.contrasts import Adjustment, adjusted, pairwise, t_test
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.means import by_domain, mean, shares, total
from sectorled.analysis.survey.replicates import balanced, replicate_design
from sectorled.analysis.survey.stages import Drawn
from sectorled.analysis.survey.sufficient import cell_sums
from tests.analysis.survey.golden import FOLDER, equals
from tests.analysis.survey.made import columns, designs, figures, table, two_stage
from tests.shared import needs_shared

TOTAL_AND_REST = [[1, 0, 0], [1, 1, 1], [0, 1, 1]]
BOTH = pytest.mark.parametrize("name", ["two_stage", "jackknife"])


@BOTH
def test_a_column_beside_the_total_and_the_rest_knows_what_they_share(name):
    of, design = columns(), designs()[name]
    first, everyone = of.role_code == 0, of.role_code >= 0
    found = table(design, of.aware, of.role_code, (2, 3)).with_columns(TOTAL_AND_REST).column_shares()
    yes = found.contrast(np.eye(6)[3:])

    for place, who in enumerate((first, everyone, ~first)):
        alone = design.estimate(mean(of.aware, who))
        equals([yes.values[place], yes.errors[place]], [alone.values, alone.errors])
    against_rest = yes.contrast([1, 0, -1])
    tested = t_test(design, of.aware, first)
    equals(against_rest.values, tested.difference)
    equals(against_rest.errors, tested.error)


def test_the_difference_from_the_total_is_less_sure_of_itself_than_independence_says():
    of = columns()
    found = table(two_stage(), of.aware, of.role_code, (2, 3)).with_columns(TOTAL_AND_REST).column_shares()

    apart = found.contrast(np.eye(6)[3:]).contrast([1, -1, 0])

    assert apart.errors[0] < np.hypot(*found.errors[3:5])
    assert apart.df[0] == two_stage().degrees_of_freedom()


def test_the_degrees_of_freedom_of_other_columns_can_be_given():
    of = columns()

    found = table(two_stage(), of.aware, of.role_code, (2, 3)).with_columns([[1, 1, 1]], [7])

    assert found.column_shares().df.tolist() == [7, 7]


def test_bases():
    of = columns()
    found = table(two_stage(), of.aware, of.role_code, (2, 3))
    grouped = pd.DataFrame({"w": of.weight, "w2": of.weight**2, "role": of.role_code}).groupby("role")

    equals(found.bases(), grouped.size())
    equals(found.weighted_bases(), grouped["w"].sum())
    equals(found.effective_bases(), grouped["w"].sum() ** 2 / grouped["w2"].sum())


def test_a_column_with_nobody_has_no_shares_but_the_others_do():
    of = columns()

    found = table(two_stage(), of.aware, of.role_code, (2, 4))

    assert np.isnan(found.column_shares().values.reshape(2, 4)[:, 3]).all()
    assert np.isnan(found.column_shares().errors.reshape(2, 4)[:, 3]).all()
    assert np.isfinite(found.column_shares().errors.reshape(2, 4)[:, :3]).all()
    assert found.effective_bases()[3] == 0
    assert found.column_df[3] == 0


def test_narrow_codes_do_not_overflow():
    _, batch = laid_out(sample_design(rows=3))
    rows, breaks = np.array([29, 0, -1], np.int8), np.array([9, 3, 4], np.int8)

    found = cell_sums(rows, breaks, (30, 10), batch)

    assert np.flatnonzero(found.respondents).tolist() == [3, 299]


def test_all_pairs_of_columns_with_their_covariance():
    of = columns()
    found = two_stage().estimate(by_domain(mean, of.aware, of.role_code, 3))

    pairs = pairwise(found, adjustment=Adjustment.HOLM)

    assert list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)) == [(1, 0), (2, 0), (2, 1)]
    for place, (second, first) in enumerate([(1, 0), (2, 0), (2, 1)]):
        row = np.zeros(3)
        row[second], row[first] = 1, -1
        alone = found.contrast(row)
        equals([pairs.values[place], pairs.errors[place]], [alone.values, alone.errors])
    assert pairs.p.tolist() == adjusted(pairwise(found).p, Adjustment.HOLM).tolist()


def test_one_mean_against_nothing():
    of, design = columns(), two_stage()
    expected = design.estimate(mean(of.score))

    found = t_test(design, of.score)

    assert (found.statistic, found.df) == (pytest.approx(expected.values[0] / expected.errors[0]), 25)


def test_a_constant_has_no_t():
    assert np.isnan(t_test(two_stage(), np.full(len(columns().days), 3.0)).p)


def test_fays_halves():
    given, of = figures()["fay"], columns()
    rows = np.array(given["rows"]) - 1

    design = balanced(given["weights"], given["columns"], fay=0.3)
    found = design.estimate(mean(of.days[rows]))

    equals([found.values, found.errors], [[given["mean"]["estimate"]], [given["mean"]["se"]]])
    assert design.degrees_of_freedom() == given["df"]


def test_replicates_about_the_full_estimate_and_given_degrees_of_freedom():
    of = columns()
    full, again = mean(of.days).evaluate(of.weight).values, [mean(of.days).evaluate(c).values for c in of.boot.T]

    found = replicate_design(of.weight, of.boot, scale=0.1, factors=np.arange(25.0), about_full=True, df=11)
    estimated = found.estimate(mean(of.days))

    equals(estimated.covariance, 0.1 * (np.arange(25) * (np.ravel(again) - full) ** 2).sum())
    assert estimated.df.tolist() == [11]


def test_weights_follow_from_the_sampling_fractions():
    of = columns()
    stages = [Drawn(units=of.council, strata=of.region, population=of.in_region), Drawn(population=of.officers)]
    councils = pd.Series(of.council).groupby(of.region).transform("nunique")

    found = sample_design(None, *stages).weights

    equals(found, of.in_region / councils * of.officers / of.replies)
    assert sample_design(None, Drawn(units=of.council)).weights.tolist() == [1.0] * len(of.council)


def test_labels_unique_within_strata_only():
    of = columns()
    nested = sample_design(of.weight, Drawn(units=of.council % 10, strata=of.region, nested=True))

    assert nested.degrees_of_freedom() == 26
    equals(nested.estimate(mean(of.days)).errors, designs()["clusters"].estimate(mean(of.days)).errors)


def test_three_stages_of_which_all_first_units_were_drawn():
    rng = np.random.default_rng(8)
    first = np.repeat([0, 1], 40)
    second, value = np.repeat(np.arange(8), 10), rng.normal(size=80)

    every = sample_design(
        np.ones(80), Drawn(units=first, population=2), Drawn(units=second, population=12), Drawn(population=25)
    )

    within = [value[second == u] for u in range(8)]
    sums = np.array([part.sum() for part in within])
    between = sum(4 * (1 - 4 / 12) * sums[part].var(ddof=1) for part in (slice(0, 4), slice(4, 8)))
    inside = sum(4 / 12 * 10 * (1 - 10 / 25) * part.var(ddof=1) for part in within)
    found = every.estimate(total(value)).covariance[0, 0]
    assert found == pytest.approx(between + inside)


@needs_shared
@pytest.mark.parametrize(
    "case", ["cpc2018_objective_base66", "cpc2018_objective_base65", "cpc2018_response_rate", "metrics_2018"]
)
def test_published_per_cents_follow_from_their_counts(case):
    given = {case["id"]: case for case in json.loads((FOLDER / "published-figures.json").read_text())}[case]
    counts = list(given["counts"].values())
    codes = np.repeat(np.arange(len(counts) + 1), [*counts, given["base"] - sum(counts)])

    found = sample_design(rows=given["base"]).estimate(shares(codes, len(counts) + 1)).values[:-1]

    assert np.floor(100 * found + 0.5).tolist() == list(given["published"].values())


@needs_shared
def test_the_published_table_of_small_bases():
    given = {case["id"]: case for case in json.loads((FOLDER / "published-figures.json").read_text())}[
        "quantum_smbase30"
    ]
    brands = np.array(list(given["counts"].values()))[:, 1:]
    bases = np.array(given["base"])[1:]
    found = [
        np.round(100 * shares(np.repeat([0, 1], [x, n - x]), 2).evaluate(np.ones(n)).values[0], 1)
        for row in brands
        for x, n in zip(row, bases, strict=True)
    ]
    expected = np.array(list(given["expected_pct_1dp"].values()), dtype=float)[:, 1:].ravel()

    shown = ~np.isnan(expected)
    assert np.array(found)[shown].tolist() == expected[shown].tolist()
