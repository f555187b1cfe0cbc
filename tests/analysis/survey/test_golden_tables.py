"""Weighted tables and tests of independence that R's `survey` gives for its own data."""

import numpy as np
import pytest

from sectorled.analysis.survey.chisquare import Independence, independence
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.sufficient import cell_sums
from tests.analysis.survey.golden import about, cases, equals, sample
from tests.shared import needs_shared

pytestmark = needs_shared
SHAPE = (3, 2)


def table_of(name):
    design, of = sample(name)
    layout, batch = laid_out(design)
    return layout.cell_totals(cell_sums(of.school, of.yes.astype(int), SHAPE, batch))


@pytest.mark.parametrize(("case", "name"), about("table"))
def test_weighted_counts(case, name):
    equals(table_of(name).totals, cases()[case]["counts"])


@pytest.mark.parametrize(("case", "name"), about("table100"))
def test_weighted_counts_to_a_hundred(case, name):
    equals(100 * table_of(name).table_shares().values, cases()[case]["counts"])


@pytest.mark.parametrize(
    ("case", "name", "test"),
    [(case, name, test) for test in Independence for case, name in about(f"chisq_{test}")],
)
def test_independence_of_rows_and_columns(case, name, test):
    expected = cases()[case]

    found = independence(table_of(name).two_way(), test)

    equals(found.statistic, expected["statistic"])
    equals(found.df, np.atleast_1d(expected["parameter"]))
    equals(found.p, expected["p"])


@pytest.mark.parametrize(("case", "name"), about("by_stype_awards"))
def test_shares_of_rows_with_errors_from_sums_alone(case, name):
    expected = np.array(cases()[case]["values"])

    found = table_of(name).row_shares()

    equals(found.values.reshape(SHAPE), expected[:, :2])
    equals(found.errors.reshape(SHAPE), expected[:, 2:])
