"""How far an area is from its group's median and better quartile, in people or pounds.

A gap is the change in the numerator that would bring the value to the reference: -140 is "140 fewer children".  It
needs a denominator and a polarity.  For a target the reference is as near to the range as the group's median or better
quartile is, on the area's own side of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sectorled.analysis.arrays import Floats, floats
from sectorled.analysis.standing import Judgement, badness, group_figures
from sectorled.analysis.words import half_up, number


@dataclass(frozen=True, slots=True)
class Gap:
    """Change in the numerator [cells, areas] that reaches each reference; NaN where it cannot be told.

    An area that is there already, or beyond, has a gap of 0: nobody is asked to do worse.
    """

    to_median: Floats
    to_better_quartile: Floats


def gap(values: Floats, denominators: Floats, judgement: Judgement, *, multiplier: ArrayLike = 1.0) -> Gap:
    """Gaps of values (numerator / denominator x multiplier, which is one number or [cells, 1]) within their groups."""
    bad = badness(values, judgement)
    group = group_figures(bad)
    above = values > np.where(np.isnan(judgement.target_high), np.inf, judgement.target_high)[:, None]
    way = np.where(judgement.targeted[:, None], np.where(above, -1, 1), judgement.polarity[:, None])
    a_unit = way * np.where(denominators > 0, denominators, np.nan) / floats(multiplier)
    return Gap(*(np.maximum(bad - at[:, None], 0) * a_unit for at in (group.median, group.q1)))


def gap_words(change: float, what: str) -> str | None:
    """As in "140 fewer children", or "£1,200 less" where `what` is "£"; None where no whole case is missing, or NaN."""
    if np.isnan(change) or not half_up(change):
        return None
    if what == "£":
        return f"£{number(abs(change))} {'more' if change > 0 else 'less'}"
    return f"{number(abs(change))} {'more' if change > 0 else 'fewer'} {what}"
