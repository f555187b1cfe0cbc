"""Figures across reorganisations (C7): a proposed council's baseline, and a successor's history before it existed.

Figures are put together as the sum of numerators over the sum of denominators, or as a sum where the metric is a count.
A predecessor that does not run the service adds nothing.  Where a county and its districts both have a number, the
districts' together are either the same thing again (a population: counted once) or their own share (spending: added).
Where the parts are not published nothing is invented: the reason is given instead.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from sectorled.analysis.arrays import Floats
from sectorled.warehouse.queries.cube import Cube, number
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.placing import where_applicable
from sectorled.warehouse.queries.shapes import Baseline, NotCombined, ProposedCouncil
from sectorled.warehouse.status import CODE, NOT_APPLICABLE
from sectorled.warehouse.tidy import InputError

SAME_SHARE = 0.02  # a county's number and the sum of its districts' are the same thing if they differ by no more
# money in such units is a total, other money a mean or a price
TOTALS = re.compile(r"thousand|million|billion|£(000|[km])\b", re.IGNORECASE)
NEVER = {
    "yes/no": "yes or no cannot be averaged",
    "score": "scores of several councils do not make one of their own",
    "standardised rate": "a standardised rate does not follow from its published parts",
}
ONLY_A_RATE = "only the rate is published, without its numerator and denominator"

Parts = tuple[float, float | None, float | None]  # value, numerator, denominator


def proposed_council(release: Release, predecessors: Sequence[str]) -> ProposedCouncil:
    """Work out the baseline of the council that would replace `predecessors` (codes or names)."""
    codes = list(dict.fromkeys(release.area(name) for name in predecessors))
    if len(codes) < 2:
        raise InputError("Name at least two councils that the proposed one would replace.")
    baseline: list[Baseline] = []
    not_combined: list[NotCombined] = []
    for cube in release.cubes_of_areas(codes):
        definitions = release.definitions(cube.metrics)
        own = where_applicable(release, definitions, cube)
        for m, definition in enumerate(definitions):
            found = _baseline(release, definition, own, m)
            if isinstance(found, Baseline):
                baseline.append(found)
            else:
                not_combined.append(NotCombined(definition["metric"], definition["label"], found))
    names = [release.area_names[code] for code in codes]
    baseline.sort(key=lambda line: line.metric)
    not_combined.sort(key=lambda line: line.metric)
    return ProposedCouncil(codes, names, release.id, baseline, not_combined)


def _baseline(release: Release, definition: dict[str, Any], cube: Cube, m: int) -> Baseline | str:
    """The baseline at the latest period for which the whole is known, or why the latest cannot be put together."""
    reason = ""
    for t in np.flatnonzero(cube.counted[m].any(axis=1))[::-1]:
        found = _whole(release, definition, cube, (m, int(t)))
        if isinstance(found, str):
            reason = reason or found
            continue
        used, (value, numerator, denominator) = found
        about: dict[str, Any] = {key: definition[key] for key in ("metric", "label", "unit", "source", "caveat")}
        return Baseline(
            **about,
            period=cube.periods[t].iso,
            value=value,
            numerator=numerator,
            denominator=denominator,
            of=[cube.areas[i] for i in used],
        )
    return reason or "none of them has a value"


def _whole(
    release: Release, definition: dict[str, Any], cube: Cube, where: tuple[int, int]
) -> tuple[list[int], Parts] | str:
    """The areas used and their value together at a metric and period, or why they cannot be put together."""
    used = [int(i) for i in np.flatnonzero(cube.counted[where])]
    lacking = _lacking(release, cube, where, used)
    if lacking:
        return lacking
    if len(used) > 1 and definition["value_type"] in NEVER:
        return NEVER[definition["value_type"]]
    combined = _combined(release, definition, cube, where, used)
    return ONLY_A_RATE if combined is None else (used, combined)


def _lacking(release: Release, cube: Cube, where: tuple[int, int], used: list[int]) -> str | None:
    """Why the areas that have a figure do not make up the whole, or None where they do.

    Whoever has none must not run the service, or must lie within a county that has one, or be a county all of whose
    districts here have one.
    """
    have = {cube.areas[i] for i in used}
    for i, code in enumerate(cube.areas):
        children = _children(release, cube, code)
        covered = release.parents.get(code) in have and not children
        if code in have or cube.status[where][i] == NOT_APPLICABLE or covered or (children and children <= have):
            continue
        return f"{release.area_names[code]} has no value for {cube.periods[where[1]].spoken}"
    return None


def _children(release: Release, cube: Cube, code: str) -> set[str]:
    return {other for other in cube.areas if release.parents.get(other) == code}


def _combined(
    release: Release, definition: dict[str, Any], cube: Cube, where: tuple[int, int], used: list[int]
) -> Parts | None:
    """Value, numerator and denominator of several areas together; None where only a rate is known."""
    numerators, denominators = cube.numerator[where], cube.denominator[where]
    if len(used) == 1:
        return float(cube.value[where][used[0]]), number(numerators[used[0]]), number(denominators[used[0]])
    if not np.isnan([numerators[used], denominators[used]]).any():
        numerator, denominator = (_sum(release, cube, numbers, used) for numbers in (numerators, denominators))
        if denominator > 0:
            return numerator / denominator * (definition["multiplier"] or 1.0), numerator, denominator
    if measures_size(definition) and np.isnan(denominators[used]).all():
        return _sum(release, cube, cube.value[where], used), None, None
    return None


def measures_size(definition: dict[str, Any]) -> bool:
    """Whether a metric is a count or a total of money: it can be added, and says mostly how large an area is."""
    totals = definition["value_type"] == "money" and TOTALS.search(definition["unit"] or "") is not None
    return definition["value_type"] == "count" or totals


def _sum(release: Release, cube: Cube, numbers: Floats, used: list[int]) -> float:
    """The sum over areas, a county and its districts counted once where they say the same."""
    there = {cube.areas[i]: float(numbers[i]) for i in used}
    total = sum(there.values())
    for code, own in there.items():
        below = sum(there[child] for child in _children(release, cube, code) if child in there)
        if below and abs(own - below) <= SAME_SHARE * max(abs(own), abs(below)):
            total -= below
    return total


def with_history(release: Release, cube: Cube, definitions: Sequence[dict[str, Any]], area: str) -> Cube:
    """The cube of one area with the years before it existed worked out from its predecessors, where that is possible.

    A predecessor that was split among several councils gives none of them a history: nobody knows which part of its
    figure was whose.
    """
    predecessors = _predecessors(release, area)
    own = cube.of_areas([area])
    if not predecessors:
        return own
    theirs = where_applicable(release, definitions, cube.of_areas(predecessors))
    changed = ("value", "numerator", "denominator")
    arrays: dict[str, Any] = {name: getattr(own, name).copy() for name in (*changed, "status")}
    for m, t in np.argwhere(~own.counted[:, :, 0] & theirs.counted.any(axis=2)):
        found = _whole(release, definitions[m], theirs, (int(m), int(t)))
        if not isinstance(found, str):
            for name, part in zip(changed, found[1], strict=True):
                arrays[name][m, t, 0] = np.nan if part is None else part
            arrays["status"][m, t, 0] = CODE["estimated"]
    return replace(own, **arrays)


def _predecessors(release: Release, area: str) -> list[str]:
    """Those whose whole area went into this one; none where it also holds a part of another that they do not make up.

    A county that was split is made up by its own districts, so these give each of its heirs a history.
    """
    successions = release.table("successions").filter(pl.col("kind").fill_null("") != "proposed")
    before = successions.filter(pl.col("successor") == area)["predecessor"]
    heirs = successions.filter(pl.col("predecessor").is_in(before.implode()), pl.col("successor") != area)
    split = set(heirs["predecessor"])
    whole = set(before) - split
    return sorted(whole) if split <= {release.parents.get(code) for code in whole} else []
