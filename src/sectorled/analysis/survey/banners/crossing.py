"""One question crossed with one break: counts, bases, shares, and how these vary together.

The columns are everybody, then those of the break, then for each of these the rest: who answered the break and is not
in that column.  All stand in one covariance, so columns that overlap, or share clusters, are never independent.  Where
the break's columns share nobody, everything comes from sums by cell and cluster (`sufficient`); else from the influence
of each respondent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.banners.columns import Answers, Multiple, Single
from sectorled.analysis.survey.cells import CellTotals
from sectorled.analysis.survey.chisquare import independence
from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.estimates import Estimates, Statistic, Tested, stacked
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.means import mean
from sectorled.analysis.survey.replicates import ReplicateDesign
from sectorled.analysis.survey.sufficient import cell_sums

NOBODY = "Nobody answered: the filter leaves nobody. Widen it, or leave the table out."
Rows = Sequence[tuple[int, ...]]
AnyDesign = Design | ReplicateDesign
Counting = Callable[[Indices, Indices, tuple[int, int]], CellTotals]


@dataclass(frozen=True, slots=True)
class Crossed:
    """A question by a break; columns are everybody, the break's [k], and for each of these the rest [k].

    `counts` and `weighted` [rows, columns]; bases [columns] unweighted, weighted and effective (Kish); `shares`
    [rows, columns] with `covariance` [rows, columns, columns] and degrees of freedom [columns], NaN in a column with
    nobody.  `shared` [columns, columns] are respondents in both of two columns and `both` [rows, columns, columns]
    those of them in the row.  `tests` are of independence: one of all answers, or one a row of a multiple response.
    """

    counts: Floats
    weighted: Floats
    bases: Floats
    weighted_bases: Floats
    effective_bases: Floats
    shares: Floats
    covariance: Floats
    df: Floats
    shared: Floats
    both: Floats
    tests: tuple[Tested | None, ...]

    @property
    def breaks(self) -> int:
        """How many columns the break has."""
        return (len(self.bases) - 1) // 2

    @property
    def errors(self) -> Floats:
        """Standard errors of the shares [rows, columns]."""
        return np.sqrt(np.maximum(np.diagonal(self.covariance, axis1=1, axis2=2), 0.0))


def counting(design: AnyDesign) -> Counting:
    """What gives totals of cells under a design; its layout is worked out once."""
    if isinstance(design, ReplicateDesign):
        return design.cell_totals
    layout, batch = laid_out(design)

    def totals(rows: Indices, columns: Indices, shape: tuple[int, int]) -> CellTotals:
        inside = rows >= 0
        df = None if inside.all() else design.degrees_of_freedom(inside)
        return layout.cell_totals(cell_sums(rows, columns, shape, batch), df=df)

    return totals


def crossed(
    design: AnyDesign, question: Answers, rows: Rows, by: Answers | None = None, *, count: Counting | None = None
) -> Crossed:
    """Cross `question`, its answers joined as `rows` says (nets are rows of several), with a break.

    Respondents without an answer are in no base; those in no column of the break are in the column of everybody alone.
    `count` saves working the design's layout out again (`counting`).
    """
    if not question.answered.any():
        raise SurveyError(NOBODY)
    if isinstance(by, Multiple):
        return _overlapping(design, question, rows, by)
    apart = by or Single(np.full(len(question.answered), -1), 0)
    return _apart(count or counting(design), question, rows, apart)


def _members(count: int) -> Floats:
    """Everybody, each column and its rest [1 + 2k], as sums of columns and, last, of who is in none [k + 1]."""
    own = np.eye(count, count + 1)
    inside = np.ones(count + 1)
    inside[count] = 0.0
    return np.vstack([np.ones(count + 1), own, inside - own])


def _apart(count: Counting, question: Answers, rows: Rows, by: Single) -> Crossed:
    """Columns that share nobody, from totals of cells."""
    columns = np.where(by.codes < 0, by.count, by.codes)
    shape = by.count + 1
    if isinstance(question, Single):
        return crossed_sums([count(question.codes, columns, (question.count, shape))], rows)
    said = (np.where(question.answered, question.chose(row), -1).astype(np.intp) for row in rows)
    return crossed_sums([count(one, columns, (2, shape)) for one in said], None)


def crossed_sums(tables: Sequence[CellTotals], rows: Rows | None) -> Crossed:
    """The same from totals of cells, whose last column is of who is in none of the break's.

    With `rows` from one table, which has a row for each answer; without (a multiple response) from one table for each
    row, which has those who did not give it and those who did.
    """
    k = tables[0].shape[1] - 1
    joined = [np.array([[0.0, 1.0]])] * len(tables)
    if rows is not None:
        answers = tables[0].shape[0]
        marks = np.array([np.isin(np.arange(answers), row) for row in rows], dtype=float)
        joined = [marks.reshape(len(rows), answers)]
    return _from_totals(tables, joined, k, tuple(_test(one, k) for one in tables))


def _test(totals: CellTotals, columns: int) -> Tested | None:
    """The test of independence, without who is in no column; None where there is nothing to test."""
    if columns < 2:
        return None
    try:
        return independence(totals.with_columns(np.eye(columns, columns + 1)).two_way())
    except SurveyError:  # too few columns with anybody, or too many empty cells
        return None


def _from_totals(
    tables: Sequence[CellTotals], joined: Sequence[Floats], k: int, tests: tuple[Tested | None, ...]
) -> Crossed:
    """Rows of one table or of several, each row the sum of those its line of `joined` marks."""
    members = _members(k)
    parts = []
    for table, lines in zip(tables, joined, strict=True):
        df = np.concatenate([[table.df], table.column_df[:k], np.full(k, table.df)])
        wide = table.with_columns(members, df)
        parts.append((wide, _rows_of(wide, lines)))
    first = parts[0][0]
    counts = np.concatenate(
        [lines @ t.respondents.reshape(t.shape) for (t, _), lines in zip(parts, joined, strict=True)]
    )
    weighted = np.concatenate([lines @ t.totals.reshape(t.shape) for (t, _), lines in zip(parts, joined, strict=True)])
    own = np.concatenate([lines @ t.respondents.reshape(t.shape) for t, lines in zip(tables, joined, strict=True)])
    overlap = members @ (np.ones(tables[0].shape[0]) @ tables[0].respondents.reshape(tables[0].shape) * members).T
    return Crossed(
        counts,
        weighted,
        first.bases(),
        first.weighted_bases(),
        first.effective_bases(),
        np.concatenate([shares for _, (shares, _) in parts]),
        np.concatenate([covariance for _, (_, covariance) in parts]),
        first.column_df,
        overlap,
        np.einsum("ic,rc,jc->rij", members, own, members),
        tests,
    )


def _rows_of(totals: CellTotals, lines: Floats) -> tuple[Floats, Floats]:
    """Shares [rows, columns] and their covariance within each row [rows, columns, columns]."""
    width, held = totals.shape[1], totals.bases() > 0
    found = totals.column_shares()
    shares = lines @ found.values.reshape(totals.shape)
    cells = np.nan_to_num(found.covariance).reshape(*totals.shape, *totals.shape)
    covariance = np.einsum("ra,aibj,rb->rij", lines, cells, lines, optimize=True)
    covariance[:, ~held, :] = covariance[:, :, ~held] = np.nan
    return shares.reshape(-1, width), covariance


def _overlapping(design: AnyDesign, question: Answers, rows: Rows, by: Multiple) -> Crossed:
    """Columns that may share respondents, from the influence of each."""
    base = question.answered
    inside = [by.chosen[:, j] for j in range(by.count)]
    masks = np.array([base, *(base & one for one in inside), *(base & by.answered & ~one for one in inside)])
    said = np.array([question.chose(row) for row in rows], dtype=bool).reshape(len(rows), len(base)) & base
    held = masks.any(axis=1)
    size = len(masks)
    shares, covariance = np.full((len(rows), size), np.nan), np.full((len(rows), size, size), np.nan)
    df = np.full(size, np.nan)
    for r, one in enumerate(said):
        found = design.estimate(_shares_in(one, base, masks[held]))
        shares[r, held], covariance[r][np.ix_(held, held)] = found.values, found.covariance
        df[held] = found.df
    weights, numbers = design.weights, masks.astype(float)
    weighted_bases, squares = numbers @ weights, numbers @ weights**2
    both = np.array([(numbers * one) @ numbers.T for one in said]).reshape(len(rows), size, size)
    return Crossed(
        said.astype(float) @ numbers.T,
        (said * weights) @ numbers.T,
        numbers.sum(axis=1),
        weighted_bases,
        np.divide(weighted_bases**2, squares, out=np.zeros(size), where=squares > 0),
        shares,
        covariance,
        df,
        numbers @ numbers.T,
        both,
        (),
    )


def _shares_in(said: Bools, base: Bools, masks: Bools) -> Statistic:
    values = np.where(base, said, np.nan)
    return stacked([mean(values, mask) for mask in masks])


def means_by(design: AnyDesign, values: Floats, by: Answers | None = None) -> Estimates:
    """Means of `values` [n] in the columns of `Crossed`: everybody, the break's, their rests.

    Whoever has no value (NaN) is left out; NaN in a column with nobody.
    """
    has = ~np.isnan(values)
    if not has.any():
        raise SurveyError("Nobody has a number to average: the filter leaves nobody. Widen it, or leave the mean out.")
    inside = [] if by is None else [by.chose((j,)) for j in range(by.count)]
    known = has if by is None else has & by.answered
    masks = np.array([has, *(has & one for one in inside), *(known & ~one for one in inside)])
    held = masks.any(axis=1)
    found = design.estimate(stacked([mean(values, mask) for mask in masks[held]]))
    size = len(masks)
    means, covariance, df = np.full(size, np.nan), np.full((size, size), np.nan), np.full(size, np.nan)
    means[held], covariance[np.ix_(held, held)], df[held] = found.values, found.covariance, found.df
    return Estimates(means, covariance, df)
