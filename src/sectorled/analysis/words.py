"""Positions, bands, verdicts and shares in words, and numbers as people read them.

Words are positions ("slightly below the median", "3rd of 15"); better and worse are said only by `verdict_words`, where
uncertainty was assessed.  Numbers are rounded half up from the unrounded value; what a float adds in its last places is
first taken off, so that 28.5 per cent of 200 people reads 29 however it was worked out.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from sectorled.analysis.arrays import DECIMALS, Codes, Floats, settled
from sectorled.analysis.intervals import Verdict
from sectorled.analysis.standing import QUARTERS, Standings

MINUS = "\N{MINUS SIGN}"
STEPS = (0.5, 1.5, 3.0, 7.5)  # median absolute deviations from the median; a distance on a step is beyond it
STEP_WORDS = ("broadly in line with", "slightly", "well", "far")
BEYOND = len(STEP_WORDS)  # from 7.5 a distance says nothing more: the rank does


def distance_steps(mads_from_median: Floats) -> Codes:
    """How many steps each distance lies above (positive) or below the median; BEYOND, either way, has no words.

    Where there is no distance (NaN) the code is BEYOND.
    """
    distance = settled(mads_from_median)
    step = np.digitize(np.abs(distance), STEPS)  # NaN sorts beyond the last
    return np.where(distance < 0, -step, step).astype(np.int8)


def step_words(step: int) -> str | None:
    """The words of a step: "slightly below the median"; None for BEYOND."""
    if abs(step) >= BEYOND:
        return None
    if step == 0:
        return f"{STEP_WORDS[0]} the median"
    return f"{STEP_WORDS[abs(step)]} {'above' if step > 0 else 'below'} the median"


def distance_words(standings: Standings, cell: int, area: int, *, values: Floats | None = None) -> str | None:
    """Where an area lies: by its distance from the median, else by its rank, else by its place among `values` [areas].

    None where none of them tells: the area has no value, or nothing is ranked and `values` were not given.
    """
    words = step_words(int(distance_steps(standings.mads_from_median[cell, area : area + 1])[0]))
    rank = int(standings.rank[cell, area])
    if words is None and rank:
        return rank_words(rank, int(standings.of[cell]), joint=bool(standings.joint[cell, area]))
    return position_words(values, area) if words is None and values is not None else words


def rank_words(rank: int, of: int, *, joint: bool = False, not_applicable: int = 0, missing: int = 0) -> str:
    """As in "joint 3rd of 15 with data (1 not applicable, 2 missing)"; an area alone is "the only one with data"."""
    counts = ((not_applicable, "not applicable"), (missing, "missing"))
    without = ", ".join(f"{number(count)} {what}" for count, what in counts if count)
    place = (
        f"{'joint ' if joint else ''}{ordinal(rank)} of {number(of)} with data" if of > 1 else "the only one with data"
    )
    return f"{place} ({without})" if without else place


def position_words(values: Floats, area: int, others: str = "others") -> str | None:
    """Where a value lies without judging it: "lower than 11 of 15 others"; None where there is no value or no other."""
    value = values[area]
    n = int(np.count_nonzero(~np.isnan(values))) - 1
    if np.isnan(value) or not n:
        return None
    lower, higher = int(np.count_nonzero(values > value)), int(np.count_nonzero(values < value))
    everyone = _everyone(n, others)
    if lower == higher == 0:
        return f"the same as {everyone}"
    way, count = ("lower", lower) if lower >= higher else ("higher", higher)
    return f"{way} than {everyone if count == n else f'{number(count)} of {number(n)} {others}'}"


def same_answer(values: Floats, area: int, others: str = "others") -> str | None:
    """How many gave the same answer, yes or no: "the same as 7 of 15 others"; None where there is none or no other."""
    n = int(np.count_nonzero(~np.isnan(values))) - 1
    if np.isnan(values[area]) or not n:
        return None
    same = int(np.count_nonzero(values == values[area])) - 1
    if same in (0, n):
        return f"{'the same as' if same else 'unlike'} {_everyone(n, others)}"
    return f"the same as {number(same)} of {number(n)} {others}"


def _everyone(n: int, others: str) -> str:
    return {1: "the only other", 2: f"both {others}"}.get(n, f"all {number(n)} {others}")


@dataclass(frozen=True, slots=True)
class Band:
    """How a band is shown: never by colour alone.  "Top" is the good end of the scale, a position and not a verdict."""

    word: str
    letter: str
    pattern: str


BANDS: dict[int, tuple[Band, ...]] = {
    QUARTERS: (
        Band("top quarter", "A", "solid"),
        Band("second quarter", "B", "stripes"),
        Band("third quarter", "C", "dots"),
        Band("bottom quarter", "D", "open"),
    ),
    5: (
        Band("top fifth", "A", "solid"),
        Band("second fifth", "B", "stripes"),
        Band("middle fifth", "C", "crosses"),
        Band("fourth fifth", "D", "dots"),
        Band("bottom fifth", "E", "open"),
    ),
}


def band(number_from_best: int, bands: int = QUARTERS) -> Band | None:
    """The band as shown; None for 0, where there is none."""
    return BANDS[bands][number_from_best - 1] if number_from_best else None


VERDICT_WORDS = {
    Verdict.BEST: "better: chance alone would hardly ever explain it",
    Verdict.BETTER: "better than chance alone would explain",
    Verdict.SIMILAR: "no further away than chance alone would explain",
    Verdict.WORSE: "worse than chance alone would explain",
    Verdict.WORST: "worse: chance alone would hardly ever explain it",
    Verdict.NO_INTERVAL: "not compared: how sure we are of the value is not known",
    Verdict.NO_REFERENCE: "not compared: there is nothing to compare it with",
    Verdict.NO_POLARITY: "not judged: neither high nor low is good",
}
SIDE_WORDS = {1: "higher than chance alone would explain", -1: "lower than chance alone would explain"}


def verdict_words(code: int) -> str:
    """A verdict in words."""
    return VERDICT_WORDS[Verdict(code)]


def side_words(code: int) -> str:
    """On which side of a point an interval lies (`intervals.sides`), in words that judge nothing."""
    return SIDE_WORDS.get(code) or VERDICT_WORDS[Verdict(code)]


@dataclass(frozen=True, slots=True)
class FractionRule:
    """Which fractions are said, and how: a share takes the words of the nearest, the larger of two as near.

    Within `exact` points of a fraction its name alone is said, else `below` or `above` come before it.
    """

    fractions: tuple[tuple[float, str], ...]
    exact: float = 0.5  # so that 33 and 67 in whole per cents are thirds
    below: str = "nearly"
    above: str = "more than"
    none: str = "none"
    few: str = "very few"
    most: str = "nearly all"
    every: str = "all"


PLAIN_FRACTIONS = FractionRule(
    (
        (10.0, "one in ten"),
        (20.0, "a fifth"),
        (25.0, "a quarter"),
        (100 / 3, "a third"),
        (40.0, "two fifths"),
        (50.0, "half"),
        (60.0, "three fifths"),
        (200 / 3, "two thirds"),
        (75.0, "three quarters"),
        (80.0, "four fifths"),
        (90.0, "nine in ten"),
    )
)


def verbal_fraction(per_cent_of_all: float, rule: FractionRule = PLAIN_FRACTIONS) -> str:
    """A share, 0 to 100, in words: 72 is "nearly three quarters".  The exact figure belongs beside it."""
    share = round(per_cent_of_all, DECIMALS)
    if not 0 <= share <= 100:
        raise ValueError(f"a share of {per_cent_of_all} per cent is not between 0 and 100")
    if share in (0, 100):
        return rule.every if share else rule.none
    points = [0.0, *(at for at, _ in rule.fractions), 100.0]
    nearest = max(range(len(points)), key=lambda i: (-round(abs(points[i] - share), DECIMALS), i))
    if nearest in (0, len(points) - 1):
        return rule.most if nearest else rule.few
    at, name = rule.fractions[nearest - 1]
    if round(abs(share - at), DECIMALS) <= rule.exact:
        return name
    return f"{rule.below if share < at else rule.above} {name}"


def half_up(value: float, decimals: int = 0) -> Decimal:
    """Rounded half away from zero, once, from the unrounded value without float noise; never a negative 0."""
    exact = Decimal(repr(round(float(value), DECIMALS)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def number(value: float, decimals: int = 0) -> str:
    """Thousands separated, a true minus sign: 1,234.5."""
    return f"{half_up(value, decimals):,}".replace("-", MINUS)


def per_cent(value: float, decimals: int = 0) -> str:
    """A percentage, 38.3 as "38%"; only a true 0 is "0%", what would round to it is "under 1%"."""
    rounded = half_up(value, decimals)
    if value > 0 and not rounded:
        return f"under {number(10**-decimals, decimals)}%"
    return f"{number(value, decimals)}%"


def points(difference: float, decimals: int = 0) -> str:
    """The size of a difference between percentages: "3 points", "1 point"."""
    size = number(abs(difference), decimals)
    return f"{size} point" if size == "1" else f"{size} points"


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st, 1,002nd."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{number(n)}{suffix}"
