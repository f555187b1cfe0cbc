"""Tests of independence in tables with empty cells: empty rows and columns are left out, the rest is said plainly."""

import numpy as np
import pytest

from sectorled.analysis.survey.chisquare import TwoWay, generalised_effects, independence
from sectorled.analysis.survey.errors import SurveyError


def simple_random(counts):
    """The table of a simple random sample with these counts."""
    totals = np.array(counts, dtype=float)
    n = totals.sum()
    shares = totals.ravel() / n
    covariance = (np.diag(shares) - np.outer(shares, shares)) / n
    return TwoWay(totals, covariance * n**2, covariance, int(n), n - 1)


def test_empty_rows_and_columns_are_left_out_of_the_design_effects():
    sparse, dense = simple_random([[5, 0, 3], [0, 0, 0], [2, 0, 6]]), simple_random([[5, 3], [2, 6]])

    assert generalised_effects(sparse) == pytest.approx(generalised_effects(dense))
    assert independence(sparse).p == pytest.approx(independence(dense).p)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([[5, 0, 0], [0, 4, 0], [0, 0, 6]], "6 of 9 cells are empty. Join answers"),
        ([[5, 4], [0, 0]], "two rows and two columns"),
        ([[5, 0], [7, 0]], "two rows and two columns"),
    ],
)
def test_a_table_too_empty_to_be_tested_says_so(counts, said):
    for ask in (generalised_effects, independence):
        with pytest.raises(SurveyError, match=said):
            ask(simple_random(counts))


def test_some_empty_cells_leave_a_test():
    assert 0 < independence(simple_random([[5, 0, 2], [0, 4, 0]])).p < 0.05
