"""How a value was worked out, and what was published of it before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.headline import GOOD, SURE
from sectorled.briefing.spoken import shown
from sectorled.comparison.selectors.beside import reply_to
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import default_group
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.queries.provenance import Provenance, provenance
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.tidy import InputError

METHODS = {
    "layout": "Layout of figures",
    "standing": "Place in the group",
    "trend": "Direction of travel",
    "intervals": "Intervals",
    "certainty": "How sure",
    "baskets": "Baskets",
}


@dataclass(frozen=True, slots=True)
class AsPublished:
    """What a release said of the value; `value` in words, None where it said nothing."""

    release: str
    at: datetime
    value: str | None
    status: str | None
    news: str | None  # new or changed since the publication before


@dataclass(frozen=True, slots=True)
class ValuePage:
    """A value followed back; `group` and `how_sure` say by what it is compared, None where it is not."""

    told: Provenance
    period: Period
    value: str | None
    interval: str | None
    polarity: str
    group: str | None
    how_sure: str
    methods: list[tuple[str, int]]
    not_shown: str | None
    breaks: str | None
    reply: str | None
    earlier: list[AsPublished]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A value of a council from before it existed, put together from its predecessors' (name, id, words)."""

    value_id: str
    metric: str
    label: str
    area: str
    name: str
    period: Period
    value: str
    parts: list[tuple[str, str, str]]
    caveat: str | None


def parts_of(value_id: str) -> tuple[str, str, str, str]:
    """Release, metric, area and period of an id; UnknownError where it has not these four parts."""
    parts = value_id.partition("#")[0].strip("/ ").split("/", 3)
    if len(parts) != 4 or not all(parts):
        raise UnknownError(
            f"{value_id[:100]!r} is no id of a value. It has four parts: release/measure/council/period."
        )
    return parts[0], parts[1], parts[2], parts[3]


def value_page(
    release: Release, metric: str, area: str, period: str, *, published: Sequence[tuple[Release, datetime]]
) -> ValuePage:
    """Follow a value of a release back, and through the releases that were published, oldest first."""
    try:
        told = provenance(release, metric, area, period=period)
    except UnknownError:
        raise
    except InputError as error:
        raise UnknownError(str(error)) from error
    definition = release.metric(told.metric)
    group, how_sure = _compared(release, told)
    return ValuePage(
        told,
        parse_iso(told.period),
        _said(told, definition),
        _interval(told, definition),
        GOOD[str(definition["polarity"])],
        group,
        SURE[how_sure] if how_sure else "It is not compared with others.",
        [(METHODS.get(name, name), version) for name, version in sorted(told.methods.items())],
        definition["not_shown"],
        definition["breaks"],
        reply_to(release, council=told.area, metric=told.metric),
        _through(told, published),
    )


def _compared(release: Release, told: Provenance) -> tuple[str | None, str | None]:
    """The group in which the value is compared, and how sure one can be; None where it is in no group."""
    try:
        group = default_group(release, told.area)
        found = compare(release, told.metric, period=told.period, groups=[group], area=told.area).groups[0]
    except InputError:
        return None, None
    own = next((area for area in found.areas if area.area == told.area), None)
    return (found.label or group, own.how_sure) if own else (None, None)


def _said(told: Provenance, definition: dict[str, Any]) -> str | None:
    return None if told.value is None else _in_words(told.value, definition)


def _interval(told: Provenance, definition: dict[str, Any]) -> str | None:
    if told.lower is None or told.upper is None:
        return None
    return f"{_in_words(told.lower, definition)} to {_in_words(told.upper, definition)}"


def _in_words(value: float, definition: dict[str, Any]) -> str:
    decimals = 1 if definition["decimals"] is None else int(definition["decimals"])
    return shown(value, unit=definition["unit"], decimals=decimals, value_type=definition["value_type"])


def _through(told: Provenance, published: Sequence[tuple[Release, datetime]]) -> list[AsPublished]:
    found: list[AsPublished] = []
    for release, at in published:
        value, status = _in(release, told)
        before = (found[-1].value, found[-1].status) if found else (value, status)
        news = None if before == (value, status) else "New" if before[1] is None else "Changed"
        found.append(AsPublished(release.id, at, value, status, news))
    return found


def _in(release: Release, told: Provenance) -> tuple[str | None, str | None]:
    then = _told(release, told.metric, told.area, told.period)
    return (_said(then, release.metric(told.metric)), then.status) if then else (None, None)


def worked_out(release: Release, metric: str, area: str, period: str) -> WorkedOut | None:
    """The value where it stands in the council's back series; None where it does not."""
    definition, code = release.metric(metric), release.area(area)
    name = str(definition["metric"])
    try:
        points = series(release, name, code).points
    except InputError:  # it is in no group
        return None
    point = next((point for point in points if point.period == period and point.value is not None), None)
    if point is None:
        return None
    before = release.table("successions").filter(pl.col("successor") == code)["predecessor"].sort()
    found = [told for told in (_told(release, name, other, period) for other in before) if told is not None]
    return WorkedOut(
        point.value_id,
        name,
        str(definition["label"]),
        code,
        release.area_names[code],
        parse_iso(period),
        _in_words(point.value or 0.0, definition),
        [(told.name, told.value_id, f"{_said(told, definition) or told.status} ({told.formula})") for told in found],
        definition["caveat"],
    )


def _told(release: Release, metric: str, area: str, period: str) -> Provenance | None:
    try:
        return provenance(release, metric, area, period=period)
    except InputError:
        return None
