"""What every answer of the API carries: it may be read from any page, and errors are problem JSON, never HTML."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from sectorled.api.problems import MEDIA, WORDS, problem

METHODS = "GET, HEAD, OPTIONS"
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Total-Count",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
BEFOREHAND = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
ADDRESS = "/api/v1/"


def readable_from_anywhere(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Cross-origin reading without credentials; HEAD is answered as GET, of which the server sends the headers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADDRESS):
            return respond(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=FROM_ANYWHERE | BEFOREHAND | {"Allow": METHODS})
        if request.method == "HEAD":
            request.method = "GET"
        response = respond(request) if request.method == "GET" else problem(request, 405, WORDS[405])
        if response.status_code in WORDS and response.headers.get("Content-Type") != MEDIA:
            response = problem(request, response.status_code, WORDS[response.status_code])
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = METHODS
        for name, value in FROM_ANYWHERE.items():
            response.headers[name] = value
        return response

    return middleware
