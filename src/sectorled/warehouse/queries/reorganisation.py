"""Figures across reorganisations (C7): a proposed council's baseline, and a successor's history before it existed.

Figures are put together as the sum of numerators over the sum of denominators, or as a sum where the metric is a count.
Where the parts are not published nothing is invented: the reason is given instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from sectorled.warehouse.queries.cube import Cube
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.status import CODE
from sectorled.warehouse.tidy import InputError

ADDITIVE = ("count", "money")  # value types that may be added where no denominator is given
NEVER = {
    "yes/no": "yes or no cannot be averaged",
    "score": "a judgement of one council is not the judgement of several",
    "standardised rate": "a standardised rate does not follow from its published parts",
}
ONLY_A_RATE = "only the rate is published, without its numerator and denominator"


@dataclass(frozen=True, slots=True)
class Baseline:
    """One metric of a proposed council at its latest period that all predecessors share."""

    metric: str
    label: str
    unit: str | None
    period: str
    value: float
    numerator: float | None
    denominator: float | None
    of: list[str]


@dataclass(frozen=True, slots=True)
class NotCombined:
    """A metric that the predecessors have but that cannot be put together, and why."""

    metric: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposedCouncil:
    """The answer to `sectorled propose-council`: the baseline on every metric, and what cannot be combined."""

    predecessors: list[str]
    names: list[str]
    release: str
    baseline: list[Baseline]
    not_combined: list[NotCombined]


def proposed_council(release: Release, predecessors: Sequence[str]) -> ProposedCouncil:
    """Work out the baseline of the council that would replace `predecessors` (codes or names)."""
    codes = list(dict.fromkeys(release.area(name) for name in predecessors))
    if len(codes) < 2:
        raise InputError("Name at least two councils that the proposed one would replace.")
    cube = release.cube_of_areas(codes)
    baseline: list[Baseline] = []
    not_combined: list[NotCombined] = []
    for m, metric in enumerate(cube.metrics):
        definition = release.metric(metric)
        found = _baseline(release, definition, cube, m)
        if isinstance(found, Baseline):
            baseline.append(found)
        else:
            not_combined.append(NotCombined(metric, str(definition["label"]), found))
    return ProposedCouncil(codes, [release.area_names[c] for c in codes], release.id, baseline, not_combined)


def _baseline(release: Release, definition: dict[str, Any], cube: Cube, m: int) -> Baseline | str:
    """The baseline at the latest period for which the whole is known, or the reason why there is none."""
    reason = "none of them has a value"
    for t in np.flatnonzero(cube.counted[m].any(axis=1))[::-1]:
        found = _whole(release, definition, cube, (m, int(t)))
        if isinstance(found, str):
            reason = found
            continue
        used, (value, numerator, denominator) = found
        about: dict[str, Any] = {key: definition[key] for key in ("metric", "label", "unit")}
        return Baseline(
            **about,
            period=cube.periods[t].iso,
            value=value,
            numerator=numerator,
            denominator=denominator,
            of=[cube.areas[i] for i in used],
        )
    return reason


def _whole(
    release: Release, definition: dict[str, Any], cube: Cube, where: tuple[int, int]
) -> tuple[list[int], tuple[float, float | None, float | None]] | str:
    """The areas used and their value together at a metric and period, or why they cannot be put together."""
    used = _tier(release, cube, *where)
    lacking = _lacking(release, cube, where[1], used)
    if lacking:
        return lacking
    if len(used) > 1 and definition["value_type"] in NEVER:
        return NEVER[definition["value_type"]]
    combined = combine(cube, where, used, definition)
    return ONLY_A_RATE if combined is None else (used, combined)


def _tier(release: Release, cube: Cube, m: int, t: int) -> list[int]:
    """The predecessors whose figures are added: where a county and its districts both have one, the districts' only."""
    parents = dict(release.table("areas").select("code", "parent").iter_rows())
    have = [i for i in range(len(cube.areas)) if cube.counted[m, t, i]]
    covered = {parents.get(cube.areas[i]) for i in have}
    return [i for i in have if cube.areas[i] not in covered]


def _lacking(release: Release, cube: Cube, t: int, used: list[int]) -> str | None:
    """Why the areas that have a figure do not make up the whole, or None where they do."""
    parents = dict(release.table("areas").select("code", "parent").iter_rows())
    have = {cube.areas[i] for i in used}
    for code in cube.areas:
        children = {c for c in cube.areas if parents.get(c) == code}
        if code in have or parents.get(code) in have or (children and children <= have):
            continue
        return f"{release.area_names[code]} has no value for {cube.periods[t].spoken}"
    return None


def combine(
    cube: Cube, where: tuple[int, int], used: Sequence[int], definition: dict[str, Any]
) -> tuple[float, float | None, float | None] | None:
    """Value, numerator and denominator of several areas together; None where only a rate is known."""
    m, t = where
    numerators, denominators = cube.numerator[m, t, used], cube.denominator[m, t, used]
    if len(used) == 1:
        return float(cube.value[m, t, used[0]]), _number(numerators[0]), _number(denominators[0])
    if not (np.isnan(numerators).any() or np.isnan(denominators).any()) and denominators.sum() > 0:
        numerator, denominator = float(numerators.sum()), float(denominators.sum())
        return numerator / denominator * (definition["multiplier"] or 1.0), numerator, denominator
    if definition["value_type"] in ADDITIVE and np.isnan(denominators).all():
        return float(cube.value[m, t, used].sum()), None, None
    return None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def with_history(release: Release, cube: Cube, definitions: Sequence[dict[str, Any]], area: str) -> Cube:
    """The cube of one area with the years before it existed worked out from its predecessors, where that is possible.

    A predecessor that was split among several councils gives none of them a history: nobody knows which part of its
    figure was whose.
    """
    predecessors = _predecessors(release, area)
    own = cube.of_areas([area])
    if not predecessors:
        return own
    theirs = cube.of_areas(predecessors)
    arrays: dict[str, Any] = {
        name: getattr(own, name).copy() for name in ("value", "numerator", "denominator", "status")
    }
    for m, t in np.argwhere(~own.counted[:, :, 0] & theirs.counted.any(axis=2)):
        found = _whole(release, definitions[m], theirs, (int(m), int(t)))
        if not isinstance(found, str):
            for name, number in zip(("value", "numerator", "denominator"), found[1], strict=True):
                arrays[name][m, t, 0] = np.nan if number is None else number
            arrays["status"][m, t, 0] = CODE["estimated"]
    return replace(own, **arrays)


def _predecessors(release: Release, area: str) -> list[str]:
    """Those whose whole area went into this one."""
    successions = release.table("successions").filter(pl.col("kind").fill_null("") != "proposed")
    before = successions.filter(pl.col("successor") == area)["predecessor"]
    times = successions.filter(pl.col("predecessor").is_in(before.implode())).group_by("predecessor").len()
    return sorted(times.filter(pl.col("len") == 1)["predecessor"])
