"""How each value moved since the period before, and the direction of travel of each series."""

import numpy as np

from sectorled.analysis.arrays import Bools, Floats, Indices, settled
from sectorled.warehouse.queries.cube import latest_counted
from sectorled.warehouse.queries.directions import METHODS, directions
from sectorled.warehouse.queries.moves import change_kind
from sectorled.warehouse.queries.placing import Placing
from sectorled.warehouse.sweep.columns import Rows
from sectorled.warehouse.sweep.schemes import of_cells

KINDS = ("difference", "relative")
DIRECTIONS = ("lower", "same", "higher")


def changes(placed: Placing) -> Rows:
    """One row for each value that has one before it in the latest period in which any area had one."""
    before = previous(placed.counted)
    earlier = np.take_along_axis(placed.values, np.maximum(before, 0)[:, :, None], axis=1)
    kinds = np.array([KINDS.index(change_kind(d["value_type"])) for d in placed.definitions])
    m, t, i = np.nonzero((before >= 0)[:, :, None] & placed.counted & ~np.isnan(earlier))
    now, then = placed.values[m, t, i], earlier[m, t, i]
    words = {
        **of_cells(placed.cube, m, t),
        "area": (i, placed.cube.areas),
        "previous_period": (before[m, t], [p.iso for p in placed.cube.periods]),
        "change_kind": (kinds[m], KINDS),
    }
    return Rows(words, {"value": now, "previous": then, "change": changed(now, then, relative=kinds[m] == 1)})


def previous(counted: Bools) -> Indices:
    """[metric, period]: the latest period before in which any area has a value; -1 where there is none."""
    periods = np.arange(counted.shape[1])
    seen = np.maximum.accumulate(np.where(counted.any(axis=2), periods, -1), axis=1)
    return np.concatenate([np.full((len(seen), 1), -1), seen[:, :-1]], axis=1)


def changed(now: Floats, then: Floats, *, relative: Bools) -> Floats:
    """The signed difference, over the earlier value where relative: 0 to 0 is 0, from 0 to anything else is blank."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(now == then, 0.0, (now - then) / np.where(then == 0, np.nan, then))
    return settled(np.where(relative, share, now - then))


def trends(placed: Placing) -> Rows:
    """One row for each series that is long enough, up to its metric's latest period with a value."""
    latest = latest_counted(placed.counted)
    found = directions(placed, latest, range(len(placed.cube.areas)))
    m, i = np.nonzero(~np.isnan(found.p))
    words = {
        **of_cells(placed.cube, m, np.array(latest)[m]),
        "area": (i, placed.cube.areas),
        "method": (found.method[m], METHODS),
        "direction": (found.direction[m, i] + 1, DIRECTIONS),
    }
    return Rows(words, {"p": found.p[m, i], "significant": found.significant[m, i]})
