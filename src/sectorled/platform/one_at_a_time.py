"""Views that take seconds: for each caller one at a time, so that nobody keeps every worker of the server busy."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sectorled.platform.addresses import client_network
from sectorled.platform.refusals import TooOftenError

P = ParamSpec("P")
Q = TypeVar("Q", bound=HttpRequest)
R = TypeVar("R", bound=HttpResponseBase)
LONGEST_SECONDS = 120  # after which the server has given up on what it was making
STILL_MAKING = "The file that you asked for before is still being made. Wait until you have it, then ask for this one."


def one_at_a_time(view: Callable[Concatenate[Q, P], R]) -> Callable[Concatenate[Q, P], R]:
    """Refuse a caller's second request while the first is being answered; TooOftenError says so."""

    @wraps(view)
    def answered(request: Q, *args: P.args, **kwargs: P.kwargs) -> R:
        caller = f"user-{request.user.pk}" if request.user.is_authenticated else client_network(request)
        key = f"making-{caller}".replace(":", "-")
        if not cache.add(key, 1, timeout=LONGEST_SECONDS):
            raise TooOftenError(STILL_MAKING)
        try:
            return view(request, *args, **kwargs)
        finally:
            cache.delete(key)

    return answered  # type: ignore[return-value] # wraps() hides that the signature stays
