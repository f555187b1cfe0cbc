"""From an answer to HTTP: JSON by the schema of the command line's answers, entity tags, pages of lists."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from pydantic import TypeAdapter

from sectorled.api.parameters import Paging
from sectorled.api.problems import NothingPublishedError
from sectorled.comparison.selectors.beside import public_version
from sectorled.councils.releases import release_read
from sectorled.platform.entity_tags import tag_of, unless_known
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.tidy import InputError

A = TypeVar("A")


def reading(named: str | None) -> Release:
    """The release that is asked for; NothingPublishedError where there is none at all yet."""
    try:
        return release_read(named)
    except UnknownError:
        raise
    except InputError as error:
        raise NothingPublishedError from error


def answered(
    request: HttpRequest, release: Release, kind: Any, make: Callable[[], object], *depends_on: object
) -> HttpResponseBase:
    """The answer as JSON; 304 where the reader has it.  It depends on the address, release, replies, pauses and day."""
    return unless_known(request, _tag(request, release, *depends_on), lambda: _json(kind, make()))


def answered_in_part(
    request: HttpRequest, release: Release, kind: Any, make: Callable[[], tuple[object, int]], paging: Paging
) -> HttpResponseBase:
    """One page of the answer, which comes with how many there are in all.

    The Link header has the next page, X-Total-Count how many there are.
    """

    def made() -> HttpResponse:
        answer, total = make()
        return _paged(request, _json(kind, answer), paging, total)

    return unless_known(request, _tag(request, release), made)


def answered_in_pages(
    request: HttpRequest, release: Release, make: Callable[[], A], paging: Paging, *, listed: str
) -> HttpResponseBase:
    """The same of an answer one of whose fields is the list."""

    def made() -> HttpResponse:
        answer: Any = make()
        rows = getattr(answer, listed)
        part = replace(answer, **{listed: paging.part(rows)})
        return _paged(request, _json(type(answer), part), paging, len(rows))

    return unless_known(request, _tag(request, release), made)


def rows_in_pages(
    request: HttpRequest, release: Release, kind: Any, make: Callable[[], list[Any]], paging: Paging
) -> HttpResponseBase:
    """The same where the answer is the list itself."""

    def made() -> tuple[object, int]:
        rows = make()
        return paging.part(rows), len(rows)

    return answered_in_part(request, release, kind, made, paging)


def _tag(request: HttpRequest, release: Release, *depends_on: object) -> str:
    return tag_of(request, release.id, *public_version(on=timezone.localdate()), *depends_on)


def _paged(request: HttpRequest, response: HttpResponse, paging: Paging, total: int) -> HttpResponse:
    response.headers["X-Total-Count"] = str(total)
    following = paging.offset + paging.limit
    if following < total:
        asked = urlencode({**request.GET.dict(), "limit": paging.limit, "offset": following})
        response.headers["Link"] = f'<{request.build_absolute_uri(request.path)}?{asked}>; rel="next"'
    return response


def _json(kind: Any, answer: object) -> HttpResponse:
    return HttpResponse(_adapter(kind).dump_json(answer), content_type="application/json")


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
