"""What a release holds: metrics, areas, groups, baskets, and a search over their words."""

from collections.abc import Sequence
from functools import partial

import polars as pl
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router
from rapidfuzz import fuzz, process

from sectorled.api import parameters as asks
from sectorled.api.answering import answered, answered_in_pages, reading
from sectorled.api.figures import example
from sectorled.api.shapes import Definition, Found, GroupMembers
from sectorled.warehouse.queries.listing import Listing, listing
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.tables import TABLES

router = Router(tags=["Catalogue"])
NAMED = {"areas": "name", "metrics": "label", "groups": "label", "baskets": "basket"}
NEAREST = 10
SOUGHT = ("areas", "metrics")


@router.get("/measures", response=Listing, openapi_extra=example("/measures?find=homeless&limit=5"))
def measures(request: HttpRequest, asked: Query[asks.Finding]) -> HttpResponseBase:
    """The catalogue of metrics with their freshness, by theme and label."""
    return _listed(request, "metrics", asked)


@router.get("/measures/{metric}", response=Definition, openapi_extra=example("/measures/{metric}"))
def measure(request: HttpRequest, metric: str, asked: Query[asks.Reading]) -> HttpResponseBase:
    """Everything that is known of a metric."""
    release = reading(asked.release)

    def made() -> object:
        row = release.metric(metric)
        return Definition(**{name: row[name] for name in TABLES["metrics"].columns}, release=release.id)

    return answered(request, release, Definition, made)


@router.get("/areas", response=Listing, openapi_extra=example("/areas?find=amber"))
def areas(request: HttpRequest, asked: Query[asks.Finding]) -> HttpResponseBase:
    """Councils and other areas with their former names, in the order of their names."""
    return _listed(request, "areas", asked)


@router.get("/groups", response=Listing, openapi_extra=example("/groups?limit=5"))
def groups(request: HttpRequest, asked: Query[asks.Finding]) -> HttpResponseBase:
    """The groups in which areas are compared."""
    return _listed(request, "groups", asked)


@router.get("/groups/{group}", response=GroupMembers, openapi_extra=example("/groups/{group}"))
def members(request: HttpRequest, group: str, asked: Query[asks.Reading]) -> HttpResponseBase:
    """A group and its members."""
    release = reading(asked.release)
    return answered(request, release, GroupMembers, partial(_members, release, group))


@router.get("/baskets", response=Listing, openapi_extra=example("/baskets"))
def baskets(request: HttpRequest, asked: Query[asks.Finding]) -> HttpResponseBase:
    """Baskets of metrics, every version."""
    return _listed(request, "baskets", asked)


@router.get("/search", response=Found, openapi_extra=example("/search?find=amber"))
def search(request: HttpRequest, asked: Query[asks.Search]) -> HttpResponseBase:
    """Find areas and metrics by words in names, former names and definitions."""
    release = reading(asked.release)

    def made() -> Found:
        today = timezone.localdate()
        found = Found(asked.find, release.id, *(listing(release, k, find=asked.find, today=today).rows for k in SOUGHT))
        if not (found.areas or found.metrics):
            raise _nothing_found(release, SOUGHT, asked.find)
        return found

    return answered(request, release, Found, made)


def _listed(request: HttpRequest, what: str, asked: asks.Finding) -> HttpResponseBase:
    release = reading(asked.release)

    def made() -> Listing:
        found = listing(release, what, find=asked.find, today=timezone.localdate())
        if asked.find and not found.rows:
            raise _nothing_found(release, (what,), asked.find)
        return found

    return answered_in_pages(request, release, made, asked, listed="rows")


def _nothing_found(release: Release, kinds: Sequence[str], sought: str) -> UnknownError:
    """Words that occur nowhere, with the names nearest to them."""
    names = [str(name) for kind in kinds for name in release.table(kind)[NAMED[kind]].drop_nulls().unique().sort()]
    nearest = [name for name, _, _ in process.extract(sought, names, scorer=fuzz.WRatio, limit=NEAREST)]
    return UnknownError(f"There is no {sought!r} among {' and '.join(kinds)}. Nearest: {'; '.join(nearest)}.", nearest)


def _members(release: Release, group: str) -> GroupMembers:
    row = release.group(group)
    own = release.table("members").filter(pl.col("group") == row["group"]).sort("position", "area", nulls_last=True)
    keys = ("group", "scheme", "label", "kind", "owner", "source", "licence", "date")
    return GroupMembers(**{key: row[key] for key in keys}, release=release.id, members=own["area"].to_list())
