"""Home, the pages about the site itself, and the pages of errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.metric import finding_for_home
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search, one live finding, the release."""
    release = release_read()
    context = {"release": release, "finding": finding_for_home(release), "councils": councils_of(release)}
    return render(request, "site/home.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")


@require_safe
def how_we_work(request: HttpRequest) -> HttpResponse:
    """How figures are compared and what is never done."""
    return render(request, "site/how_we_work.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "site/refused.html", {"message": "The request could not be read."}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "site/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "site/not_found.html", {"message": None}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500; it asks nothing of the database."""
    return render(request, "site/broken.html", status=500)
