"""Views whose page is the same for everyone who has not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_everyone(view: View[P]) -> View[P]:
    """Say of a view that its page depends only on address, release, public records and day: it may be kept."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.for_everyone = not request.user.is_authenticated  # type: ignore[attr-defined] # read by site.kept_pages
        return response

    return answered
