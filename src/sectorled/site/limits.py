"""What may be sent: so many posts a minute, no larger body than the settings say, no form that is out of date."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sectorled.platform.addresses import client_network
from sectorled.platform.counting import counted
from sectorled.site.written import OUT_OF_DATE, from_here, kept, written

Respond = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MINUTE_SECONDS = 60
VISITORS_BYTES = 1024 * 1024  # somebody who is not signed in has nothing to upload
REMEDY = {True: "Send a smaller file.", False: "You are not signed in, or not any more: sign in and send it again."}
FORM_BYTES = 64 * 1024  # what surrounds a file in a form


def body_size(respond: Respond) -> Respond:
    """Turn away a body that is too large before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        claimed = request.headers.get("Content-Length") or "0"
        size = int(claimed) if claimed.isascii() and claimed.isdigit() else 0
        if size <= VISITORS_BYTES:
            return respond(request)
        most = settings.UPLOAD_BYTES + FORM_BYTES if request.user.is_authenticated else VISITORS_BYTES
        if size <= most:
            return respond(request)
        message = f"That is larger than {most // 1_048_576} MB. Nothing was kept. {REMEDY[most > VISITORS_BYTES]}"
        return render(request, "site/refused.html", {"message": message}, status=413)

    return middleware


def posts_a_minute(respond: Respond) -> Respond:
    """Count what is sent, not what is read: for each address, and for each user wherever they are."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or not settings.POSTS_A_MINUTE:
            return respond(request)
        callers = [client_network(request)]
        if request.user.is_authenticated:
            callers.append(f"user-{request.user.pk}")
        minute = int(time.time()) // MINUTE_SECONDS
        if max(counted(f"posts-{caller}", minute) for caller in callers) > settings.POSTS_A_MINUTE:
            return too_many(request)
        return respond(request)

    return middleware


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    message = "That was very often in a short time. Nothing was done. Wait a minute and try again."
    response = render(request, "site/refused.html", {"message": message}, status=429)
    response.headers["Retry-After"] = str(MINUTE_SECONDS)
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form does not come from a page of ours, or from one that is older than the session."""
    words = written(request) if from_here(request) else []
    if words:
        return kept(request, words, OUT_OF_DATE)
    message = "This form is out of date. Nothing was done. Go back, load the page again, and send it once more."
    return render(request, "site/refused.html", {"message": message}, status=403)
