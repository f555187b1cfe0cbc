"""Each area in its group of a scheme, and the figures of the groups."""

from collections.abc import Mapping, Sequence

import numpy as np

from sectorled.analysis.arrays import Indices
from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import Placing, placing
from sectorled.warehouse.sweep.columns import Rows, Words

FIGURES = ("n", "mean", "median", "q1", "q3", "mad", "ratio_of_sums")
STANDINGS = ("rank", "rank_share", "band", "mads_from_median")


def placed_groups(release: Release, cube: Cube, groups: Mapping[str, Sequence[str]]) -> dict[str, Placing]:
    """Every group that has an area of the cube, its areas placed among each other."""
    definitions, there = release.definitions(cube.metrics), set(cube.areas)
    members = {group: [area for area in areas if area in there] for group, areas in groups.items()}
    return {group: placing(release, definitions, cube.of_areas(areas)) for group, areas in members.items() if areas}


def figures(cube: Cube, scheme: str, placed: Mapping[str, Placing]) -> Rows:
    """One row for each period and group with a value."""
    arrays = {name: np.stack([getattr(p.figures, name) for p in placed.values()], axis=1) for name in FIGURES}
    cell, group = np.nonzero(arrays["n"])
    metric, period = np.divmod(cell, len(cube.periods))
    words = of_cells(cube, metric, period) | {"scheme": (np.zeros_like(cell), [scheme]), "group": (group, list(placed))}
    return Rows(words, {name: array[cell, group] for name, array in arrays.items()})


def standings(cube: Cube, scheme: str, placed: Mapping[str, Placing]) -> Rows:
    """One row for each value that enters statistics of its group; no area is in two of the groups."""
    cells, at = len(cube.metrics) * len(cube.periods), {area: i for i, area in enumerate(cube.areas)}
    value = np.full((cells, len(at)), np.nan)
    some = next(iter(placed.values())).standings
    found = {name: np.zeros(value.shape, getattr(some, name).dtype) for name in STANDINGS}
    group = np.zeros(len(at), np.int32)
    for number, one in enumerate(placed.values()):
        columns = [at[area] for area in one.cube.areas]
        value[:, columns] = one.values.reshape(cells, -1)
        group[columns] = number
        for name, array in found.items():
            array[:, columns] = getattr(one.standings, name)
    cell, area = np.nonzero(~np.isnan(value))
    metric, period = np.divmod(cell, len(cube.periods))
    words = of_cells(cube, metric, period) | {
        "area": (area, cube.areas),
        "scheme": (np.zeros_like(cell), [scheme]),
        "group": (group[area], list(placed)),
    }
    return Rows(words, {"value": value[cell, area], **{name: array[cell, area] for name, array in found.items()}})


def of_cells(cube: Cube, metric: Indices, period: Indices) -> dict[str, Words]:
    """The words of metric and period."""
    return {"metric": (metric, cube.metrics), "period": (period, [p.iso for p in cube.periods])}
