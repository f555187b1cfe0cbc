"""Many tests at once: how many marks chance alone would give, and p-values that allow for it.

NaN is "not tested": it is not counted and stays NaN.  The last axis holds the tests that belong together.
"""

import numpy as np

from sectorled.analysis.arrays import Bools, Floats

PAGE_LEVEL = 0.05  # what stands out on a council's page
SECTOR_LEVEL = 0.10  # lists of movers across the sector


def stands_out(p_values: Floats, alpha: float = PAGE_LEVEL) -> Bools:
    """Which tests stand out with the share of false ones held at `alpha` (Benjamini-Hochberg).

    Where nothing differs, at most a share `alpha` of pages shows anything at all.
    """
    found: Bools = benjamini_hochberg(p_values) <= alpha
    return found


def expected_by_chance(p_values: Floats, level: float = PAGE_LEVEL) -> Floats:
    """How many tests would be marked at `level` each if nothing differed: tests times level."""
    count: Floats = np.count_nonzero(~np.isnan(p_values), axis=-1) * level
    return count


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Adjusted p-values: the smallest false discovery rate at which each test would be found."""
    ordered, ranks, tests = _ordered(p_values)
    raised = ordered * tests / (ranks + 1)
    falling = np.minimum.accumulate(np.where(np.isnan(raised), 1.0, raised)[..., ::-1], axis=-1)[..., ::-1]
    return _restored(p_values, falling)


def holm(p_values: Floats) -> Floats:
    """Adjusted p-values that hold the chance of any false finding (Holm's step-down)."""
    ordered, ranks, tests = _ordered(p_values)
    raised = np.minimum(ordered * (tests - ranks), 1.0)
    return _restored(p_values, np.maximum.accumulate(np.where(np.isnan(raised), 1.0, raised), axis=-1))


def _ordered(p_values: Floats) -> tuple[Floats, Floats, Floats]:
    """The p-values in order (NaN last), their places from 0, and how many tests there are."""
    tests = np.count_nonzero(~np.isnan(p_values), axis=-1, keepdims=True)
    return np.sort(p_values, axis=-1), np.arange(p_values.shape[-1], dtype=np.float64), tests.astype(np.float64)


def _restored(p_values: Floats, adjusted: Floats) -> Floats:
    """Adjusted values back in the order of the tests."""
    places = np.argsort(np.argsort(p_values, axis=-1, kind="stable"), axis=-1)
    return np.where(np.isnan(p_values), np.nan, np.take_along_axis(adjusted, places, axis=-1))
