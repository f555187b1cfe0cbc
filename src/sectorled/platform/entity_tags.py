"""Entity tags: an answer that a reader has already is not made again."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SECONDS = 30  # for which an answer may be used again unasked: a reply is beside its figure within a minute


def _software() -> str:
    """What changes with any file of this package, code or template, and is the same on every machine."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


SOFTWARE = _software()


def entity_tag(*parts: object) -> str:
    """A tag that follows from everything on which an answer depends, and from the version of the software."""
    said = "\n".join(map(str, (SOFTWARE, *parts)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def tag_of(request: HttpRequest, *parts: object) -> str:
    """The tag of the answer to this address and query, which depends on these parts besides."""
    asked = sorted((name, *values) for name, values in request.GET.lists())
    return entity_tag(request.path, asked, *parts)


def unless_known(request: HttpRequest, tag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer with its tag, or 304 where the reader has it; the same for everyone, so that it may be kept."""
    known: HttpResponse | None = get_conditional_response(request, etag=tag)
    response = known or make()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
