"""Every unweighted table of the example's workbook, and the weighted ones against pandas."""

import numpy as np
import pandas as pd
import pytest

from sectorled.warehouse.answers.tabulate.banner import tabulate
from tests.shared import SHARED, needs_shared
from tests.warehouse.answers.tabulate.example import FOLDER, answers, design, published

pytestmark = needs_shared
QUESTIONS = sorted(published()) if SHARED.exists() else ["q4"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_unweighted_table_of_the_workbook_is_reproduced_exactly(question):
    base, rows = published()[question]
    only = "first thirty" if base[0] == 30 else None

    (table,) = tabulate(answers(), design(), [question], ["gender", "gender", "locality"], only=only).tables

    assert [column.base for column in table.columns] == once(base)
    assert {row.label: [cell.count or 0 for cell in row.cells] for row in table.rows} == {
        label: once(counts) for label, counts in rows.items()
    }


def once(columns):
    """The columns without gender's second pair, which the workbook repeats and a table of ours does not."""
    assert columns[1:3] == columns[3:5]
    return columns[:3] + columns[5:]


def test_the_workbook_has_single_multiple_and_grid_questions():
    assert {"q4", "q2", "q5_1", "q5_6"} <= set(QUESTIONS)


@pytest.mark.parametrize("weight", ["weight_a", "weight_b"])
@pytest.mark.parametrize("question", ["q2", "q2b", "q3", "q4", "q5_1", "q8"])
def test_weighted_tables_are_those_that_pandas_adds_up(question, weight):
    frame = pd.read_csv(FOLDER / "example_a.csv.gz", compression="gzip")
    weighed = frame[weight] > 0
    kept = answers()
    kept = type(kept)(kept.survey, kept.frame.filter(weighed.to_numpy()), kept.notes)
    frame = frame[weighed & frame[question].notna()]

    (table,) = tabulate(kept, design(weights=weight), [question], ["gender", "locality"]).tables

    masks = [frame[weight] > 0, *(frame.gender == g for g in (1, 2)), *(frame.locality == j for j in range(1, 6))]
    codes = [answer.code for answer in kept.survey.find(question).answers]
    for row, code in zip(table.rows, codes, strict=True):
        said = frame[question].astype(str).str.split(";").apply(lambda given, c=code: str(c) in given)
        said |= frame[question] == code
        weights = [frame[weight][mask] for mask in masks]
        expected = [100 * (w * said[w.index]).sum() / w.sum() for w in weights]
        np.testing.assert_allclose([cell.per_cent for cell in row.cells], expected, rtol=1e-12)
    effective = [frame[weight][mask].sum() ** 2 / (frame[weight][mask] ** 2).sum() for mask in masks]
    np.testing.assert_allclose([column.effective_base for column in table.columns], effective, rtol=1e-12)
    np.testing.assert_allclose([c.weighted_base for c in table.columns], [frame[weight][m].sum() for m in masks])
