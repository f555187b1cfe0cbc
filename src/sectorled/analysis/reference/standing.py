"""The standing of one council and the figures of one group, in plain Python.

What the kernels of `analysis.standing` must equal, written to be read: one council, one metric, one period.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from statistics import median

from sectorled.analysis.standing import MIN_COMPARATORS, QUARTERS, Polarity

Target = tuple[float | None, float | None]  # the ends of its range; None is an open end
NO_TARGET: Target = (None, None)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group; all None where no area has a value."""

    n: int
    mean: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    mad: float | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value lies in its group; `rank` and `band` 1 are best, None is none."""

    value: float
    of: int
    rank: int | None
    joint: bool
    rank_share: float | None
    band: int | None
    mads_from_median: float | None


def figures(values: Iterable[float | None]) -> Figures:
    """The figures of the values that are there; quartiles are type 7, the deviation is raw."""
    known = sorted(v for v in values if v is not None)
    if not known:
        return Figures(0)
    middle = median(known)
    return Figures(
        n=len(known),
        mean=fsum(known) / len(known),
        median=middle,
        q1=float(quantile(known, Fraction(1, 4))),
        q3=float(quantile(known, Fraction(3, 4))),
        mad=median(abs(v - middle) for v in known),
        minimum=known[0],
        maximum=known[-1],
    )


def ratio_of_sums(parts: Iterable[tuple[float | None, float | None, float | None]], multiplier: float) -> float | None:
    """Sum over sum, from (value, numerator, denominator) of each area that has all three; None if nothing is below."""
    known = [(x, n) for v, x, n in parts if v is not None and x is not None and n is not None]
    below = fsum(n for _, n in known)
    return fsum(x for x, _ in known) / below * multiplier if below > 0 else None


def quantile(ordered: Sequence[float], share: Fraction) -> Fraction:
    """Type 7, exactly: the value at (n - 1) x share, counted from 0, between its neighbours in proportion."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return Fraction(ordered[below]) + (Fraction(ordered[above]) - Fraction(ordered[below])) * (place - below)


def standing(
    council: str,
    values: Mapping[str, float | None],
    polarity: Polarity,
    target: Target = NO_TARGET,
    *,
    bands: int = QUARTERS,
    min_for_bands: int = MIN_COMPARATORS,
) -> Standing | None:
    """The standing of `council` among `values`, which includes it; None if it has no value."""
    value = values[council]
    if value is None:
        return None
    known = [v for v in values.values() if v is not None]
    group = figures(known)
    distance = (value - group.median) / group.mad if group.mad and group.median is not None else None
    own = badness(value, polarity, target)
    if own is None:
        return Standing(value, len(known), None, joint=False, rank_share=None, band=None, mads_from_median=distance)
    all_badness = [b for v in known if (b := badness(v, polarity, target)) is not None]
    rank = 1 + sum(b < own for b in all_badness)
    return Standing(
        value=value,
        of=len(known),
        rank=rank,
        joint=all_badness.count(own) > 1,
        rank_share=rank / len(known),
        band=band(own, all_badness, bands) if len(known) >= min_for_bands else None,
        mads_from_median=distance,
    )


def band(own: float, group: Iterable[float], bands: int) -> int:
    """1 plus the number of quantiles of the group's badness that `own` lies beyond."""
    ordered = sorted(group)
    return 1 + sum(own > quantile(ordered, Fraction(k, bands)) for k in range(1, bands))


def badness(value: float, polarity: Polarity, target: Target) -> float | None:
    """Smallest is best; None where nothing is good or bad."""
    if polarity == Polarity.TARGET and target != NO_TARGET:
        low, high = target
        outside = [0.0, low - value if low is not None else 0.0, value - high if high is not None else 0.0]
        return round(max(outside) * 1e9) / 1e9
    return {Polarity.LOW: value, Polarity.HIGH: -value}.get(polarity)


def without_self(council: str, values: Mapping[str, float | None]) -> tuple[float | None, float | None]:
    """Median and mean of the other councils' values; None where the council or all others have none."""
    if values[council] is None:
        return None, None
    others = figures(v for code, v in values.items() if code != council)
    return others.median, others.mean


def words(found: Standing) -> str | None:
    """Where the value lies: by distance from the median, or by rank where the distance is too large or not known."""
    distance = None if found.mads_from_median is None else round(found.mads_from_median, 9)
    if distance is None or abs(distance) >= 7.5:
        return None if found.rank is None else rank_words(found.rank, found.of, joint=found.joint)
    if abs(distance) < 0.5:
        return "broadly in line with the median"
    how_far = "slightly" if abs(distance) < 1.5 else "well" if abs(distance) < 3 else "far"
    return f"{how_far} {'above' if distance > 0 else 'below'} the median"


def rank_words(rank: int, of: int, *, joint: bool) -> str:
    """As in "joint 3rd of 15 with data"."""
    if of == 1:
        return "the only one with data"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{'joint ' if joint else ''}{rank}{ending} of {of} with data"
