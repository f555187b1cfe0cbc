"""Releases: the list, and what one is made of."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
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
    context = {"release": release_read(name), "published": release_read(), "page": page}
    return render(request, "comparison/release.html", context)
