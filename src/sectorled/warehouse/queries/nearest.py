"""Nearest neighbours worked out from a release: who is near, by what, and how firmly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sectorled.analysis.arrays import Floats
from sectorled.analysis.neighbours import closeness, distances, drivers, nearest, same_kind, stability, standardised
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.queries.cube import cube
from sectorled.warehouse.queries.open import Release, exists
from sectorled.warehouse.queries.reorganisation import measures_size
from sectorled.warehouse.release.groups import councils
from sectorled.warehouse.tidy import InputError

DRIVERS = 3  # variables named for each neighbour
MOST_MISSING = 0.5  # two councils that share fewer variables than this cannot be called alike
LEAST_KNOWN = 0.5  # a variable that fewer of the councils than this share have says nothing of how alike they are


@dataclass(frozen=True, slots=True)
class Driver:
    """What sets two councils apart: a variable, its share of the squared distance, the difference in deviations."""

    metric: str
    label: str
    share: float
    difference: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour; `stability` is the share of resamples of the variables in which it stays among the nearest."""

    position: int
    area: str
    name: str
    distance: float
    closeness: str
    missing_share: float
    stability: float
    drivers: list[Driver]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The answer to `sectorled neighbours`: the nearest councils and the variables that chose them."""

    area: str
    name: str
    release: str
    same_kind: bool
    variables: list[str]
    neighbours: list[Neighbour]


def neighbours(
    release: Release,
    area: str,
    *,
    variables: Sequence[str] | None = None,
    compared: Sequence[str] = (),
    k: int = 15,
    any_kind: bool = False,
    seed: int = 1,
) -> Neighbours:
    """The k councils most like one, by `variables` (else all context that is no count), never by those `compared`."""
    code = release.area(area)
    areas, kinds = _living(release, code)
    barred = {str(release.metric(metric)["metric"]) for metric in compared}
    names, z = _variables(release, areas, variables, barred)
    at = areas.index(code)
    apart = distances(z)
    eligible = apart.missing_share <= MOST_MISSING
    eligible &= np.True_ if any_kind else same_kind(kinds)
    firm = stability(z, at, k, seed=seed, eligible=eligible[at])
    found = nearest(apart.distance, k, eligible=eligible)[at]
    labels = dict(release.table("metrics").select("metric", "label").iter_rows())
    listed = [
        Neighbour(
            position=position,
            area=areas[i],
            name=release.area_names[areas[i]],
            distance=float(apart.distance[at, i]),
            closeness=closeness(float(apart.typical[at, i])),
            missing_share=float(apart.missing_share[at, i]),
            stability=float(firm[i]),
            drivers=_drivers(z, at, int(i), names, labels),
        )
        for position, i in enumerate(found, 1)
        if i >= 0
    ]
    return Neighbours(code, release.area_names[code], release.id, not any_kind, names, listed)


def _living(release: Release, code: str) -> tuple[list[str], list[str | None]]:
    """The councils that exist now and their kinds; `code` must be one."""
    living = [area for area, life in release.lives.items() if exists(life[1:], release.built)]
    own = councils(release.table("areas")).filter(pl.col("code").is_in(living)).sort("code")
    if code not in own["code"]:
        raise InputError(f"{release.area_names[code]} is not a council that exists now, so it has no neighbours.")
    return own["code"].to_list(), own["kind"].to_list()


def _variables(
    release: Release, areas: list[str], wanted: Sequence[str] | None, barred: set[str]
) -> tuple[list[str], Floats]:
    """Names and z-scores [areas, variables] at the latest period of each variable."""
    if wanted is None:
        context = release.table("metrics").filter(pl.col("nature") == "context").iter_rows(named=True)
        chosen = [metric["metric"] for metric in context if not measures_size(metric)]
    else:
        chosen = [str(release.metric(metric)["metric"]) for metric in wanted]
    names, columns = [], []
    for name in (metric for metric in chosen if metric not in barred):
        rows = observations_of(release.store, release.id).of_metrics([name])
        found = cube(rows, areas=areas)
        share = found.counted.mean(axis=2)[0] if found.counted.size else np.zeros(0)
        often = np.flatnonzero(share >= LEAST_KNOWN)
        if often.size:
            names.append(name)
            columns.append(np.where(found.counted[0, often[-1]], found.value[0, often[-1]], np.nan))
    if not names:
        raise InputError("No variable is known for at least half of the councils. Name some with --variables.")
    return names, standardised(np.stack(columns, axis=1))


def _drivers(z: Floats, at: int, i: int, names: list[str], labels: dict[str, str]) -> list[Driver]:
    found = drivers(z, at, i)
    parts = zip(found.variables[:DRIVERS], found.share, found.difference, strict=False)
    return [Driver(names[v], labels[names[v]], float(share), float(difference)) for v, share, difference in parts]
