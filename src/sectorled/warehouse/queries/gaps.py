"""The size of a gap in people, homes or pounds: what would reach the group's median or better quartile."""

import numpy as np

from sectorled.analysis.gap import gap, gap_words
from sectorled.warehouse.queries.placing import Placing, judgement
from sectorled.warehouse.queries.shapes import Gap

_SHORT = 60  # characters: a longer definition of the numerator makes no readable phrase


def gaps(placed: Placing, where: tuple[int, int, int]) -> tuple[Gap | None, Gap | None]:
    """To the median and to the better quartile; None where there is no denominator, no polarity or no gap (C25)."""
    m, t, i = where
    definition, own = placed.definitions[m], placed.cube
    if definition["polarity"] == "none" or not placed.counted[m, t, i] or np.isnan(own.denominator[m, t, i]):
        return None, None
    values, denominators = (
        np.where(placed.counted[m, t], numbers[m, t], np.nan)[None, :] for numbers in (own.value, own.denominator)
    )
    factor = definition["multiplier"] or 1.0
    found = gap(values, denominators, judgement([definition], 1), multiplier=factor)
    per_unit = factor / float(own.denominator[m, t, i])
    what = _noun(definition["numerator_definition"])
    to_median, to_quartile = (
        _gap(to, float(change[0, i]), per_unit, what)
        for to, change in (("median", found.to_median), ("better quartile", found.to_better_quartile))
    )
    return to_median, to_quartile


def _noun(numerator: str | None) -> str:
    if not numerator or len(numerator) > _SHORT:
        return "in the numerator"
    text = numerator.strip().rstrip(".")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _gap(to: str, units: float, per_unit: float, what: str) -> Gap | None:
    text = gap_words(units, what)
    return None if text is None else Gap(to, units * per_unit, units, what, text)
