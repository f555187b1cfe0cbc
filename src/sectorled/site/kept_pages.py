"""Pages that are the same for everyone are made once and kept by all they depend on, and answered by entity tag.

A page depends on its address, the release, what councils say beside their figures, pauses, the day, and the software.
Who has signed in, or has a message waiting, is never given a kept page, and none of theirs is ever kept.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeGuard

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from sectorled.comparison.selectors.beside import public_version
from sectorled.councils.releases import release_read
from sectorled.platform.entity_tags import tag_of, unless_known
from sectorled.site.addresses import large_print
from sectorled.warehouse.store import StoreError
from sectorled.warehouse.tidy import InputError

Respond = Callable[[HttpRequest], HttpResponseBase]
COMPRESSION = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is sent."""

    content: bytes  # compressed
    content_type: str


def kept_pages(respond: Respond) -> Respond:
    """Give the kept page, or make it and keep it where its view said that it is for everyone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        tag = _tag(request) if _from_nobody(request) else None
        if tag is None:
            return respond(request)
        if kept := _kept(tag):
            return unless_known(request, tag, lambda: _sent(kept, request))
        response = respond(request)
        if not _for_everyone(response):
            return response
        made = Kept(gzip.compress(response.content, COMPRESSION, mtime=0), response.headers["Content-Type"])
        caches["pages"].set(tag, made)
        caches["memory"].set(tag, made)
        return unless_known(request, tag, lambda: _sent(made, request))

    return middleware


def _from_nobody(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    if request.path.startswith("/api/v1/"):  # it answers by entity tags of its own
        return False
    return request.method in {"GET", "HEAD"} and not personal & request.COOKIES.keys()


def _tag(request: HttpRequest) -> str | None:
    """None where there is no release or no database to read; the page itself says what is wrong."""
    try:
        release = release_read(request.GET.get("release"))
        version = public_version(on=timezone.localdate())
    except (InputError, StoreError, OSError, DatabaseError):
        return None
    return tag_of(request, large_print(request), release.id, *version)


def _kept(tag: str) -> Kept | None:
    near: Kept | None = caches["memory"].get(tag)
    if near is None:
        near = caches["pages"].get(tag)
        if near is not None:
            caches["memory"].set(tag, near)
    return near


def _for_everyone(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    said = isinstance(response, HttpResponse) and bool(getattr(response, "for_everyone", False))
    return said and response.status_code == HTTPStatus.OK and not response.cookies


def _sent(kept: Kept, request: HttpRequest) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.content if packed else gzip.decompress(kept.content), content_type=kept.content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response
