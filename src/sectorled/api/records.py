"""Releases and what changed between them, where a value comes from, and what councils say beside their figures."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router

from sectorled.api import parameters as asks
from sectorled.api.answering import answered, answered_in_pages, reading, rows_in_pages
from sectorled.api.figures import example
from sectorled.api.shapes import Reply
from sectorled.comparison.selectors.beside import replies_of, reply_to
from sectorled.comparison.selectors.window import shows_what_stands_out
from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.queries.provenance import Provenance, provenance
from sectorled.warehouse.queries.released import Listed, listed
from sectorled.warehouse.queries.since import Change, ChangesAnswer, changed_since
from sectorled.warehouse.release.publish import published
from sectorled.warehouse.store import open_store

router = Router(tags=["Releases and records"])


@router.get("/releases", response=list[Listed], openapi_extra=example("/releases"))
def releases(request: HttpRequest, asked: Query[asks.Paging]) -> HttpResponseBase:
    """The published releases, oldest first."""
    release = reading(asked.release)

    def made() -> list[Listed]:
        return [row for row in listed(open_store(settings.WAREHOUSE)) if row.published]

    return rows_in_pages(request, release, list[Listed], made, asked)


@router.get("/changes", response=ChangesAnswer, openapi_extra=example("/changes?since={earlier}&area={area}"))
def changes(request: HttpRequest, asked: Query[asks.Changes]) -> HttpResponseBase:
    """What changed since an earlier release: new, revised, withdrawn, overdue; verdicts of one council or metric."""
    release, before = reading(asked.release), _earlier(asked.since)

    def made() -> ChangesAnswer:
        part: dict[str, Any] = {"area": asked.area, "metric": asked.metric, "judged": bool(asked.area or asked.metric)}
        found = changed_since(release, before, today=timezone.localdate(), **part)
        return _without_what_is_the_councils(found, release)

    return answered_in_pages(request, release, made, asked, listed="changes")


@router.get("/provenance", response=Provenance, openapi_extra=example("/provenance?metric={metric}&area={area}"))
def where_from(request: HttpRequest, asked: Query[asks.Value]) -> HttpResponseBase:
    """How one value was worked out, back to its row in the publisher's file."""
    release = reading(asked.release)
    return _explained(request, release, asked.metric, asked.area, asked.period)


@router.get("/values/{path:value_id}", response=Provenance, openapi_extra=example("/values/{value}"))
def value(request: HttpRequest, value_id: str) -> HttpResponseBase:
    """The same by the id that a number carries wherever it goes: RELEASE/METRIC/AREA/PERIOD."""
    parts = value_id.split("/", 3)
    if len(parts) < 4:
        raise UnknownError(f"{value_id!r} is no id of a value. One reads RELEASE/METRIC/AREA/PERIOD.")
    named, metric, area, period = parts
    return _explained(request, reading(named), metric, area, period)


@router.get("/replies", response=list[Reply], openapi_extra=example("/replies"))
def replies(request: HttpRequest, asked: Query[asks.Replies]) -> HttpResponseBase:
    """What councils say beside their figures; only what is published."""
    release = reading(asked.release)
    area = release.area(asked.area) if asked.area else None
    metric = str(release.metric(asked.metric)["metric"]) if asked.metric else None

    def made() -> list[Reply]:
        return [
            Reply(code, release.area_names.get(code, code), name, release.id, text)
            for (code, name), text in sorted(replies_of(release).items())
            if area in (None, code) and metric in (None, name)
        ]

    return rows_in_pages(request, release, list[Reply], made, asked)


def _explained(request: HttpRequest, release: Release, metric: str, area: str, period: str | None) -> HttpResponseBase:
    def made() -> Provenance:
        found = provenance(release, metric, area, period=period)
        return replace(found, reply=reply_to(release, council=found.area, metric=found.metric))

    return answered(request, release, Provenance, made)


def _earlier(since: str) -> Release:
    try:
        day = date.fromisoformat(since)
    except ValueError:
        return release_read(since)
    store = open_store(settings.WAREHOUSE)
    return release_read(published(store, on=datetime.combine(day, time.max, UTC)))


def _without_what_is_the_councils(found: ChangesAnswer, release: Release) -> ChangesAnswer:
    """The changes without the verdicts of councils whose time to reply is not over."""
    now = timezone.now()
    shown: dict[str | None, bool] = {None: True}

    def kept(change: Change) -> bool:
        if change.what != "verdict":
            return True
        if change.area not in shown:
            code = str(change.area)
            shown[code] = shows_what_stands_out(user=AnonymousUser(), council=code, release=release, at=now)
        return shown[change.area]

    left = [change for change in found.changes if kept(change)]
    verdicts = sum(change.what == "verdict" for change in left)
    counts = {what: verdicts if what == "verdict" else count for what, count in found.counts.items()}
    return replace(found, changes=left, counts={what: count for what, count in counts.items() if count})
