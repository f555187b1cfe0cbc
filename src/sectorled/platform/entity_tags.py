"""Entity tags: an answer that a reader has already is not made again."""

import hashlib
from collections.abc import Callable
from importlib.metadata import version

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SOFTWARE = version("sectorled")
SECONDS = (
    30  # for which an answer may be used again without asking: what a council says is beside its figure in a minute
)


def entity_tag(*parts: object) -> str:
    """A tag that follows from everything on which an answer depends, and from the version of the software."""
    said = "\n".join(map(str, (SOFTWARE, *parts)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, tag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer with its tag, or 304 where the reader has it; the same for everyone, so that it may be kept."""
    known: HttpResponse | None = get_conditional_response(request, etag=tag)
    response = known or make()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
