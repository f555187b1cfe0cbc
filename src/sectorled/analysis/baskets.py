"""Direction of travel over a basket of metrics between two periods.

Two answers stand side by side.  The *published sector method*: leave out areas that lack either period, take the plain
mean of the rest at each, and call the metric improved or worsened by its per cent change and polarity, whatever chance
might do.  And the better one: the share of areas that improved with its interval, and Wilcoxon's paired test with
Holm's allowance for the number of metrics.  The two can disagree, and then both are said.

Arrays are `base[metrics, areas]` and `latest[metrics, areas]`, NaN where an area has no value.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Codes, Floats, Ints, settled
from sectorled.analysis.intervals import wilson
from sectorled.analysis.many import holm
from sectorled.analysis.paired import wilcoxon
from sectorled.analysis.standing import Judgement, badness


@dataclass(frozen=True, slots=True)
class BasketChange:
    """The change of each metric, arrays [metrics].

    `used` areas have both periods, `dropped` have one of them.  `direction` is 1 improved, -1 worsened, 0 no change of
    the mean (also where nothing can be said: no polarity, or no area used).  `change_percent` is blank (NaN) where the
    base mean is 0, except 0 to 0, which is 0.  `share_improving` is of the areas used, with a 95% Wilson interval.  `p`
    is Wilcoxon's and `p_holm` allows for the basket; without polarity nothing improves and both are NaN.
    """

    used: Ints
    dropped: Ints
    base_mean: Floats
    latest_mean: Floats
    change_percent: Floats
    direction: Codes
    improving: Ints
    worsening: Ints
    share_improving: Floats
    share_lower: Floats
    share_upper: Floats
    p: Floats
    p_holm: Floats


@dataclass(frozen=True, slots=True)
class Total:
    """How many metrics improved, worsened or did not change, of those `judged` (with a polarity and an area used)."""

    improved: int
    worsened: int
    unchanged: int
    judged: int


def basket_change(base: Floats, latest: Floats, judgement: Judgement) -> BasketChange:
    """Compare two periods of every metric of a basket; one area is the basket of one council."""
    there = ~np.isnan(base), ~np.isnan(latest)
    both = there[0] & there[1]
    used = both.sum(axis=1).astype(np.int32)
    means = [_mean(values, both, used) for values in (base, latest)]
    gains = np.where(both, settled(badness(base, judgement) - badness(latest, judgement)), np.nan)
    improving, worsening = ((sign * gains > 0).sum(axis=1).astype(np.int32) for sign in (1, -1))
    tested = np.where(judgement.judged & (used > 0), used, np.nan)
    share = wilson(improving, tested)
    p = wilcoxon(gains)
    return BasketChange(
        used=used,
        dropped=((there[0] | there[1]).sum(axis=1) - used).astype(np.int32),
        base_mean=means[0],
        latest_mean=means[1],
        change_percent=_change_percent(means[0], means[1]),
        direction=_direction(means[0], means[1], judgement),
        improving=improving,
        worsening=worsening,
        share_improving=improving / tested,
        share_lower=share.lower,
        share_upper=share.upper,
        p=p,
        p_holm=holm(p),
    )


def total(change: BasketChange, judgement: Judgement) -> Total:
    """Count the metrics by the published method."""
    return _count(change.direction[judgement.judged & (change.used > 0)])


def without_each_theme(change: BasketChange, judgement: Judgement, themes: Sequence[str]) -> dict[str, Total]:
    """The total with each theme left out in turn: does one theme carry the answer?"""
    judged, theme = judgement.judged & (change.used > 0), np.array(themes)
    return {left_out: _count(change.direction[judged & (theme != left_out)]) for left_out in sorted(set(themes))}


def other_bases(bases: Mapping[str, Floats], latest: Floats, judgement: Judgement) -> dict[str, Total]:
    """The total from each other base period (its name -> values [metrics, areas]): was the base a lucky one?"""
    return {name: total(basket_change(base, latest, judgement), judgement) for name, base in bases.items()}


@dataclass(frozen=True, slots=True)
class Members:
    """The metrics of a basket that are compared, in the order of its later version, and those that are not."""

    used: list[str]
    dropped: list[str]


def members_at_both(base: Collection[str], latest: Collection[str]) -> Members:
    """Metrics that belong to the basket at both dates; a metric in one version only is dropped and named."""
    return Members([m for m in latest if m in base], sorted(set(base) ^ set(latest)))


def _mean(values: Floats, both: Bools, used: Ints) -> Floats:
    """Row means over the areas that have both periods; NaN for none."""
    sums = np.where(both, values, 0.0).sum(axis=1)
    mean: Floats = np.divide(sums, used, out=np.full(len(sums), np.nan), where=used > 0)
    return mean


def _change_percent(base: Floats, latest: Floats) -> Floats:
    """Signed per cent of the size of the base, so that a deficit that shrinks rises."""
    change = np.divide(100 * (latest - base), np.abs(base), out=np.full(len(base), np.nan), where=base != 0)
    return settled(np.where((base == 0) & (latest == 0), 0.0, change))


def _direction(base: Floats, latest: Floats, judgement: Judgement) -> Codes:
    gain = settled(badness(base[:, None], judgement) - badness(latest[:, None], judgement))[:, 0]
    return np.where(np.isnan(gain), 0, np.sign(gain)).astype(np.int8)


def _count(direction: Codes) -> Total:
    improved, worsened = int((direction > 0).sum()), int((direction < 0).sum())
    return Total(improved, worsened, len(direction) - improved - worsened, len(direction))
