"""Differences between columns of a banner table, by the design or from counts alone.

Between all pairs of a break's columns; of each from the rest (who answered the break and is not in it); of each from
the plain average of all.  By the design, a difference has the covariance of its two shares, so columns that overlap or
share clusters are never tested as independent.  From counts, as market research has it, columns apart are compared by
the pooled chi-square without continuity correction and overlapping ones with the covariance of who is in both.
P-values allow for all tests of one row in one break.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from scipy.special import ndtr, ndtri

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.survey.banners.crossing import Crossed
from sectorled.analysis.survey.contrasts import Adjustment, adjusted
from sectorled.analysis.survey.estimates import two_sided_t
from sectorled.analysis.survey.unweighted import overlapping_proportions, two_proportions

LEVEL = 0.05
NO_ERROR = 1e-12  # a smaller error of a difference of shares is what rounding leaves of none


class Testing(StrEnum):
    """By the design with weights, or from unweighted counts as if the sample were simple random."""

    __test__ = False  # no test of pytest's

    DESIGN = "design"
    COUNTS = "counts"


class Against(StrEnum):
    """What each column is compared with."""

    COLUMNS = "columns"
    REST = "rest"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Compared:
    """Differences of columns `first` less `second` [comparisons], by row [rows, comparisons].

    Columns are numbered as the break has them, from 0; `second` is -1 where it is the rest or the average.  P-values
    are adjusted; NaN where a base was too small to test or nothing varies.
    """

    first: Indices
    second: Indices
    differences: Floats
    errors: Floats
    p: Floats


def compared(
    table: Crossed,
    testable: Bools,
    *,
    against: Against = Against.COLUMNS,
    testing: Testing = Testing.DESIGN,
    adjustment: Adjustment = Adjustment.NONE,
    design_effect: float = 1.0,
) -> Compared:
    """Compare the break's columns [k] that are `testable`, every row by itself.

    `design_effect` is how many times a design that the counts do not tell of raises variances; of tests from counts.
    """
    k = table.breaks
    if against is Against.COLUMNS:
        second, first = np.array(list(combinations(range(k), 2)), dtype=np.intp).reshape(-1, 2).T
        used = testable[first] & testable[second]
        places = first + 1, second + 1
    else:
        first, second = np.arange(k), np.full(k, -1)
        used = testable & (table.bases[1 + k :] > 0)
        places = first + 1, first + 1 + k
    if against is Against.AVERAGE:
        used = testable & (np.count_nonzero(testable) > 1)
        differences, errors, p = _from_average(table, testable)
    else:
        differences, errors, p = _between(table, *places)
        if testing is Testing.COUNTS:
            p = _from_counts(table, *places, design_effect)
    return Compared(first, second, differences, errors, adjusted(np.where(used, p, np.nan), adjustment))


def _between(table: Crossed, first: Indices, second: Indices) -> tuple[Floats, Floats, Floats]:
    """Differences, errors and p-values [rows, comparisons] of two lists of columns."""
    differences = table.shares[:, first] - table.shares[:, second]
    own = np.diagonal(table.covariance, axis1=1, axis2=2)
    errors = _root(own[:, first] + own[:, second] - 2 * table.covariance[:, first, second])
    return differences, errors, _p(differences, errors, np.minimum(table.df[first], table.df[second]))


def _from_average(table: Crossed, testable: Bools) -> tuple[Floats, Floats, Floats]:
    """Each column less the plain average of those that are testable, itself among them."""
    k = table.breaks
    own = table.covariance[:, 1 : k + 1, 1 : k + 1][:, testable][:, :, testable]
    lines = np.eye(k)[:, testable] - 1 / max(int(np.count_nonzero(testable)), 1)
    differences = table.shares[:, 1 : k + 1][:, testable] @ lines.T
    errors = _root(np.einsum("ia,rab,ib->ri", lines, own, lines))
    least = table.df[1 : k + 1][testable].min(initial=np.inf)
    return differences, errors, _p(differences, errors, np.full(k, least))


def _root(variances: Floats) -> Floats:
    return np.sqrt(np.maximum(variances, 0.0))


def _p(differences: Floats, errors: Floats, df: Floats) -> Floats:
    return two_sided_t(differences / np.where(errors > NO_ERROR, errors, np.nan), df)


def _from_counts(table: Crossed, first: Indices, second: Indices, effect: float) -> Floats:
    """P-values from unweighted counts [rows, comparisons]."""
    x, y, n, m = table.counts[:, first], table.counts[:, second], table.bases[first], table.bases[second]
    shared = table.shared[first, second]
    apart = two_proportions(x, n, y, m, design_effect=effect).p
    together = overlapping_proportions(x, n, y, m, both=table.both[:, first, second], overlap=shared)
    raised = 2.0 * ndtr(ndtri(together / 2) / np.sqrt(effect))
    return np.where(shared > 0, raised, apart)


def letters_of(table: Compared, columns: int, *, level: float = LEVEL) -> list[list[tuple[int, ...]]]:
    """For each row and column, the columns it is higher than by more than chance alone would rarely explain."""
    higher: list[list[tuple[int, ...]]] = []
    for differences, p in zip(table.differences, table.p, strict=True):
        beats: list[list[int]] = [[] for _ in range(columns)]
        for first, second, apart, chance in zip(table.first, table.second, differences, p, strict=True):
            if chance < level:
                winner, loser = (first, second) if apart > 0 else (second, first)
                beats[winner].append(int(loser))
        higher.append([tuple(sorted(one)) for one in beats])
    return higher


def earlier_words(table: Compared, row: int, column: int, *, level: float = LEVEL) -> str | None:
    """How a wave stands to those before it: "lower than 16 of the previous 19 rounds"; None without a test.

    Only differences that chance alone would rarely explain count; columns are waves in their order.
    """
    places = [i for i in range(len(table.first)) if table.first[i] == column and not np.isnan(table.p[row, i])]
    if not places:
        return None
    found = [table.differences[row, i] for i in places if table.p[row, i] < level]
    higher, lower = sum(one > 0 for one in found), sum(one < 0 for one in found)
    of = "the previous round" if len(places) == 1 else f"the previous {len(places)} rounds"
    said = [
        f"{word} than {_part(count, len(places), of)}"
        for word, count in (("higher", higher), ("lower", lower))
        if count
    ]
    return " and ".join(said) or f"no different from {of} beyond what chance alone would explain"


def _part(count: int, of: int, words: str) -> str:
    if of == 1:
        return words
    return f"all of {words}" if count == of else f"{count} of {words}"
