"""Pages for data stewards alone: others are not told that there is one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from sectorled.people.models import Role
from sectorled.people.selectors import holds

View = Callable[..., HttpResponse]


def stewards_only(view: View) -> View:
    """Sign in first; 404 for whoever is no data steward."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not holds(request.user, Role.Kind.STEWARD):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
