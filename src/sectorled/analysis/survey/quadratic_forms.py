"""The distribution of a sum of weighted chi-squares, by numerical inversion of its moment generating function.

The path of integration passes through the saddle point, parallel to the imaginary axis: along it nothing cancels, so
small tails keep their digits, which integration along the real frequencies (Imhof 1961; Davies 1980) loses.
"""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

from sectorled.analysis.arrays import Floats

PRECISION = 1e-10  # relative, asked of the integral
REACH = 1 - 1e-12  # of the strip where the function exists


def f_mixture_tail(statistic: float, weights: Floats, denominator: float) -> float:
    """P(sum of `weights` times chi-squares of one degree > `statistic` times chi-square over its `denominator` df)."""
    return positive_tail(np.append(weights, -statistic / denominator), np.append(np.ones(len(weights)), denominator))


def positive_tail(weights: Floats, df: Floats) -> float:
    """P(sum of `weights` times chi-squares of these degrees of freedom > 0)."""
    if not (weights > 0).any():
        return 0.0
    if not (weights < 0).any():
        return 1.0
    furthest = 1 / (2 * weights.max())

    def slope(t: float) -> float:
        return float((df * weights / (1 - 2 * weights * t)).sum() - 1 / t)

    at = float(brentq(slope, furthest * (1 - REACH), furthest * REACH))
    curvature = float((2 * df * weights**2 / (1 - 2 * weights * at) ** 2).sum() + 1 / at**2)
    height, width = _exponent(at, weights, df).real, 1 / np.sqrt(curvature)

    def along(y: float) -> float:
        return float(np.exp(_exponent(complex(at, y * width), weights, df) - height).real)

    area, _ = quad(along, 0, np.inf, epsabs=0.0, epsrel=PRECISION, limit=500)
    return float(np.clip(np.exp(height) * area * width / np.pi, 0.0, 1.0))


def _exponent(t: complex, weights: Floats, df: Floats) -> complex:
    """The cumulant generating function less log t."""
    return complex(-0.5 * (df * np.log(1 - 2 * weights * t + 0j)).sum() - np.log(t + 0j))
