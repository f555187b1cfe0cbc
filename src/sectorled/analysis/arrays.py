"""The arrays that kernels take and give.

A batch is dense: `values[cells, areas]`, one cell a metric in a period for one group, NaN where an area has no value
that enters statistics.  Finite numbers and NaN only: infinities are refused before they come here.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int32]
Indices: TypeAlias = NDArray[np.intp]
Codes: TypeAlias = NDArray[np.int8]
Bools: TypeAlias = NDArray[np.bool_]

DECIMALS = 9  # distances and percentages are rounded to this before a threshold decides: float noise must not


def floats(values: ArrayLike) -> Floats:
    """As float64, not copied where it already is."""
    return np.asarray(values, dtype=np.float64)


def settled(values: Floats) -> Floats:
    """Rounded to DECIMALS, so that 0.1 + 0.2 and 0.3 fall on the same side of a threshold."""
    return np.round(values, DECIMALS)


def ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    """Above over below; NaN, without a warning, where nothing or less is below."""
    divisor = floats(below)
    return floats(above) / np.where(divisor > 0, divisor, np.nan)
