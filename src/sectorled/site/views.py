"""Home, the pages about the site itself, and the pages of errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from sectorled.comparison.pictures.measure import shown
from sectorled.comparison.selectors.metric import finding_for_home
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.site.addresses import LARGE, PRINT_COOKIE
from sectorled.site.nearest import nearest
from sectorled.warehouse.queries.open import UnknownError

A_YEAR_SECONDS = 365 * 86_400


@require_safe
@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search, one live finding, the release."""
    release = release_read(request.GET.get("release"))
    finding = finding_for_home(release, at=timezone.now())
    chart = shown(finding, "bars" if finding.council else "hexagons") if finding else None
    return render(request, "site/home.html", {"release": release, "finding": finding, "chart": chart})


@require_safe
@for_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")


@require_safe
@for_everyone
def how_we_work(request: HttpRequest) -> HttpResponse:
    """How figures are compared and what is never done."""
    return render(request, "site/how_we_work.html")


@require_safe
@for_everyone
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a reader, and which cookies there are."""
    return render(request, "site/privacy.html")


@require_safe
def print_size(request: HttpRequest) -> HttpResponse:
    """Remember large print, or forget it, and go back to the page one came from."""
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if safe else "/")
    if request.GET.get("size") == LARGE:
        response.set_cookie(
            PRINT_COOKIE, LARGE, max_age=A_YEAR_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(PRINT_COOKIE)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "site/refused.html", {"message": "The request could not be read."}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "site/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; where a council or measure was meant, with those whose names are nearest."""
    unknown = exception if isinstance(exception, UnknownError) else None
    near = nearest(request.path, unknown.choices if unknown else ())
    message = str(unknown) if unknown and not near else None
    return render(request, "site/not_found.html", {"message": message, "near": near}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500; it asks nothing of the database."""
    return render(request, "site/broken.html", status=500)
