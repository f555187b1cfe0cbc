"""Who started like a council on a metric and improved most since: whom to ring (C42)."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.periods import parse_iso
from sectorled.analysis.similar_start import similar_start
from sectorled.analysis.standing import badness
from sectorled.warehouse.queries.cube import number
from sectorled.warehouse.queries.moves import alike
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, judgement, placing

BACK = 4  # periods from start to now: long enough to improve, short enough that the same people may still be there


@dataclass(frozen=True, slots=True)
class Improver:
    """A council that started alike: its values then and now."""

    area: str
    name: str
    then: float
    now: float


@dataclass(frozen=True, slots=True)
class SimilarStarts:
    """The council's own values, and those who improved from a similar start, most improved first.

    `alike` counts all who started alike; `expected_change` is what such a start changed by on average over all the
    councils of the kind, None with too few of them.
    """

    metric: str
    since: str
    then: float
    now: float
    alike: int
    expected_change: float | None
    improvers: list[Improver]


def similar_starts(release: Release, metric: str, area: str, *, period: str) -> SimilarStarts | None:
    """Among the councils of the area's kind; None without polarity, without a start, or where nobody improved."""
    definition = release.metric(metric)
    members = [code for code in release.members("all") if release.lives[code][0] == release.lives[area][0]]
    if definition["polarity"] == "none" or area not in members:
        return None
    placed = placing(release, [definition], release.cube_of_metric(definition["metric"]).of_areas(members))
    t, i = placed.cube.periods.index(parse_iso(period)), members.index(area)
    base = _start(placed, t, i)
    if base is None or not placed.counted[0, t, i]:
        return None
    then, now, judged = placed.values[0, base], placed.values[0, t], judgement([definition], 1)
    found = similar_start(then, now, i, judged)
    gains = badness(then[None], judged)[0] - badness(now[None], judged)[0]
    improved = [
        Improver(members[k], release.area_names[members[k]], float(then[k]), float(now[k]))
        for k in found.areas
        if gains[k] > max(gains[i], 0.0)
    ]
    if not improved:
        return None
    since = placed.cube.periods[base].iso
    expected = number(np.float64(found.expected_change))
    return SimilarStarts(metric, since, float(then[i]), float(now[i]), len(found.areas), expected, improved)


def _start(placed: Placing, t: int, i: int) -> int | None:
    """So many periods back, or the earliest since then in which the council has a value."""
    with_values = [k for k in alike(placed, t) if k < t and placed.counted[0, k].any()][-BACK:]
    return next((k for k in with_values if placed.counted[0, k, i]), None)
