"""Direction of travel over a basket of metrics: the published sector method, and the better one beside it (R2, C10)."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sectorled.analysis.arrays import Floats
from sectorled.analysis.baskets import (
    BasketChange,
    basket_change,
    members_at_both,
    other_bases,
    total,
    without_each_theme,
)
from sectorled.analysis.periods import Period
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.queries.cube import Cube, cube, number
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.queries.placing import judgement
from sectorled.warehouse.tidy import InputError

_WORDS = {1: "improved", -1: "worsened", 0: "no change"}


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One metric by the published method (means, per cent change, direction); the share of areas improving, tested."""

    metric: str
    label: str
    unit: str | None
    source: str | None
    caveat: str | None
    mark: str | None
    polarity: str
    base_period: str | None
    latest_period: str | None
    used: int
    dropped: int
    base_mean: float | None
    latest_mean: float | None
    change_percent: float | None
    direction: str | None
    improving: int
    worsening: int
    share_improving: float | None
    share_lower: float | None
    share_upper: float | None
    p: float | None
    p_holm: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the metrics judged improved, worsened or did not change."""

    improved: int
    worsened: int
    unchanged: int
    judged: int


@dataclass(frozen=True, slots=True)
class BasketAnswer:
    """The answer to `sectorled basket`.  `dropped` metrics belong to the basket at one of the two dates only."""

    basket: str
    label: str | None
    base_version: str
    latest_version: str
    base: str
    latest: str
    release: str
    area: str | None
    lines: list[BasketLine]
    dropped: list[str]
    without_figures: list[str]
    total: Counted
    without_theme: dict[str, Counted]
    other_bases: dict[str, Counted]


def basket(release: Release, name: str, *, base: str, latest: str, area: str | None = None) -> BasketAnswer:
    """Compare two periods over a basket, for all councils that have both or for one council."""
    spans = (_span(base), _span(latest))
    versions = [_version(release, name, span) for span in spans]
    members = [_members(release, name, str(version["version"])) for version in versions]
    both = members_at_both(members[0], list(members[1]))
    code = release.area(area) if area else None
    cubes = {metric: _cube(release, metric, code) for metric in both.used}
    ends = {metric: (_position(found, spans[0]), _position(found, spans[1])) for metric, found in cubes.items()}
    used = [metric for metric, (first, last) in ends.items() if first is not None and last is not None]
    definitions = [_definition(d, members[1][m]) for m, d in zip(used, release.definitions(used), strict=True)]
    judged = judgement(definitions, 1)
    areas = sorted({a for metric in used for a in cubes[metric].areas})
    values = [_values([(cubes[m], ends[m][k]) for m in used], areas) for k in (0, 1)]
    change = basket_change(values[0], values[1], judged)
    themes = [d["theme"] or "no theme" for d in definitions]
    others = {
        period.spoken: _values([(cubes[m], _position(cubes[m], period)) for m in used], areas)
        for period in _other_bases(cubes, ends, spans)
    }
    return BasketAnswer(
        basket=name,
        label=versions[1]["label"],
        base_version=str(versions[0]["version"]),
        latest_version=str(versions[1]["version"]),
        base=spans[0].iso,
        latest=spans[1].iso,
        release=release.id,
        area=code,
        lines=_lines(change, definitions, members[1], cubes, ends),
        dropped=both.dropped,
        without_figures=sorted(set(both.used) - set(used)),
        total=Counted(**asdict(total(change, judged))),
        without_theme={t: Counted(**asdict(c)) for t, c in without_each_theme(change, judged, themes).items()},
        other_bases={p: Counted(**asdict(c)) for p, c in other_bases(others, values[1], judged).items()},
    )


def _span(text: str) -> Period:
    try:
        return read_label(text).period
    except ValueError as error:
        raise InputError(f"{text!r} is no period: {error}. Write 2013/14, 2013 or 2013-04-01/P1Y.") from error


def _version(release: Release, name: str, at: Period) -> dict[str, Any]:
    """The version of the basket that held at a period: the newest that began by its end, else the oldest."""
    baskets = release.table("baskets")
    found = sorted(baskets.filter(pl.col("basket") == name).iter_rows(named=True), key=_age)
    if not found:
        there = baskets["basket"].unique().sort().to_list()
        raise UnknownError(f"There is no basket {name!r}. The baskets are: {', '.join(there) or 'none'}.", there)
    by_then = [version for version in found if version["date"] is None or version["date"] <= at.end]
    return (by_then or found[:1])[-1]


def _age(version: dict[str, Any]) -> tuple[date, list[tuple[int, str]]]:
    """By date, then by name with its numbers read as numbers: version 10 is newer than version 9."""
    parts = re.split(r"(\d+)", version["version"])
    return version["date"] or date.min, [(int(part) if part.isdecimal() else 0, part) for part in parts]


def _definition(definition: dict[str, Any], mark: str | None) -> dict[str, Any]:
    """The definition; without polarity where the metric is context here, for places are not judged by context."""
    return definition | {"polarity": "none"} if "context" in (mark, definition["nature"]) else definition


def _members(release: Release, name: str, version: str) -> dict[str, str | None]:
    rows = release.table("basket_members").filter(pl.col("basket") == name, pl.col("version") == version)
    return dict(rows.select("metric", "mark").iter_rows())


def _cube(release: Release, metric: str, area: str | None) -> Cube:
    members = [area] if area else release.members("all")
    return cube(observations_of(release.store, release.id).of_metrics([metric]), areas=members)


def _position(found: Cube, span: Period) -> int | None:
    """The metric's period that is meant, of those with a value: the same one, else the first that begins within it."""
    periods = [(t, period) for t, period in enumerate(found.periods) if found.counted[:, t].any()]
    exact = [t for t, period in periods if period == span]
    within = [t for t, period in periods if span.start <= period.start < span.end]
    return next(iter(exact or within), None)


