"""Releases: the list, and what one is made of."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.releases import published_release, published_releases
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.store import open_store


@require_safe
@for_everyone
def releases(request: HttpRequest) -> HttpResponse:
    """Every release that was published, newest first."""
    context = {"release": release_read(), "releases": published_releases(open_store(settings.WAREHOUSE))}
    return render(request, "comparison/releases.html", context)


@require_safe
@for_everyone
def release(request: HttpRequest, name: str) -> HttpResponse:
    """What a release is made of, and when it was published or rolled back."""
    page = published_release(open_store(settings.WAREHOUSE), name)
    return render(
        request, "comparison/release.html", {"release": release_read(), "page": page, "package": _package(name)}
    )


def _package(name: str) -> str:
    try:
        return reverse("release-package", args=[name])
    except NoReverseMatch:
        return ""
