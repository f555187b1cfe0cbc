"""Banner tables against estimates made one by one, R's and pandas' figures, and their own laws."""

import json
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.analysis.survey.banners.columns import Multiple, Single, within
from sectorled.analysis.survey.banners.comparing import Against, Testing, compared, earlier_words, letters_of
from sectorled.analysis.survey.banners.crossing import counting, crossed, means_by
from sectorled.analysis.survey.contrasts import Adjustment
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import stacked
from sectorled.analysis.survey.means import mean
from sectorled.analysis.survey.stages import Drawn
from tests.analysis.survey.made import columns, designs
from tests.shared import SHARED, needs_shared

EVERY = pytest.mark.parametrize("name", ["two_stage", "clusters", "strata", "random", "jackknife"])
TRUST_ROWS = ((0,), (1,), (2,), (3,), (0, 1))


def trust():
    return Single(columns().trust_code, 4)


def role():
    return Single(columns().role_code, 3)


def as_multiple(answers):
    return Multiple(answers.codes[:, None] == np.arange(answers.count), answers.answered)


def counts_table(x, n, *, level=1):
    """A question and a break from counts: of `n` in each column `x` said yes."""
    said = np.concatenate([np.arange(base) < count for count, base in zip(x, n, strict=True)])
    by = np.repeat(np.arange(len(n)), n)
    return crossed(
        sample_design(rows=len(by)), Single((~said).astype(np.intp), 2), ((0,),), Single(by.astype(np.intp), len(n))
    )


