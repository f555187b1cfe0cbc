"""How every council moved on a measure since an earlier period, and which moves are more than chance would explain.

Over the sector's list the share of false findings is held at 10% (Benjamini-Hochberg, C23).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.many import SECTOR_LEVEL, stands_out
from sectorled.analysis.periods import Period
from sectorled.warehouse.queries.breaks import across_break
from sectorled.warehouse.queries.compare import period_position
from sectorled.warehouse.queries.council import value_id
from sectorled.warehouse.queries.cube import number
from sectorled.warehouse.queries.moves import alike, change, change_kind
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.queries.sureness import Sureness, sureness
from sectorled.warehouse.tidy import InputError


@dataclass(frozen=True, slots=True)
class Mover:
    """One council's move; `found` where it is among those that chance would not explain, over the whole list."""

    value_id: str
    area: str
    name: str
    before: float
    value: float
    change: float | None
    p: float | None
    verdict: str | None
    found: bool


@dataclass(frozen=True, slots=True)
class Movers:
    """All councils with a value in both periods, by name.

    `tests` is how many moves could be tested, `lacking` how many councils have a value in one of the periods only.
    """

    metric: str
    label: str
    unit: str | None
    decimals: int
    value_type: str | None
    polarity: str
    source: str | None
    caveat: str | None
    breaks: str | None
    release: str
    group: str
    before: str
    period: str
    change_kind: str
    how_sure: str
    untested: str | None  # why no move is tested; None where those with enough behind them are
    tests: int
    lacking: int
    movers: list[Mover]


def movers(release: Release, metric: str, *, group: str = "all", since: str | None = None) -> Movers:
    """Compare the latest period with the one before it, or with `since`, over the councils of a group."""
    definition = release.metric(metric)
    whole = release.cube_of_metric(str(definition["metric"])).of_areas(release.members(group))
    t = period_position(whole, None)
    placed = placing(release, [definition], whole)
    before = period_position(whole, since) if since else _one_before(placed, t)
    if before >= t:
        raise InputError(f"Choose a period before {whole.periods[t].spoken}, the latest one.")
    sure = sureness(placed, [t], [])
    both = placed.counted[0, t] & placed.counted[0, before]
    keys = ("metric", "label", "unit", "value_type", "polarity", "source", "caveat", "breaks")
    about: dict[str, Any] = {key: definition[key] for key in keys}
    untested = _untested(definition, whole.periods[before], whole.periods[t])
    p = np.full(both.shape, np.nan) if untested else np.where(both, sure.change_since(before)[0][0], np.nan)
    return Movers(
        **about,
        decimals=1 if definition["decimals"] is None else definition["decimals"],
        release=release.id,
        group=group,
        before=whole.periods[before].iso,
        period=whole.periods[t].iso,
        change_kind=change_kind(definition["value_type"]),
        how_sure=sure.kind(0),
        untested=untested,
        tests=int(np.count_nonzero(~np.isnan(p))),
        lacking=int((placed.counted[0, t] ^ placed.counted[0, before]).sum()),
        movers=_each(release, sure, (before, t), both, p),
    )


def _untested(definition: dict[str, Any], before: Period, now: Period) -> str | None:
    if across_break(definition["breaks"], before, now):
        return "what is measured changed between the two periods"
    return "the two periods share time" if before.end > now.start else None


def _one_before(placed: Placing, t: int) -> int:
    """The latest earlier period of the same length with a value, if there is one that shares no time with `t`."""
    periods = placed.cube.periods
    found = [k for k in alike(placed, t) if k < t and placed.counted[0, k].any()]
    if not found:
        raise InputError(f"{placed.definitions[0]['label']} has figures for one period only, so nothing has moved yet.")
    apart = [k for k in found if periods[k].end <= periods[t].start]
    return (apart or found)[-1]


def _each(release: Release, sure: Sureness, ends: tuple[int, int], both: Bools, p: Floats) -> list[Mover]:
    before, t = ends
    values, cube = sure.placed.values[0], sure.placed.cube
    metric, kind = cube.metrics[0], change_kind(sure.placed.definitions[0]["value_type"])
    found = stands_out(p, SECTOR_LEVEL)
    rows = [
        Mover(
            value_id(release, metric, cube.areas[i], cube.periods[t].iso),
            cube.areas[i],
            release.area_names[cube.areas[i]],
            float(values[before, i]),
            float(values[t, i]),
            change(float(values[t, i]), float(values[before, i]), kind),
            number(p[i]),
            None if np.isnan(p[i]) else sure.verdict_on_change(0, before, int(i)),
            bool(found[i]),
        )
        for i in np.flatnonzero(both)
    ]
    return sorted(rows, key=lambda row: (row.name, row.area))
