"""The figures of one group in one period, and the trend of one series, by the plain code of `analysis.reference`."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sectorled.analysis.reference import trend
from sectorled.analysis.reference.standing import (
    Figures,
    Standing,
    Target,
    badness,
    figures,
    quantile,
    ratio_of_sums,
)
from sectorled.analysis.standing import MIN_COMPARATORS, QUARTERS, Polarity
from sectorled.analysis.trend.recent import RECENT_POINTS

Value = float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series: what is known of an area that has a value, else nothing."""

    value: Value = None
    lower: Value = None
    upper: Value = None
    numerator: Value = None
    denominator: Value = None

    @property
    def interval(self) -> tuple[float, float, float] | None:
        """Value and 95% interval, where it has a width."""
        if self.value is None or self.lower is None or self.upper is None or self.upper <= self.lower:
            return None
        return self.value, self.lower, self.upper

    @property
    def counts(self) -> tuple[float, float] | None:
        """Numerator and denominator, where they are counts and one can be part of the other."""
        if self.numerator is None or self.denominator is None:
            return None
        possible = self.denominator > 0 and 0 <= self.numerator <= self.denominator
        return (self.numerator, self.denominator) if possible else None


@dataclass(frozen=True, slots=True)
class Plain:
    """What plain code says of a group: its figures, its ratio of sums, and each area with a value."""

    figures: Figures
    ratio_of_sums: Value
    standings: dict[str, Standing]


def plain_group(areas: Mapping[str, Point], polarity: Polarity, target: Target, multiplier: float) -> Plain:
    """A group from what is known of its areas; a blank value enters no statistics."""
    known = {area: point.value for area, point in areas.items() if point.value is not None}
    group, parts = figures(known.values()), ((p.value, p.numerator, p.denominator) for p in areas.values())
    return Plain(group, ratio_of_sums(parts, multiplier), _standings(known, group, polarity, target))


def _standings(known: Mapping[str, float], group: Figures, polarity: Polarity, target: Target) -> dict[str, Standing]:
    """As `reference.standing`, for all areas of a group at once: the badness of the group is put in order only once."""
    bad = {area: badness(value, polarity, target) for area, value in known.items()}
    ordered = sorted(b for b in bad.values() if b is not None)
    shares = [Fraction(k, QUARTERS) for k in range(1, QUARTERS)] if len(known) >= MIN_COMPARATORS and ordered else []
    beyond = [bisect_right(ordered, quantile(ordered, share)) for share in shares]  # where values beyond a cut begin
    found = {}
    for area, value in known.items():
        own = bad[area]
        rank = None if own is None else 1 + bisect_left(ordered, own)
        found[area] = Standing(
            value=value,
            of=len(known),
            rank=rank,
            joint=own is not None and bisect_right(ordered, own) - bisect_left(ordered, own) > 1,
            rank_share=None if rank is None else rank / len(known),
            band=None if rank is None or not beyond else 1 + sum(rank > before for before in beyond),
            mads_from_median=(value - (group.median or 0.0)) / group.mad if group.mad else None,
        )
    return found


def plain_p(method: str, points: Sequence[Point]) -> Value:
    """The p-value of a series up to its last point; None where it cannot be calculated."""
    if method == "Mann-Kendall":
        return trend.mann_kendall([point.value for point in points]).p
    latest = points[-RECENT_POINTS:]
    if len(latest) < RECENT_POINTS:
        return None
    if method == "recent trend":
        intervals = [point.interval for point in latest if point.interval]
        return trend.recent_trend(intervals)[2] if len(intervals) == RECENT_POINTS else None
    counts = [point.counts for point in latest if point.counts]
    return trend.cochran_armitage(counts)[1] if len(counts) == RECENT_POINTS else None
