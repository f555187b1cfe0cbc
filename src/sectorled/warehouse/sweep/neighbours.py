"""Each owner among its nearest neighbours, in the latest period in which any of them has a value.

All owners are worked out together: the members of each group stand beside each other in `[metric, group, member]`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from sectorled.analysis.arrays import Bools, Floats, Indices
from sectorled.analysis.standing import place
from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.queries.placing import judgement, last_day
from sectorled.warehouse.sweep.columns import Rows
from sectorled.warehouse.sweep.schemes import FIGURES, STANDINGS, of_cells

NOBODY = -1


def neighbours(release: Release, cube: Cube, groups: Mapping[str, Sequence[str]], owners: Mapping[str, str]) -> Rows:
    """One row for each metric and group whose owner has a value: its standing, and the figures of the group."""
    at, names = {area: i for i, area in enumerate(cube.areas)}, list(groups)
    members = _members(groups, at)
    own = np.array([at.get(owners[name], NOBODY) for name in names], np.intp)
    counted = _beside(cube.counted, members)
    counted &= _counts(release, cube, members, counted)
    some: Bools = counted.max(axis=3, initial=False)
    latest = some.shape[1] - 1 - some[:, ::-1].argmax(axis=1)
    metric, group = np.nonzero(some.any(axis=1) & (own != NOBODY))
    period = latest[metric, group]
    has_value = (counted[metric, period, group] & (members == own[:, None])[group]).any(axis=1)
    metric, group, period = metric[has_value], group[has_value], period[has_value]
    there = counted[metric, period, group]

    def numbers(array: Floats) -> Floats:
        return np.where(there, array[metric[:, None], period[:, None], members[group]], np.nan)

    definitions = release.definitions(cube.metrics)
    judged = judgement(definitions, 1)[metric]
    factor = np.array([d["multiplier"] or 1.0 for d in definitions])[metric]
    value, above, below = (numbers(array) for array in (cube.value, cube.numerator, cube.denominator))
    figures, found = place(value, judged, numerators=above, denominators=below, multiplier=factor)
    column = (members == own[:, None]).argmax(axis=1)[group]
    row = np.arange(len(column))
    words = {**of_cells(cube, metric, period), "area": (own[group], cube.areas), "group": (group, names)}
    standing = {name: getattr(found, name)[row, column] for name in STANDINGS}
    return Rows(words, {"value": value[row, column], **standing} | {name: getattr(figures, name) for name in FIGURES})


def _members(groups: Mapping[str, Sequence[str]], at: Mapping[str, int]) -> Indices:
    """[group, member]: positions of the members that the cube has, filled up with NOBODY."""
    found = [[at[area] for area in areas if area in at] for areas in groups.values()]
    members = np.full((len(found), max([1, *map(len, found)])), NOBODY)
    for row, positions in zip(members, found, strict=True):
        row[: len(positions)] = positions
    return members


def _beside(of_areas: Bools, members: Indices) -> Bools:
    """The last axis, areas, as [group, member]; False for NOBODY."""
    beside: Bools = of_areas[..., members] & (members != NOBODY)
    return beside


def _counts(release: Release, cube: Cube, members: Indices, counted: Bools) -> Bools:
    """Who existed, or stands where nobody who existed has a value: the rule by which pages place a group."""
    lives = [release.lives.get(code, (None, None, None))[1:] for code in cube.areas]
    living = np.array([[exists(life, last_day(period)) for life in lives] for period in cube.periods])
    living = _beside(living, members) | (members == NOBODY)
    replaced, with_value = np.zeros_like(counted), counted & living
    at = {code: i for i, code in enumerate(cube.areas)}
    for pair in release.table("successions").select("predecessor", "successor").iter_rows():
        for one, other in (pair, pair[::-1]):
            here, there = (members == at.get(area, NOBODY - 1) for area in (one, other))
            both = np.flatnonzero(here.any(axis=1) & there.any(axis=1))
            stood_in = (with_value[:, :, both] & there[both]).any(axis=3, keepdims=True)
            replaced[:, :, both] |= stood_in & here[both]
    counts: Bools = living | ~replaced
    return counts
