"""Pages of councils."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.council import council_page
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of


@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """All councils in the order of their names."""
    release = release_read(request.GET.get("release"))
    return render(request, "comparison/councils.html", {"release": release, "councils": councils_of(release)})


@require_safe
def council(request: HttpRequest, code: str) -> HttpResponse:
    """A council among its comparators."""
    release = release_read(request.GET.get("release"))
    known = release.area(code)
    if known != code:
        return redirect("council", known)
    page = council_page(release, code, group=request.GET.get("group"))
    return render(request, "comparison/council.html", {"release": release, "page": page})
