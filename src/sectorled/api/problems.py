"""Why there is no answer, as problem JSON (RFC 9457)."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

import structlog
from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError

from sectorled.api.shapes import Problem
from sectorled.warehouse.queries.open import UnknownError
from sectorled.warehouse.tidy import InputError

log = structlog.get_logger("sectorled.api")
MEDIA = "application/problem+json"
WORDS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "The request could not be read.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address. All addresses are listed at /api/.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The API is only read: use GET.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side. It was noted; please try again later.",
}


class NothingPublishedError(Exception):
    """There is no published release yet."""

    def __str__(self) -> str:
        return "No release has been published yet. Try again later."


def problem(request: HttpRequest, status: int, detail: str, choices: list[str] | None = None) -> JsonResponse:
    """The answer that says why there is none."""
    said = Problem("about:blank", HTTPStatus(status).phrase, status, detail, request.path, choices or [])
    return JsonResponse(asdict(said), status=status, content_type=MEDIA)


def nothing_here(request: HttpRequest) -> JsonResponse:
    """An address that there is not."""
    return problem(request, HTTPStatus.NOT_FOUND, WORDS[HTTPStatus.NOT_FOUND])


def told_as_problems(api: NinjaAPI) -> None:
    """Every refusal below a view becomes a problem."""

    @api.exception_handler(UnknownError)
    def unknown(request: HttpRequest, error: UnknownError) -> JsonResponse:
        return problem(request, 404, str(error), error.choices)

    @api.exception_handler(InputError)
    def unusable(request: HttpRequest, error: InputError) -> JsonResponse:
        return problem(request, 422, str(error), error.choices)

    @api.exception_handler(NothingPublishedError)
    def nothing_published(request: HttpRequest, error: NothingPublishedError) -> JsonResponse:
        return problem(request, 503, str(error))

    @api.exception_handler(ValidationError)
    def wrong_parameters(request: HttpRequest, error: ValidationError) -> JsonResponse:
        return problem(request, 422, " ".join(_said(one) for one in error.errors))

    @api.exception_handler(Exception)
    def fault(request: HttpRequest, error: Exception) -> JsonResponse:
        log.error("fault in the API", exc_info=error)
        return problem(request, 500, WORDS[500])

    @api.exception_handler(Throttled)
    def too_many(request: HttpRequest, error: Throttled) -> JsonResponse:
        return problem(request, 429, f"Too many requests from your address. Wait {error.wait} seconds.")


def _said(error: dict[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return f"{error['loc'][-1]}: {error['msg']}."