@EVERY
def test_every_figure_is_that_of_an_estimate_made_by_itself(name):
    design, question, by = designs()[name], trust(), role()
    table = crossed(design, question, TRUST_ROWS, by)

    masks = [question.answered & mask for mask in [by.codes >= 0, *(by.codes == j for j in range(3))]]
    masks += [question.answered & (by.codes != j) for j in range(3)]
    for r, row in enumerate(TRUST_ROWS):
        found = design.estimate(
            stacked([mean(np.where(question.answered, question.chose(row), np.nan), m) for m in masks])
        )
        np.testing.assert_allclose(table.shares[r], found.values, rtol=1e-12)
        np.testing.assert_allclose(table.covariance[r], found.covariance, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(table.bases, [mask.sum() for mask in masks])
    np.testing.assert_allclose(table.weighted_bases, [design.weights[mask].sum() for mask in masks])
    np.testing.assert_array_equal(table.df[1:4], [design.degrees_of_freedom(mask) for mask in masks[1:4]])


@EVERY
def test_a_break_as_overlapping_columns_gives_the_same_table(name):
    design = designs()[name]
    apart = crossed(design, trust(), TRUST_ROWS, role())
    overlapping = crossed(design, trust(), TRUST_ROWS, as_multiple(role()))

    for field in fields(apart):
        if field.name not in ("tests", "df"):
            np.testing.assert_allclose(
                getattr(apart, field.name), getattr(overlapping, field.name), rtol=1e-9, atol=1e-12, err_msg=field.name
            )


def test_a_question_as_a_multiple_response_gives_the_same_rows():
    design = designs()["clusters"]
    single = crossed(design, trust(), TRUST_ROWS, role(), count=counting(design))
    multiple = crossed(design, as_multiple(trust()), TRUST_ROWS, role())

    for field in fields(single):
        if field.name != "tests":
            np.testing.assert_allclose(
                getattr(single, field.name), getattr(multiple, field.name), rtol=1e-9, atol=1e-12, err_msg=field.name
            )
    assert len(single.tests) == 1
    assert len(multiple.tests) == len(TRUST_ROWS)


def test_the_test_of_independence_is_that_of_the_columns_shown():
    design, by = designs()["clusters"], role()
    two_roles = Single(np.where(by.codes == 2, -1, by.codes), 2)

    table = crossed(design, trust(), TRUST_ROWS, two_roles)
    filtered = crossed(design, within(trust(), two_roles.answered), TRUST_ROWS, two_roles)

    assert table.tests[0].statistic == pytest.approx(filtered.tests[0].statistic)
    assert table.bases[0] > table.bases[1:3].sum()
    assert filtered.bases[0] == filtered.bases[1:3].sum()


def test_a_column_with_nobody_has_no_share_and_no_test():
    by = Single(np.where(role().codes == 1, 0, role().codes), 3)
    for version in (by, as_multiple(by)):
        table = crossed(designs()["clusters"], trust(), TRUST_ROWS, version)
        assert table.bases[2] == 0
        assert np.isnan(table.shares[:, 2]).all()
        assert np.isfinite(table.shares[:, [0, 1, 3]]).all()
        differences = compared(table, table.bases[1:4] > 0)
        assert np.isfinite(differences.p).sum(axis=1).tolist() == [1] * len(TRUST_ROWS)


def test_a_table_without_a_break_has_everybody_alone():
    table = crossed(designs()["clusters"], trust(), TRUST_ROWS)

    assert table.breaks == 0
    assert table.tests == (None,)
    assert compared(table, np.zeros(0, dtype=bool)).p.shape == (5, 0)
    assert table.errors.shape == (5, 1)


def test_one_row_for_everyone_has_no_test_of_independence():
    everyone = Single(np.zeros(213, dtype=np.intp), 1)

    assert crossed(designs()["clusters"], everyone, ((0,),), role()).tests == (None,)


@pytest.mark.parametrize("against", Against)
def test_differences_are_contrasts_of_the_shares(against):
    design, question, by = designs()["two_stage"], trust(), role()
    table = crossed(design, question, TRUST_ROWS, by)
    said = np.where(question.answered, question.chose((0, 1)), np.nan)
    estimates = design.estimate(stacked([mean(said, by.codes == j) for j in range(3)]))

    found = compared(table, np.ones(3, dtype=bool), against=against)

    lines = {
        Against.COLUMNS: [[-1, 1, 0], [-1, 0, 1], [0, -1, 1]],
        Against.AVERAGE: np.eye(3) - 1 / 3,
    }
    if against is Against.REST:
        rests = [design.estimate(stacked([mean(said, by.codes == j), mean(said, by.codes != j)])) for j in range(3)]
        apart = [one.contrast([[1, -1]]) for one in rests]
        values, errors = ([float(getattr(one, what)[0]) for one in apart] for what in ("values", "errors"))
    else:
        apart = estimates.contrast(lines[against])
        values, errors = apart.values, apart.errors
        np.testing.assert_allclose(found.p[-1], apart.p_values(), rtol=1e-9)
    np.testing.assert_allclose(found.differences[-1], values, rtol=1e-9)
    np.testing.assert_allclose(found.errors[-1], errors, rtol=1e-9)


@needs_shared
def test_counts_are_tested_as_the_published_pairs_are():
    cases = {c["id"]: c for c in json.loads((SHARED / "golden/surveys/pairwise-and-waves.json").read_text())}
    pairs = cases["pairwise_props"]
    table = counts_table(pairs["input"]["x"], pairs["input"]["n"])
    for key, adjustment in (("p_none", "none"), ("p_holm", "holm"), ("p_BH", "BH")):
        found = compared(table, np.ones(3, dtype=bool), testing=Testing.COUNTS, adjustment=Adjustment(adjustment))
        (one, _), (two, three) = pairs[key]
        np.testing.assert_allclose(found.p[0], [one, two, three], rtol=1e-9)
    for case in ("leaders_96_v_86_n50", "leaders_97_v_85_n60", "wave_2016_v_2017_83_87_n1000"):
        given_counts = cases[case]["input"]
        found = compared(
            counts_table(given_counts["x"], given_counts["n"]), np.ones(2, dtype=bool), testing=Testing.COUNTS
        )
        assert found.p[0, 0] == pytest.approx(cases[case]["p"], rel=1e-9)


def test_overlapping_columns_are_never_tested_as_independent():
    rng = np.random.default_rng(5)
    one = rng.random(400) < 0.5
    two = np.where(rng.random(400) < 0.9, one, ~one)
    said = (rng.random(400) < np.where(one, 0.55, 0.4)).astype(np.intp)
    by = Multiple(np.column_stack([one, two]), np.ones(400, dtype=bool))
    table = crossed(sample_design(rows=400), Single(said, 2), ((1,),), by)

    overlapping = compared(table, np.ones(2, dtype=bool), testing=Testing.COUNTS).p[0, 0]
    design = compared(table, np.ones(2, dtype=bool)).p[0, 0]

    own = np.diagonal(table.covariance[0])
    apart = compared(counts_table([said[one].sum(), said[two].sum()], [one.sum(), two.sum()]), np.ones(2, dtype=bool))
    assert overlapping == pytest.approx(design, rel=0.02)
    assert abs(overlapping - apart.p[0, 0]) > 0.1
    assert table.covariance[0, 1, 2] > 0.5 * own[1]


def test_letters_name_the_columns_a_figure_is_higher_than():
    table = counts_table([45, 30, 62], [120, 60, 110])

    found = compared(table, np.ones(3, dtype=bool), testing=Testing.COUNTS)

    assert letters_of(found, 3) == [[(), (), (0,)]]
    assert letters_of(compared(table, np.array([True, True, False]), testing=Testing.COUNTS), 3) == [[(), (), ()]]


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([50] * 3 + [70] * 16 + [50], "lower than 16 of the previous 19 rounds"),
        ([70] * 19 + [50], "lower than all of the previous 19 rounds"),
        ([50, 70], "higher than the previous round"),
        ([50, 50], "no different from the previous round beyond what chance alone would explain"),
        ([30, 70, 50], "higher than 1 of the previous 2 rounds and lower than 1 of the previous 2 rounds"),
    ],
)
def test_a_wave_is_told_by_how_many_earlier_ones_it_differs_from(shares, words):
    table = counts_table([10 * share for share in shares], [1000] * len(shares))

    found = compared(table, np.ones(len(shares), dtype=bool))

    assert earlier_words(found, 0, len(shares) - 1) == words
    assert earlier_words(found, 0, 0) is None


