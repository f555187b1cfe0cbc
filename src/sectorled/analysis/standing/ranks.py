"""Each area in its group: rank, band, distance from the median."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats, Indices, Ints
from sectorled.analysis.standing.figures import GroupFigures, blocks, fill_figures, fill_ratio
from sectorled.analysis.standing.judgement import Judgement, Polarity, distance_from_target

MIN_COMPARATORS = 8  # below this a band says more about noise than about the council
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Standings:
    """Each area in its group, arrays [cells, areas] except `of` [cells], the number of areas with a value.

    `rank` and `band` 1 are best and 0 is none; `joint` says that another area has the same rank; `rank_share` is
    rank / of (best of 8 is 0.125), NaN without a rank; `mads_from_median` is (value - median) / MAD, signed by value,
    NaN without a value or where MAD is 0.
    """

    rank: Ints
    of: Ints
    joint: Bools
    rank_share: Floats
    band: Codes
    mads_from_median: Floats

    @classmethod
    def blank(cls, cells: int, areas: int) -> Self:
        shape = (cells, areas)
        return cls(
            rank=np.zeros(shape, np.int32),
            of=np.zeros(cells, np.int32),
            joint=np.zeros(shape, np.bool_),
            rank_share=np.empty(shape),
            band=np.zeros(shape, np.int8),
            mads_from_median=np.empty(shape),
        )


def standings(
    values: Floats,
    judgement: Judgement,
    figures: GroupFigures | None = None,
    *,
    bands: int = QUARTERS,
    min_for_bands: int = MIN_COMPARATORS,
) -> Standings:
    """The standing of every area; distances are from the median of `figures`, by default the group's own."""
    return _stand(values, judgement, figures, bands, min_for_bands)[1]


def place(
    values: Floats,
    judgement: Judgement,
    *,
    numerators: Floats | None = None,
    denominators: Floats | None = None,
    multiplier: Floats | float | None = None,
    bands: int = QUARTERS,
    min_for_bands: int = MIN_COMPARATORS,
) -> tuple[GroupFigures, Standings]:
    """`group_figures` and `standings` from one sort."""
    figures, found = _stand(values, judgement, None, bands, min_for_bands)
    fill_ratio(figures, values, numerators, denominators, multiplier)
    return figures, found


def _stand(
    values: Floats, judgement: Judgement, figures: GroupFigures | None, bands: int, min_for_bands: int
) -> tuple[GroupFigures, Standings]:
    """Standings against `figures`, which are worked out from the same sort where they are not given."""
    reference = GroupFigures.blank(len(values)) if figures is None else figures
    found = Standings.blank(*values.shape)
    for rows in blocks(values):
        block = values[rows]
        order, ordered = _sorted(block)
        if figures is None:
            fill_figures(reference, rows, block, ordered)
        _best_first(block, judgement[rows], order, ordered)
        _fill_ranks(found, rows, judgement[rows], order, ordered)
        _fill_bands(found, rows, bands, min_for_bands)
        _fill_distances(found, rows, block, reference)
    return reference, found


def _sorted(block: Floats) -> tuple[Indices, Floats]:
    """The order of each cell and its values in that order, blanks last."""
    order = np.argsort(block, axis=1)
    return order, np.take_along_axis(block, order, axis=1)


def _best_first(block: Floats, judgement: Judgement, order: Indices, ordered: Floats) -> None:
    """Turn both, in place, to begin with the best: by distance from a target, from the other end where high is good."""
    target, high = judgement.targeted, judgement.polarity == Polarity.HIGH
    order[target], ordered[target] = _sorted(distance_from_target(block[target], judgement[target]))
    order[high], ordered[high] = order[high, ::-1], ordered[high, ::-1]


def _fill_ranks(found: Standings, rows: slice, judgement: Judgement, order: Indices, ordered: Floats) -> None:
    """Rank what is ordered best first and put each rank in its area's place."""
    cells, areas = ordered.shape
    blank = np.isnan(ordered)
    n = areas - np.count_nonzero(blank, axis=1)
    rank, joint = _competition(ordered, np.where(judgement.polarity == Polarity.HIGH, areas - n, 0))
    rank *= judgement.judged[:, None] & ~blank
    places = order + areas * np.arange(cells)[:, None]
    found.of[rows] = n
    found.rank[rows].reshape(-1)[places] = rank
    found.joint[rows].reshape(-1)[places] = joint & (rank > 0)


def _competition(ordered: Floats, blanks: Indices) -> tuple[Ints, Bools]:
    """The rank of a run of equals is where its first stands after the blanks; blanks equal nothing."""
    same = ordered[:, 1:] == ordered[:, :-1]
    rank, joint = np.zeros(ordered.shape, np.int32), np.zeros(ordered.shape, np.bool_)
    np.multiply(~same, np.arange(1, ordered.shape[1], dtype=np.int32), out=rank[:, 1:])
    np.maximum.accumulate(rank, axis=1, out=rank)
    rank += (1 - blanks[:, None]).astype(np.int32)
    joint[:, 1:] = same
    joint[:, :-1] |= same
    return rank, joint


def _fill_bands(found: Standings, rows: slice, bands: int, min_for_bands: int) -> None:
    """A value is beyond the type 7 quantile at k / bands exactly where (rank - 1) / (n - 1) is more than k / bands."""
    rank, n = found.rank[rows], found.of[rows, None]
    beyond = (rank - 1) * bands
    band = 1 + sum((beyond > k * (n - 1)).view(np.int8) for k in range(1, bands))
    found.band[rows] = np.where((rank > 0) & (n >= min_for_bands), band, 0)
    found.rank_share[rows] = np.where(rank > 0, rank / np.maximum(n, 1), np.nan)


def _fill_distances(found: Standings, rows: slice, block: Floats, figures: GroupFigures) -> None:
    mad = np.where(figures.mad[rows] > 0, figures.mad[rows], np.nan)
    np.subtract(block, figures.median[rows, None], out=found.mads_from_median[rows])
    found.mads_from_median[rows] /= mad[:, None]
