"""Views whose page is the same for everyone who has not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def for_everyone(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """Say of a view that its page depends only on address, release, public records and day: it may be kept."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        response = view(request, *args, **kwargs)
        response.for_everyone = not request.user.is_authenticated  # type: ignore[attr-defined] # read by site.kept_pages
        return response

    return answered  # type: ignore[return-value] # wraps() hides that the signature stays
