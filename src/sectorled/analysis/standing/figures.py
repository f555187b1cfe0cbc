"""The figures of a group, with each area and without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from sectorled.analysis.arrays import Floats, Indices, Ints, floats, ratio

_BLOCK = 65_536  # values worked on at once: with the arrays made on the way they fit a core's cache


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The group in each cell, arrays [cells]; NaN where no area has a value.

    Quartiles are type 7; `mad` is the raw median absolute deviation from the median; `ratio_of_sums` is over areas with
    a value and both its parts, NaN where there are none or the denominators do not sum to more than 0.
    """

    n: Ints
    mean: Floats
    median: Floats
    q1: Floats
    q3: Floats
    mad: Floats
    minimum: Floats
    maximum: Floats
    ratio_of_sums: Floats

    @classmethod
    def blank(cls, cells: int) -> Self:
        return cls(np.zeros(cells, np.int32), *(np.full(cells, np.nan) for _ in range(8)))


def group_figures(
    values: Floats,
    *,
    numerators: Floats | None = None,
    denominators: Floats | None = None,
    multiplier: Floats | float | None = None,
) -> GroupFigures:
    """The figures of each cell's group; `multiplier`, one number or [cells], scales the ratio of sums."""
    figures = GroupFigures.blank(len(values))
    for rows in blocks(values):
        fill_figures(figures, rows, values[rows], np.sort(values[rows], axis=1))
    fill_ratio(figures, values, numerators, denominators, multiplier)
    return figures


def without_self(values: Floats) -> tuple[Floats, Floats]:
    """Median and mean [cells, areas] of the group without the area; NaN where it has no value or nobody else has."""
    median, mean = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for rows in blocks(values):
        block, ordered = values[rows], np.sort(values[rows], axis=1)
        n = np.count_nonzero(~np.isnan(block), axis=1)
        compared = np.where((n > 1)[:, None], block, np.nan)
        lower, upper = (_among_others(compared, ordered, k) for k in ((n - 2) // 2, (n - 1) // 2))
        median[rows] = (lower + upper) / 2
        mean[rows] = (np.nansum(block, axis=1)[:, None] - compared) / np.maximum(n - 1, 1)[:, None]
    return median, mean


def blocks(values: Floats) -> Iterator[slice]:
    """Runs of whole cells of about _BLOCK values; none where there are no areas."""
    cells, areas = values.shape
    step = max(1, _BLOCK // max(areas, 1))
    return (slice(start, start + step) for start in range(0, cells if areas else 0, step))


def fill_figures(figures: GroupFigures, rows: slice, block: Floats, ordered: Floats) -> None:
    n = np.count_nonzero(~np.isnan(ordered), axis=1)
    median = _middle(ordered, n)
    deviations = np.abs(ordered - median[:, None])
    deviations.sort(axis=1)
    figures.n[rows] = n
    figures.mean[rows] = ratio(np.nansum(block, axis=1), n)
    figures.median[rows] = median
    figures.q1[rows] = quantile(ordered, n, 0.25)
    figures.q3[rows] = quantile(ordered, n, 0.75)
    figures.mad[rows] = _middle(deviations, n)
    figures.minimum[rows] = ordered[:, 0]
    figures.maximum[rows] = _at(ordered, n - 1)


def fill_ratio(
    figures: GroupFigures,
    values: Floats,
    numerators: Floats | None,
    denominators: Floats | None,
    multiplier: Floats | float | None,
) -> None:
    if numerators is None or denominators is None:
        return
    for rows in blocks(values):
        known = ~np.isnan(values[rows] + numerators[rows] + denominators[rows])
        below = np.where(known, denominators[rows], 0.0).sum(axis=1)
        above = np.where(known, numerators[rows], 0.0).sum(axis=1)
        figures.ratio_of_sums[rows] = ratio(above, below)
    figures.ratio_of_sums[:] *= 1.0 if multiplier is None else multiplier


def _at(ordered: Floats, position: Indices) -> Floats:
    """One entry of each cell; position -1, where a cell has no value, is a blank."""
    picked: Floats = ordered[np.arange(len(ordered)), position]
    return picked


def _middle(ordered: Floats, n: Indices) -> Floats:
    return (_at(ordered, (n - 1) // 2) + _at(ordered, n // 2)) / 2


def quantile(ordered: Floats, n: Indices, share: float) -> Floats:
    """Type 7 of sorted values, blanks last: linear between the values on either side of (n - 1) x share."""
    place = floats((n - 1) * share)
    whole = np.floor(place).astype(np.intp)
    lower, upper = _at(ordered, whole), _at(ordered, np.minimum(whole + 1, n - 1))
    found: Floats = lower + (upper - lower) * (place - whole)
    return found


def _among_others(block: Floats, ordered: Floats, k: Indices) -> Floats:
    """The k-th of the others for every area of a cell: the k-th of all, or the next where the area stands before."""
    here, after = _at(ordered, k)[:, None], _at(ordered, np.minimum(k + 1, ordered.shape[1] - 1))[:, None]
    return np.where(np.isnan(block), np.nan, np.where(block > here, here, after))
