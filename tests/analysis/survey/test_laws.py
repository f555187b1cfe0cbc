"""Laws that hold for any sample: of weights, order, categories and sums."""

from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.means import indicators, mean, shares, total
from sectorled.analysis.survey.stages import Drawn
from sectorled.analysis.survey.sufficient import cell_sums
from tests.analysis.survey.made import table

SHAPE = (4, 3)


class Sample:
    """Respondents of 4 strata of 5 clusters, with answers to a question and a break, some missing."""

    def __init__(self, seed, kind):
        rng = np.random.default_rng(seed)
        n = 160
        self.cluster = np.concatenate([np.arange(20), np.arange(20), rng.integers(0, 20, n - 40)])
        self.stratum, self.weight = self.cluster % 4, rng.uniform(0.2, 5, n)
        self.row, self.column = rng.integers(-1, 4, n), rng.integers(-1, 3, n)
        self.value, self.kind, self.order = rng.normal(5, 2, n), kind, rng.permutation(n)

    def design(self, weight=1.0, rows=slice(None)):
        cluster, stratum = self.cluster[rows], self.stratum[rows]
        stages = {
            "random": [Drawn(population=4000)],
            "strata": [Drawn(strata=stratum)],
            "clusters": [Drawn(units=cluster, strata=stratum)],
            "two_stage": [Drawn(units=cluster, strata=stratum, population=30), Drawn(population=90)],
        }[self.kind]
        return sample_design(self.weight[rows] * weight, *stages)

    def table(self, design, rows=slice(None)):
        return table(design, self.row[rows], self.column[rows], SHAPE)

    def raked(self, design, rows=slice(None)):
        codes = self.stratum[rows], self.column[rows] + 1
        sizes = np.array([900.0, 800, 1200, 1100])
        margins = [Margin(n, tuple("abcd"), c, t) for n, c, t in zip("ab", codes, (sizes, sizes[::-1]), strict=True)]
        return design.adjusted(Raking(margins, weighted_residuals=True))


samples = st.builds(Sample, st.integers(0, 10_000), st.sampled_from(["random", "strata", "clusters", "two_stage"]))


def same(one, other, **tolerance):
    np.testing.assert_allclose(one, other, **{"rtol": 1e-8, "atol": 1e-12, **tolerance})


@given(samples, st.floats(0.01, 1000))
@settings(max_examples=25, deadline=None)
def test_weights_are_free_of_scale(sample, scale):
    one, other = sample.table(sample.design()), sample.table(sample.design(scale))

    same(one.column_shares().values, other.column_shares().values)
    same(one.column_shares().errors, other.column_shares().errors)
    same(independence(one.two_way()).p, independence(other.two_way()).p)
    same(one.effective_bases(), other.effective_bases())


@given(samples)
@settings(max_examples=25, deadline=None)
def test_the_order_of_respondents_changes_nothing(sample):
    one = sample.table(sample.raked(sample.design()))
    other = sample.table(sample.raked(sample.design(rows=sample.order), sample.order), sample.order)

    same(one.totals, other.totals)
    same(one.covariance, other.covariance, atol=1e-9 * np.abs(one.covariance).max())


@given(samples)
@settings(max_examples=25, deadline=None)
def test_tables_add_up_before_rounding(sample):
    found = sample.table(sample.design())
    answered = (sample.row >= 0) & (sample.column >= 0)

    same(found.column_shares().values.reshape(SHAPE).sum(axis=0), 1)
    same(found.row_shares().values.reshape(SHAPE).sum(axis=1), 1)
    same(found.totals.sum(), sample.weight[answered].sum())
    assert found.bases().sum() == answered.sum()


@given(samples)
@settings(max_examples=25, deadline=None)
def test_a_net_lies_between_its_largest_part_and_their_sum(sample):
    found = sample.table(sample.design()).column_shares()
    net = found.contrast(np.kron([[1, 1, 0, 0]], np.eye(3)))
    parts = found.values.reshape(SHAPE)[:2]

    assert (net.values >= parts.max(axis=0) - 1e-12).all()
    same(net.values, parts.sum(axis=0))


@given(samples)
@settings(max_examples=25, deadline=None)
def test_merging_categories_adds_and_gives_the_same_errors(sample):
    design = sample.raked(sample.design())
    merged = np.where(sample.row == 1, 0, sample.row)

    one = sample.table(design).column_shares().contrast(np.kron([[1, 1, 0, 0]], np.eye(3)))
    other = table(design, merged, sample.column, SHAPE).column_shares()

    same(one.values, other.values[:3])
    same(one.errors, other.errors[:3], rtol=1e-6)


@given(samples)
@settings(max_examples=25, deadline=None)
def test_sums_of_batches_give_what_all_respondents_give(sample):
    layout, batch = laid_out(sample.raked(sample.design()))
    whole = layout.cell_totals(cell_sums(sample.row, sample.column, SHAPE, batch))
    parts = [slice(0, 31), slice(31, 97), slice(97, None)]

    summed = reduce(add, (cell_sums(sample.row[p], sample.column[p], SHAPE, batch.part(p)) for p in parts))

    same(layout.cell_totals(summed).totals, whole.totals)
    same(layout.cell_totals(summed).covariance, whole.covariance, atol=1e-9 * np.abs(whole.covariance).max())
    assert layout.cell_totals(summed).df == whole.df


@given(samples, st.booleans())
@settings(max_examples=25, deadline=None)
def test_sums_give_the_covariance_that_respondents_give(sample, rake):
    design = sample.raked(sample.design()) if rake else sample.design()
    cell = np.where((sample.row >= 0) & (sample.column >= 0), sample.row * 3 + sample.column, 12)
    every = design.estimate(total(np.eye(13)[cell][:, :12]))

    found = sample.table(design)

    same(found.totals, every.values)
    same(found.covariance, every.covariance, atol=1e-9 * np.abs(every.covariance).max())
    columns = [design.estimate(shares(sample.row, 4, sample.column == c)) for c in range(3)]
    same(found.column_shares().errors.reshape(SHAPE), np.transpose([c.errors for c in columns]), rtol=1e-6)
    same(
        found.column_shares().df.reshape(SHAPE)[0],
        [design.degrees_of_freedom((cell < 12) & (sample.column == c)) for c in range(3)],
    )


@given(samples)
@settings(max_examples=25, deadline=None)
def test_what_was_raked_no_longer_varies(sample):
    design = sample.raked(sample.design())

    found = design.estimate(total(indicators(sample.stratum, 4)))

    same(found.values, [900, 800, 1200, 1100])
    same(found.errors, 0, atol=1e-6)


def test_a_mean_of_all_shifts_with_the_values_and_a_constant_has_no_error():
    sample = Sample(1, "clusters")
    one, other = (sample.design().estimate(mean(sample.value + shift)) for shift in (0, 10))

    same(other.values, one.values + 10)
    assert sample.design().estimate(mean(np.full(160, 3.0))).errors[0] == pytest.approx(0, abs=1e-12)
