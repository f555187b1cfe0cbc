"""Where a value lies among others, in words and never as a judgement: "lower than 11 of its 15 nearest neighbours"."""

from dataclasses import dataclass

from sectorled.briefing.spoken import count
from sectorled.publishing.document import Inline, Text

MIN_FOR_QUARTERS = 8  # values; below this a quarter of a group says more about noise than about the council
# polarity: what those ranked after are passed by, what those ranked before are passed by, the first of all
_SIDES = {
    "high": ("higher than", "lower than", "highest"),
    "low": ("lower than", "higher than", "lowest"),
    "target": ("closer to its target than", "further from its target than", "closest to its target"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The facts of a position: competition rank in the direction of polarity (None without), ties, values, others.

    `among` names the others with a place for their number; `some_missing` says that others have no figure.
    """

    polarity: str
    rank: int | None
    joint: bool
    others: int
    among: str
    some_missing: bool
    median: float
    quartiles: tuple[float, float]


def ranked(place: Place, value_id: str) -> Text:
    """The position by rank.  Ties: how many are equal is not said, only how many are strictly on one side."""
    after, before, first = _SIDES[place.polarity]
    ahead = (place.rank or 1) - 1
    if ahead * 2 >= place.others:
        return _passed(before, ahead, place, value_id)
    if not place.joint:
        return _passed(after, place.others - ahead, place, value_id)
    if ahead == 0:
        return ("joint ", first, " of ", *_around(place.others + 1, "the {n} in the group", f"{value_id}#of"))
    return (f"{before} only ", count(ahead, f"{value_id}#ahead"), " of ", *_others(place, value_id))


def _passed(side: str, n: int, place: Place, value_id: str) -> Text:
    if n == place.others:
        whole = "all " if n > 1 else ""
        return (f"{side} {whole}", *_others(place, value_id))
    return (f"{side} ", count(n, f"{value_id}#passed"), " of ", *_others(place, value_id))


def _others(place: Place, value_id: str) -> Text:
    words = _around(place.others, place.among, f"{value_id}#others")
    return (*words, " with a figure") if place.some_missing else words


def _around(n: int, words: str, value_id: str) -> tuple[Inline, ...]:
    before, _, after = words.partition("{n}")
    return (before, count(n, value_id), after)


def beside(place: Place, value: float) -> str:
    """The position without polarity: beside the middle of the group, in quarters where it is large enough."""
    low, high = place.quartiles
    if place.others + 1 < MIN_FOR_QUARTERS or low == high:
        if value == place.median:
            return "the same as the group's median"
        return f"{'above' if value > place.median else 'below'} the group's median"
    if low <= value <= high:
        return "in the middle half of the group"
    return f"in the {'highest' if value > high else 'lowest'} quarter of the group"
