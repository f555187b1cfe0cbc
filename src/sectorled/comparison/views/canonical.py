"""One address for each view of a council: at its code, with whatever else the address asked."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sectorled.councils.releases import release_read

P = ParamSpec("P")


def at_its_code(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead who asks by a name, former or current, to the same view at the council's code and the measure's id.

    The query is kept, so that a permanent link stays one.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **asked: P.kwargs) -> HttpResponse:
        release = release_read(request.GET.get("release"))
        known = asked | {"code": release.area(str(asked["code"]))}
        if "metric" in asked:
            known["metric"] = str(release.metric(str(asked["metric"]))["metric"])
        if known == asked:
            return view(request, *args, **asked)
        match, query = request.resolver_match, request.GET.urlencode()
        address = reverse(match.view_name, kwargs=known) if match else request.path
        return redirect(f"{address}?{query}".rstrip("?"))

    return answered
