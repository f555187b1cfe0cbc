"""A million respondents: forty tables with everything, and raking, within their processor time."""

from time import process_time

import numpy as np
import pytest

from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.proportions import interval_of_proportion
from sectorled.analysis.survey.stages import Drawn
from sectorled.analysis.survey.sufficient import cell_sums

pytestmark = pytest.mark.slow
RESPONDENTS, STRATA, CLUSTERS = 1_000_000, 10, 2_000
RNG = np.random.default_rng(11)
CLUSTER, WEIGHTS = RNG.integers(0, CLUSTERS, RESPONDENTS), RNG.uniform(0.5, 3, RESPONDENTS)
BREAKS = {size: RNG.integers(0, size, RESPONDENTS, dtype=np.int8) for size in (2, 4, 6, 9)}
QUESTIONS = [RNG.integers(-1, 5, RESPONDENTS, dtype=np.int8) for _ in range(10)]


def tables(layout, batch):
    for size, columns in BREAKS.items():
        for rows in QUESTIONS:
            found = layout.cell_totals(cell_sums(rows, columns, (5, size), batch))
            shares = found.column_shares()
            variances, bases = np.diag(shares.covariance), np.tile(found.bases(), 5)
            yield interval_of_proportion(shares.values, variances, bases, shares.df), independence(found.two_way())


def test_forty_tables_take_less_than_three_seconds():
    layout, batch = laid_out(sample_design(WEIGHTS, Drawn(units=CLUSTER, strata=CLUSTER % STRATA)))
    start = process_time()

    found = list(tables(layout, batch))

    assert process_time() - start < 3
    assert len(found) == 40
    assert all(0 < test.p <= 1 for _, test in found)


def test_raking_three_margins_takes_less_than_a_second():
    margins = [
        Margin(
            f"break of {size}", tuple("abcdefghi"[:size]), BREAKS[size], np.linspace(1, 2, size) * 1e6 / (1.5 * size)
        )
        for size in (2, 4, 6)
    ]
    start = process_time()

    raked = Raking(margins).applied(WEIGHTS)

    assert process_time() - start < 1
    assert margins[2].sums(raked) == pytest.approx(margins[2].targets)
