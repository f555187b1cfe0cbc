"""Trends of one series, in plain Python: what the kernels of `analysis.trend` must equal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import fsum, sqrt
from statistics import NormalDist, median

from sectorled.analysis.arrays import DECIMALS


@dataclass(frozen=True, slots=True)
class Trend:
    """S, its exact two-sided p and the median slope; all None where there are too few unbroken points."""

    n: int
    s: int | None = None
    p: float | None = None
    slope: float | None = None


def unbroken(series: Sequence[float | None]) -> list[float]:
    """The values between the last gap and the end."""
    run: list[float] = []
    for value in reversed(series):
        if value is None:
            break
        run.insert(0, round(value, DECIMALS))
    return run


def mann_kendall(series: Sequence[float | None], *, min_points: int = 5) -> Trend:
    """Count the pairs that rise and fall, and weigh S against every order of the same values."""
    run = unbroken(series)
    if len(run) < min_points:
        return Trend(len(run))
    pairs = list(combinations(enumerate(run), 2))
    s = sum((b > a) - (b < a) for (_, a), (_, b) in pairs)
    slopes = [(b - a) / (j - i) for (i, a), (j, b) in pairs]
    return Trend(len(run), s, float(p_value(s, tuple(sorted(Counter(run).values())))), median(slopes))


@cache
def p_value(s: int, sizes: tuple[int, ...]) -> Fraction:
    """The share of all orders whose S is at least as far from 0; `sizes` are those of the groups of equal values."""
    ways = orders(sizes)
    untied = max(ways)
    extreme = sum(count for inverted, count in ways.items() if abs(untied - 2 * inverted) >= abs(s))
    return Fraction(extreme, sum(ways.values()))


@cache
def orders(sizes: tuple[int, ...]) -> dict[int, int]:
    """How many orders have each number of inversions: values are placed upwards, one group of equals at a time."""
    if not sizes:
        return {0: 1}
    return _product(orders(sizes[:-1]), inversions(sum(sizes[:-1]), sizes[-1]))


@cache
def inversions(smaller: int, larger: int) -> dict[int, int]:
    """In how many orders of so many equal small and equal large values each number of inversions occurs."""
    if not smaller or not larger:
        return {0: 1}
    last_is_large, last_is_small = inversions(smaller, larger - 1), inversions(smaller - 1, larger)
    ways = Counter(last_is_large)
    for inverted, count in last_is_small.items():
        ways[inverted + larger] += count  # the small value at the end stands after every large one
    return dict(ways)


def _product(a: dict[int, int], b: dict[int, int]) -> dict[int, int]:
    ways: Counter[int] = Counter()
    for i, count in a.items():
        for j, other in b.items():
            ways[i + j] += count * other
    return dict(ways)


def recent_trend(points: Sequence[tuple[float, float, float]]) -> tuple[float, float, float, bool]:
    """Slope, chi-square, p and whether the slope keeps its sign, of five (value, lower, upper)."""
    slope, error = _line(list(enumerate(points)))
    others = [_line([point for point in enumerate(points) if point[0] != i])[0] for i in range(len(points))]
    kept = all(round(other, DECIMALS) * slope > 0 for other in others)
    chi_square = (slope / error) ** 2
    return slope, chi_square, _chi_square_p(chi_square), kept


def _line(points: list[tuple[int, tuple[float, float, float]]]) -> tuple[float, float]:
    """Slope weighted by one over the squared standard error, and its own standard error."""
    weighted = [((3.92 / (upper - lower)) ** 2, t, value) for t, (value, lower, upper) in points]
    total = fsum(w for w, _, _ in weighted)
    mean_t = fsum(w * t for w, t, _ in weighted) / total
    spread = fsum(w * (t - mean_t) ** 2 for w, t, _ in weighted)
    return fsum(w * (t - mean_t) * v for w, t, v in weighted) / spread, 1 / sqrt(spread)


def cochran_armitage(counts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Signed chi-square and p of five (numerator, denominator)."""
    total = sum(n for _, n in counts)
    share = sum(x for x, _ in counts) / total
    lean = fsum(t * (x - n * share) for t, (x, n) in enumerate(counts))
    mean_t = sum(t * n for t, (_, n) in enumerate(counts)) / total
    variance = share * (1 - share) * fsum(n * (t - mean_t) ** 2 for t, (_, n) in enumerate(counts))
    chi_square = lean**2 / variance if variance else 0.0
    return (-chi_square if lean < 0 else chi_square), _chi_square_p(chi_square)


def _chi_square_p(chi_square: float) -> float:
    return 2 * NormalDist().cdf(-sqrt(chi_square))
