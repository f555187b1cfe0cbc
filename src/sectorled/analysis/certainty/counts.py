"""Exact tests of counts: an area against all others together, or against itself before."""

from enum import IntEnum

import numpy as np
from scipy.stats import binom, hypergeom

from sectorled.analysis.arrays import Bools, Codes, Floats, settled
from sectorled.analysis.certainty.differences import Differences, equal_merit
from sectorled.analysis.standing import Judgement


class Family(IntEnum):
    """What the parts of a value are: cases among so many (SHARE), events over an exposure (RATE), or no counts."""

    NONE = 0
    SHARE = 1
    RATE = 2


def whole_counts(numerators: Floats, denominators: Floats, families: Codes) -> Bools:
    """Where the parts [cells, areas] are counts: whole, not negative, and in a share no more cases than people.

    `families` [cells] says what the parts are (Family); only whoever knows the metric can say that its numerator counts
    separate events.  Tonnes, pounds and hours do not, whole or not.
    """
    family = families[:, None]
    whole = (settled(numerators % 1) % 1 == 0) & ((settled(denominators % 1) % 1 == 0) | (family == Family.RATE))
    possible = (numerators >= 0) & (denominators > 0) & ((numerators <= denominators) | (family == Family.RATE))
    found: Bools = whole & possible & (family != Family.NONE)
    return found


def counts_against_others(
    numerators: Floats, denominators: Floats, families: Codes, judgement: Judgement, *, multiplier: Floats
) -> Differences:
    """Each area [cells, areas] against the sum over sum of the others: a funnel whose reference is uncertain too.

    `families` and `multiplier` (which turns a ratio into the value shown, and the target is in) are [cells].  p doubles
    the smaller exact tail: hypergeometric (Fisher) for shares, binomial for rates, so it is at most the nominal level
    however few the counts.
    """
    x, n = _counted(numerators, denominators, families)
    others = [np.nansum(part, axis=1, keepdims=True) - part for part in (x, n)]
    return _compared((x, n), (others[0], others[1]), families, judgement, multiplier)


def counts_changed(
    before: tuple[Floats, Floats],
    after: tuple[Floats, Floats],
    families: Codes,
    judgement: Judgement,
    *,
    multiplier: Floats,
) -> Differences:
    """Each area against itself at an earlier period, from (numerators, denominators) [cells, areas] at both."""
    then, now = (_counted(x, n, families) for x, n in (before, after))
    return _compared(now, then, families, judgement, multiplier)


Counts = tuple[Floats, Floats]


def _compared(own: Counts, other: Counts, families: Codes, judgement: Judgement, multiplier: Floats) -> Differences:
    (x, n), (y, m) = own, other
    scale = multiplier[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):  # no others, or none of them with a denominator
        value, reference = x / n * scale, np.where(m > 0, y / m * scale, np.nan)
    facing = equal_merit(value, reference, judgement)
    moved = judgement.targeted[:, None] & ~np.isnan(facing)
    y = np.where(moved, np.rint(facing / scale * m), y)
    p = np.full(x.shape, np.nan)
    for family, test in ((Family.SHARE, _fisher), (Family.RATE, _conditional)):
        told = (families == family)[:, None] & ~np.isnan(facing) & ~np.isnan(x)
        p[told] = test(x[told], n[told], np.clip(y[told], 0, m[told] if family == Family.SHARE else None), m[told])
    p[moved & (facing == value)] = 1.0
    return Differences(reference, p)


def _counted(numerators: Floats, denominators: Floats, families: Codes) -> Counts:
    counts = whole_counts(numerators, denominators, families)
    return np.where(counts, numerators, np.nan), np.where(counts, denominators, np.nan)


def _fisher(x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    drawn = (x, n + m, x + y, n)
    return _doubled(hypergeom.cdf(*drawn), hypergeom.sf(x - 1, *drawn[1:]))


def _conditional(x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    return _doubled(binom.cdf(x, x + y, n / (n + m)), binom.sf(x - 1, x + y, n / (n + m)))


def _doubled(lower: Floats, upper: Floats) -> Floats:
    p: Floats = np.minimum(1.0, 2 * np.minimum(lower, upper))
    return p
