"""A council's values on a metric over time, beside its group's figures at each period."""

from typing import Any

import numpy as np

from sectorled.analysis.periods import follows_on, step_months
from sectorled.warehouse.queries.council import default_group, latest, value_id
from sectorled.warehouse.queries.cube import Cube, number
from sectorled.warehouse.queries.directions import directions
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.queries.reorganisation import with_history
from sectorled.warehouse.queries.shapes import Point, Series
from sectorled.warehouse.status import ABSENT, MISSING, STATUSES


def series(release: Release, metric: str, area: str, *, group: str | None = None) -> Series:
    """The council's series, its history before a merger worked out where the parts allow, and its trend."""
    definition, code = release.metric(metric), release.area(area)
    chosen = group or default_group(release, code)
    whole = release.cube_of_metric(str(definition["metric"]))
    own = with_history(release, whole, [definition], code)
    placed = placing(release, [definition], whole.of_areas(release.members(chosen)))
    shown = [t for t in range(len(own.periods)) if own.status[0, t, 0] != ABSENT]
    last = max((t for t in shown if own.counted[0, t, 0]), default=max(latest(placed, 0), 0))
    keys = ("metric", "label", "unit", "source", "caveat", "breaks", "polarity")
    about: dict[str, Any] = {key: definition[key] for key in keys}
    return Series(
        **about,
        decimals=1 if definition["decimals"] is None else definition["decimals"],
        area=code,
        name=release.area_names[code],
        group=chosen,
        release=release.id,
        points=[_point(release, definition, own, placed, t) for t in shown],
        trend=directions(placing(release, [definition], own), [last], [0]).trend(0, 0),
    )


def _point(release: Release, definition: dict[str, Any], own: Cube, placed: Placing, t: int) -> Point:
    status, period = int(own.status[0, t, 0]), own.periods[t]
    before = [k for k in range(t) if own.counted[0, k, 0]]
    step = step_months([own.periods[k] for k in np.flatnonzero(own.counted[0, :, 0])])
    return Point(
        value_id=value_id(release, definition["metric"], own.areas[0], period.iso),
        period=period.iso,
        period_spoken=period.spoken,
        value=number(own.value[0, t, 0]) if own.counted[0, t, 0] else None,
        status=STATUSES[status if status >= 0 else MISSING],
        lower=number(own.lower[0, t, 0]),
        upper=number(own.upper[0, t, 0]),
        group_median=number(placed.figures.median[t]),
        group_q1=number(placed.figures.q1[t]),
        group_q3=number(placed.figures.q3[t]),
        n=int(placed.figures.n[t]),
        follows_on=bool(before) and step is not None and follows_on(own.periods[before[-1]], period, step),
    )
