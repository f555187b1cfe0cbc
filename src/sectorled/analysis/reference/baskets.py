"""One metric of a basket between two periods, in plain Python: what the kernels of `analysis.baskets` must equal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import fsum

from sectorled.analysis.arrays import DECIMALS

Badness = Callable[[float], float]  # smallest for the best value


@dataclass(frozen=True, slots=True)
class Change:
    """The published method for one metric, and how many areas improved."""

    used: int
    base_mean: float
    latest_mean: float
    change_percent: float | None
    direction: str | None
    improving: int


def change(base: Sequence[float | None], latest: Sequence[float | None], badness: Badness | None) -> Change | None:
    """Compare the areas that have both periods; None if none has.  Without polarity nothing is improved or worsened."""
    pairs = [(b, v) for b, v in zip(base, latest, strict=True) if b is not None and v is not None]
    if not pairs:
        return None
    before, after = (fsum(values) / len(pairs) for values in zip(*pairs, strict=True))
    percent = 100 * (after - before) / abs(before) if before else (0.0 if after == 0 else None)
    if badness is None:
        return Change(len(pairs), before, after, percent, None, 0)
    gain = round(badness(before) - badness(after), DECIMALS)
    direction = "improved" if gain > 0 else "worsened" if gain < 0 else "no change"
    improving = sum(round(badness(b) - badness(v), DECIMALS) > 0 for b, v in pairs)
    return Change(len(pairs), before, after, percent, direction, improving)


def wilcoxon(differences: Sequence[float]) -> Fraction:
    """Two-sided exact p by going through every pattern of signs; for a dozen differences at most."""
    moved = [round(d, DECIMALS) for d in differences if round(d, DECIMALS)]
    sizes = sorted(abs(d) for d in moved)
    ranks = [Fraction(sizes.index(abs(d)) + 1 + sizes.index(abs(d)) + sizes.count(abs(d)), 2) for d in moved]
    smaller = min(
        sum((r for r, d in zip(ranks, moved, strict=True) if (d > 0) == up), Fraction(0)) for up in (True, False)
    )
    sums = [
        sum((r for r, up in zip(ranks, signs, strict=True) if up), Fraction(0))
        for signs in product((0, 1), repeat=len(ranks))
    ]
    return min(Fraction(1), Fraction(2 * sum(s <= smaller for s in sums), len(sums)))