def test_means_are_those_of_pandas_and_of_estimates_made_one_by_one():
    of, design = columns(), designs()["clusters"]
    found = means_by(design, of.score.astype(float), role())

    frame = pd.DataFrame({"score": of.score, "role": role().codes, "w": of.weight}).dropna()
    by_role = frame.groupby("role")[["score", "w"]].apply(lambda g: np.average(g.score, weights=g.w))
    np.testing.assert_allclose(found.values[1:4], by_role, rtol=1e-12)
    alone = design.estimate(mean(of.score, of.role == "officer"))
    assert found.errors[3] == pytest.approx(alone.errors[0], rel=1e-12)
    assert means_by(design, of.score.astype(float)).values.shape == (1,)


def test_a_mean_of_nobody_in_a_column_is_missing():
    of = columns()
    found = means_by(designs()["clusters"], of.score.astype(float), Single(np.zeros(213, dtype=np.intp), 2))

    assert np.isnan(found.values[[2]]).all()
    assert np.isfinite(found.values[[0, 1]]).all()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: crossed(designs()["random"], Single(np.full(213, -1), 2), ((0,),)), "filter leaves nobody"),
        (lambda: means_by(designs()["random"], np.full(213, np.nan)), "filter leaves nobody"),
        (lambda: Multiple(np.ones((2, 1), dtype=bool), np.array([True, False])), "not put"),
    ],
)
def test_what_cannot_be_tabulated_is_refused(made, words):
    with pytest.raises(SurveyError, match=words):
        made()


def test_a_filter_takes_respondents_out_of_bases_not_out_of_the_design():
    design, women = designs()["clusters"], ~columns().male
    single, multiple = within(trust(), women), within(as_multiple(trust()), women)
    one, two = (crossed(design, question, TRUST_ROWS, role()) for question in (single, multiple))

    assert one.bases[0] == (women & trust().answered).sum()
    np.testing.assert_allclose(one.covariance, two.covariance, rtol=1e-9, atol=1e-12)
    assert within(single, None) is single


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_tables_keep_their_laws(data):
    n = data.draw(st.integers(8, 40))
    codes = np.array(data.draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n)))
    by = np.array(data.draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n)))
    weights = np.array(data.draw(st.lists(st.floats(0.1, 9), min_size=n, max_size=n)))
    codes[0] = 0
    question, breaks, rows = Single(codes, 3), Single(by, 3), ((0,), (1,), (2,), (0, 1))
    order = np.random.default_rng(1).permutation(n)

    table = crossed(sample_design(weights, Drawn(units=np.arange(n) // 2)), question, rows, breaks)
    scaled = crossed(sample_design(weights * 7, Drawn(units=np.arange(n) // 2)), question, rows, breaks)
    turned = crossed(
        sample_design(weights[order], Drawn(units=np.arange(n)[order] // 2)),
        Single(codes[order], 3),
        rows,
        Single(by[order], 3),
    )

    held = table.bases > 0
    np.testing.assert_allclose(table.shares[:3, held].sum(axis=0), 1)
    np.testing.assert_allclose(table.shares[3], table.shares[0] + table.shares[1], equal_nan=True)
    np.testing.assert_array_equal(table.counts[3], table.counts[0] + table.counts[1])
    assert table.bases[0] == table.bases[1:4].sum() + ((by < 0) & (codes >= 0)).sum()
    for other in (scaled, turned):
        np.testing.assert_allclose(other.shares, table.shares, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(other.covariance, table.covariance, rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(other.effective_bases, table.effective_bases, rtol=1e-9)
