"""Which areas are statistically near: distances, why near, how stable.

The table is `variables[areas, variables]`, NaN for a missing value.  A metric that is to be compared is never among the
variables that chose the neighbours: see `without_compared`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Floats, Indices, settled

RESAMPLES = 200
# the typical difference in one variable, in standard deviations; that of two areas drawn at random is about 1.4
CLOSENESS = ((0.25, "extremely close"), (0.5, "very close"), (0.75, "close"), (1.0, "somewhat close"))
NOT_CLOSE = "not close"


@dataclass(frozen=True, slots=True)
class Distances:
    """How far apart areas are, arrays [areas, areas]; NaN where two share no variable.

    `distance` is the standardised Euclidean distance, `typical` the same per unit of weight (the root mean square
    difference in standard deviations), `missing_share` the share of variables that one or both of the two lack.
    """

    distance: Floats
    typical: Floats
    missing_share: Floats


def without_compared(names: Sequence[str], compared: Collection[str]) -> list[int]:
    """Positions of the variables that may choose neighbours for a comparison of the metrics `compared`."""
    return [i for i, name in enumerate(names) if name not in compared]


def standardised(variables: Floats, *, sample: bool = False, winsorise: float = 0.0) -> Floats:
    """Z-scores of each variable over the areas that have it; a variable that does not vary is 0 for all.

    The standard deviation is the population's, or the sample's on request.  `winsorise` draws that share of values at
    each end in to the quantile there (type 7) before.
    """
    if winsorise:
        low, high = np.nanquantile(variables, [winsorise, 1 - winsorise], axis=0)
        variables = np.clip(variables, low, high)
    known = ~np.isnan(variables)
    n = np.maximum(known.sum(axis=0), 1)
    centred = variables - np.nansum(variables, axis=0) / n
    sd = np.sqrt(np.nansum(centred**2, axis=0) / np.maximum(n - sample, 1))
    varies = settled(sd) > 0
    return np.where(known & ~varies, 0.0, centred / np.where(varies, sd, 1.0))


def distances(z: Floats, weights: Floats | None = None) -> Distances:
    """Distances between all areas from z-scores [areas, variables]: root of the weighted sum of squared differences.

    `weights` [variables] are 1 where not given and at least 0.  Where either area lacks a variable the sum over the
    shared ones is scaled up to the full weight, so that a gap in the data does not make neighbours.
    """
    weights = np.ones(z.shape[1]) if weights is None else weights
    squared, shared = np.zeros((len(z), len(z))), np.zeros((len(z), len(z)))
    lacking = np.zeros((len(z), len(z)))
    for column, weight in zip(z.T, weights, strict=True):
        apart = np.subtract.outer(column, column)
        known = ~np.isnan(apart)
        squared[known] += weight * apart[known] ** 2
        shared += weight * known
        lacking += ~known
    mean_square = np.divide(squared, shared, out=np.full(squared.shape, np.nan), where=shared > 0)
    total = float(weights.sum())
    return Distances(np.sqrt(mean_square * total), np.sqrt(mean_square), lacking / max(1, z.shape[1]))


def same_kind(kinds: Sequence[str | None]) -> Bools:
    """Which pairs of areas are councils of the same known kind, [areas, areas]."""
    codes = np.array([kind or "" for kind in kinds])
    found: Bools = (codes[:, None] == codes[None, :]) & (codes != "")[:, None]
    return found


def nearest(distance: Floats, k: int, *, eligible: Bools | None = None) -> Indices:
    """The k nearest of each area, nearest first, [areas, k]; -1 where there are no more.

    Nobody is its own neighbour.  Areas equally far (to nine decimals) stand in the order of the table.  `eligible`
    [areas, areas] limits the choice, as `same_kind` does.
    """
    allowed = ~np.eye(len(distance), dtype=bool) if eligible is None else eligible & ~np.eye(len(distance), dtype=bool)
    return _nearest(np.where(allowed, distance, np.nan), k)


def closeness(typical: float) -> str:
    """A distance in words, from `Distances.typical`."""
    return next((word for most, word in CLOSENESS if settled(np.asarray(typical)) <= most), NOT_CLOSE)


@dataclass(frozen=True, slots=True)
class Drivers:
    """What sets two areas apart, most first: positions of variables, their share of the squared distance, and how many
    standard deviations the second area lies above the first."""

    variables: Indices
    share: Floats
    difference: Floats


def drivers(z: Floats, area: int, other: int, weights: Floats | None = None) -> Drivers:
    """The variables that both have, ordered by what each adds to the distance; shares sum to 1, or are 0 if alike."""
    difference = z[other] - z[area]
    parts = difference**2 * (1.0 if weights is None else weights)
    order = np.argsort(-parts, kind="stable")[: np.count_nonzero(~np.isnan(parts))]
    total = float(parts[order].sum())
    return Drivers(order, parts[order] / (total or 1.0), difference[order])


def stability(z: Floats, area: int, k: int, *, seed: int, eligible: Bools | None = None) -> Floats:
    """The share of RESAMPLES draws of the variables (as many, with replacement) in which each area is among the k
    nearest of the one at position `area`, [areas].

    `eligible` [areas] limits the choice.  A neighbour that owes its place to one variable has a low share.
    """
    allowed = np.ones(len(z), bool) if eligible is None else eligible.copy()
    allowed[area] = False
    apart = z - z[area]
    known = ~np.isnan(apart)
    squares, counted = np.where(known, apart, 0.0) ** 2, np.zeros(len(z))
    for drawn in _draws(z.shape[1], seed):
        shared = known @ drawn
        mean_square = np.divide(squares @ drawn, shared, out=np.full(len(z), np.nan), where=(shared > 0) & allowed)
        chosen = _nearest(np.sqrt(mean_square)[None], k)[0]
        counted[chosen[chosen >= 0]] += 1
    return counted / RESAMPLES


def _draws(variables: int, seed: int) -> Iterator[Floats]:
    """How often each variable comes up in each resample."""
    random = np.random.default_rng(seed)
    for _ in range(RESAMPLES):
        yield np.bincount(random.integers(variables, size=variables), minlength=variables).astype(np.float64)


def _nearest(distance: Floats, k: int) -> Indices:
    """Positions of the k smallest in each row that are not NaN, -1 beyond them."""
    rounded = settled(distance)
    order = np.argsort(rounded, axis=1, kind="stable")[:, :k]
    found: Indices = np.where(np.isnan(np.take_along_axis(rounded, order, axis=1)), -1, order)
    return np.pad(found, ((0, 0), (0, max(0, k - found.shape[1]))), constant_values=-1)
