"""What every answer carries, and how a refusal of the domain becomes a page."""

import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from structlog.contextvars import bind_contextvars, clear_contextvars

from sectorled.people.selectors import must_turn_on_two_step
from sectorled.platform.refusals import RefusedError, TooOftenError
from sectorled.site.views import not_found
from sectorled.warehouse.queries.open import UnknownError
from sectorled.warehouse.tidy import InputError

Respond = Callable[[HttpRequest], HttpResponse]
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
NO_PAGE = "There is no page at this address: it only takes what a form sends, or only shows what there is."
log = structlog.get_logger("sectorled.requests")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'{provider}; base-uri 'none'; frame-ancestors {ancestors}"
)
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
}


def request_log(respond: Respond) -> Respond:
    """One line for each answer, under a number that the answer carries: which kind of page, never whose or which words.

    A path may hold the key of a letter and a query may hold a name, so that the route stands for both.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        clear_contextvars()
        number = uuid.uuid4().hex[:12]
        bind_contextvars(request=number)
        began = time.perf_counter()
        response = respond(request)
        response.headers["X-Request-Number"] = number
        route = request.resolver_match.route if request.resolver_match else "none"
        log.info(
            "answered",
            method=request.method if request.method in METHODS else "other",
            route=route,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
        )
        return response

    return middleware


def security_headers(respond: Respond) -> Respond:
    """The content security policy and its companions; a view that may be framed sets `framed` on its answer.

    A form may lead to the configured OpenID Connect provider: browsers count the redirect after it as its target.
    """
    provider = f" {_origin(settings.ISSUER)}" if settings.ISSUER else ""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        framed = getattr(response, "framed", False)
        response.headers["Content-Security-Policy"] = POLICY.format(
            ancestors="*" if framed else "'none'", provider=provider
        )
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if framed:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        # after somebody signed out, the way back leads to no page of theirs
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def two_step_first(respond: Respond) -> Respond:
    """Who needs two-step sign-in for a page is led to turn it on, where others are told that there is no such page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if response.status_code == HTTPStatus.NOT_FOUND and signed_in and must_turn_on_two_step(request.user):
            messages.info(request, "Your role at the sector body opens once two-step sign-in is on. Turn it on here.")
            return redirect("mfa_activate_totp")
        return response

    return middleware


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def refusals(respond: Respond) -> Respond:
    """A refusal raised below a view becomes a page that says what was wrong; its message is safe to show."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = render(request, "site/refused.html", {"message": NO_PAGE}, status=405)
            response.content, response.headers["Content-Type"] = page.content, page.headers["Content-Type"]
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, PermissionDenied):
            return None
        if isinstance(error, UnknownError):
            return not_found(request, error)
        if isinstance(error, InputError):
            return render(request, "site/refused.html", {"message": str(error)}, status=400)
        if isinstance(error, RefusedError):
            status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(error, TooOftenError) else HTTPStatus.CONFLICT
            return render(request, "site/refused.html", {"message": str(error)}, status=status)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined] # Django looks it up on the function
    return middleware
