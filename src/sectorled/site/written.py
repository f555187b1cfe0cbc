"""What somebody wrote is not lost with a form that cannot be taken: the page that says so shows it, to be copied."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Respond = Callable[[HttpRequest], HttpResponse]
WORTH_KEEPING = 30  # letters: a sentence, not a date or a number
SIGNED_OUT: Mapping[str, str | bool] = {
    "heading": "You were signed out",
    "why": "Some hours have passed since you signed in, or you signed out in another window.",
    "sign_in": True,
}
OUT_OF_DATE: Mapping[str, str | bool] = {
    "heading": "This form is out of date",
    "why": "You signed in again since you opened it, perhaps in another window.",
    "sign_in": False,
}


def signed_out(respond: Respond) -> Respond:
    """Whoever wrote for longer than they were signed in is shown their words instead of being sent to sign in.

    Others are sent there, and come back to the page on which they pressed a button.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if request.method != "POST" or not _sent_away(request, response):
            return response
        words = written(request)
        return kept(request, words, SIGNED_OUT) if words else redirect_to_login(_form(request))

    return middleware


def kept(request: HttpRequest, words: list[str], told: Mapping[str, str | bool]) -> HttpResponse:
    """403: the words, and the way back to the form."""
    return render(request, "site/signed_out.html", {"words": words, "back": _form(request), **told}, status=403)


def written(request: HttpRequest) -> list[str]:
    """The sentences in what was posted; never a password."""
    sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [words for name, words in sent if len(words) > WORTH_KEEPING and not _secret(name)]


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as its browser says."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _sent_away(request: HttpRequest, response: HttpResponse) -> bool:
    return response.headers.get("Location") == redirect_to_login(request.get_full_path()).headers["Location"]


def _secret(name: str) -> bool:
    return "password" in name or name.startswith("csrf")


def _form(request: HttpRequest) -> str:
    """The page the form stood on; an act that only takes a form is no page to come back to."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host():
        return request.get_full_path()
    return f"{came.path}?{came.query}" if came.query else came.path
