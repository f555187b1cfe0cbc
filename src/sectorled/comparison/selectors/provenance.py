"""How a value was worked out, and what was published of it before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.headline import GOOD, SURE
from sectorled.briefing.spoken import shown
from sectorled.comparison.selectors.beside import reply_to
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import default_group
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.queries.provenance import Provenance, provenance
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
    polarity: str
    group: str | None
    how_sure: str
    methods: list[tuple[str, int]]
    not_shown: str | None
    breaks: str | None
    reply: str | None
    earlier: list[AsPublished]


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


def _said(told: Provenance, definition: dict[str, object]) -> str | None:
    if told.value is None:
        return None
    decimals = definition["decimals"]
    value_type = definition["value_type"]
    return shown(
        told.value,
        unit=told.unit,
        decimals=decimals if isinstance(decimals, int) else 1,
        value_type=str(value_type) if value_type else None,
    )


def _through(told: Provenance, published: Sequence[tuple[Release, datetime]]) -> list[AsPublished]:
    found: list[AsPublished] = []
    for release, at in published:
        value, status = _in(release, told)
        before = (found[-1].value, found[-1].status) if found else (value, status)
        news = None if before == (value, status) else "New" if before[1] is None else "Changed"
        found.append(AsPublished(release.id, at, value, status, news))
    return found


def _in(release: Release, told: Provenance) -> tuple[str | None, str | None]:
    try:
        then = provenance(release, told.metric, told.area, period=told.period)
    except InputError:
        return None, None
    return _said(then, release.metric(told.metric)), then.status