def _values(picked: Sequence[tuple[Cube, int | None]], areas: list[str]) -> Floats:
    """[metrics, areas], NaN where nothing counts or the metric has no such period."""
    rows = np.full((len(picked), len(areas)), np.nan)
    at = {code: i for i, code in enumerate(areas)}
    for m, (found, t) in enumerate(picked):
        if t is not None:
            rows[m, [at[a] for a in found.areas]] = np.where(found.counted[0, t], found.value[0, t], np.nan)
    return rows


def _other_bases(
    cubes: dict[str, Cube], ends: dict[str, tuple[int | None, int | None]], spans: tuple[Period, Period]
) -> list[Period]:
    """The periods like the base that lie nearest to it, before and after, and for which any metric has figures."""
    kind = spans[0].kind
    there = {period for metric in ends for period in cubes[metric].periods if period.kind == kind}
    others = [period for period in there if period != spans[0] and period < spans[1]]
    near = sorted(others, key=lambda period: (abs((period.start - spans[0].start).days), period))
    return sorted(near[:4])


def _lines(
    change: BasketChange,
    definitions: list[dict[str, Any]],
    marks: dict[str, str | None],
    cubes: dict[str, Cube],
    ends: dict[str, tuple[int | None, int | None]],
) -> list[BasketLine]:
    lines = []
    for m, d in enumerate(definitions):
        found, (first, last) = cubes[d["metric"]], ends[d["metric"]]
        numbers = {name: number(getattr(change, name)[m]) for name in _NUMBERS}
        judged = d["polarity"] != "none" and change.used[m] > 0
        about: dict[str, Any] = {
            key: d[key] for key in ("metric", "label", "unit", "source", "caveat", "polarity")
        } | numbers
        lines.append(
            BasketLine(
                **about,
                mark=marks[d["metric"]],
                base_period=None if first is None else found.periods[first].iso,
                latest_period=None if last is None else found.periods[last].iso,
                used=int(change.used[m]),
                dropped=int(change.dropped[m]),
                direction=_WORDS[int(change.direction[m])] if judged else None,
                improving=int(change.improving[m]),
                worsening=int(change.worsening[m]),
            )
        )
    return lines


_NUMBERS = (
    "base_mean", "latest_mean", "change_percent", "share_improving", "share_lower", "share_upper", "p", "p_holm",
)  # fmt: skip
