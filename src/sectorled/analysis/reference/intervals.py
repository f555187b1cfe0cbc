"""Intervals, verdicts and funnel limits for one area, in plain Python.

What the kernels of `analysis.intervals` and `analysis.funnel` must equal, written to be read.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from sectorled.analysis.intervals import EXACT_BELOW, LEVEL, Verdict
from sectorled.analysis.reference.standing import NO_TARGET, Target, badness, quantile
from sectorled.analysis.standing import Polarity

Limits = tuple[float, float]


def z_value(level: float) -> float:
    """The normal quantile of a two-sided level."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(x: float, n: float, level: float = LEVEL) -> Limits | None:
    """Score limits of x of n; None where there is no proportion."""
    if not 0 <= x <= n or n == 0:
        return None
    z = z_value(level)
    half = z * sqrt(z**2 + 4 * x * (1 - x / n))
    lower, upper = ((2 * x + z**2 + side) / (2 * (n + z**2)) for side in (-half, half))
    return max(lower, 0.0) if x else 0.0, min(upper, 1.0) if x < n else 1.0


def count_interval(x: float, level: float = LEVEL) -> Limits | None:
    """Limits of the mean of a Poisson count: exact below 10, Byar's from 10; None for a negative count."""
    if x < 0:
        return None
    z, tail = z_value(level), (1 - level) / 2
    if x >= EXACT_BELOW:
        lower = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3
        return lower, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1))) ** 3
    lower = _solve(lambda mean: at_least(x, mean) - tail, 100.0) if x else 0.0
    return lower, _solve(lambda mean: at_least(x + 1, mean) - (1 - tail), 100.0)


def rate_interval(x: float, n: float, level: float = LEVEL) -> Limits | None:
    """Limits of a rate x / n; None where there is none."""
    limits = count_interval(x, level)
    return (limits[0] / n, limits[1] / n) if limits and n > 0 else None


def verdict(limits: Limits | None, point: float | None, polarity: Polarity, target: Target = NO_TARGET) -> Verdict:
    """Better if everything between the limits is better than the point, worse if everything is worse."""
    if badness(0.0, polarity, target) is None:
        return Verdict.NO_POLARITY
    if limits is None:
        return Verdict.NO_INTERVAL
    if point is None:
        return Verdict.NO_REFERENCE
    inside = [end for end in target if end is not None and limits[0] <= end <= limits[1]]  # where badness may turn
    bad = [b for v in (*limits, *inside) if (b := badness(v, polarity, target)) is not None]
    own = badness(point, polarity, target)
    if own is not None and max(bad) < own:
        return Verdict.BETTER
    return Verdict.WORSE if own is not None and min(bad) > own else Verdict.SIMILAR


def proportion_funnel(p: float, n: float, level: float = LEVEL, widening: float = 1.0) -> Limits:
    """Score limits about p for an area with n people, cut off at 0 and 1."""
    half = z_value(level) * widening * sqrt(p * (1 - p) / n)
    return max(p - half, 0.0), min(p + half, 1.0)


def rate_funnel(rate: float, n: float, level: float = LEVEL, widening: float = 1.0) -> Limits:
    """The counts, in fractions, that have exactly the tail beyond them, over n; each as much further away as asked."""
    expected, tail = rate * n, (1 - level) / 2
    most = 2 * expected + 100 * (1 + sqrt(expected))
    upper = _solve(lambda x: tail - at_least(x, expected), most)
    lower = _solve(lambda x: 1 - tail - at_least(x, expected), most) - 1
    further = [rate + (count / n - rate) * widening for count in (lower, upper)]
    return max(further[0], 0.0), further[1]


def winsorised(scores: Sequence[float], share: float) -> list[float]:
    """Scores with those beyond the quantiles at `share` and 1 - `share` drawn in to them."""
    ordered = sorted(scores)
    low, high = (float(quantile(ordered, Fraction(at).limit_denominator(1000))) for at in (share, 1 - share))
    return [min(max(z, low), high) for z in scores]


def dispersion_factor(scores: Sequence[float], share: float) -> float:
    """Multiplicative over-dispersion: the mean squared winsorised score, at least 1."""
    return max(1.0, sum(z**2 for z in winsorised(scores, share)) / len(scores)) if scores else 1.0


def between_variance(scores: Sequence[float], errors: Sequence[float], share: float) -> float:
    """Additive over-dispersion by the method of moments, at least 0."""
    if len(scores) < 2:
        return 0.0
    weights = [1 / e**2 for e in errors]
    surplus = sum(z**2 for z in winsorised(scores, share)) - (len(scores) - 1)
    return max(0.0, surplus / (sum(weights) - sum(w**2 for w in weights) / sum(weights)))


def at_least(x: float, mean: float) -> float:
    """The chance that a Poisson count is at least x: the gamma distribution of shape x at `mean`, by its series."""
    if mean == 0:
        return 0.0
    term = total = exp(x * log(mean) - mean - lgamma(x + 1))
    k = x
    while term > total * 1e-18 or k < mean:
        k += 1
        term *= mean / k
        total += term
    return min(total, 1.0)


def _solve(rising: Callable[[float], float], most: float) -> float:
    """Where a rising function crosses 0 between 0 and `most`, by halving until the ends meet."""
    low, high = 0.0, most
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return middle
