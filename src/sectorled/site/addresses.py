"""Addresses that templates ask for: the permanent one of a view, and the size of print a reader chose."""

from django.http import HttpRequest

from sectorled.warehouse.queries.open import Release

PRINT_COOKIE = "large-print"
LARGE = "large"


def permanent(request: HttpRequest, release: Release) -> str:
    """The address of this view that names the release, so that it always gives the same figures."""
    query = request.GET.copy()
    query["release"] = release.id
    if release.id in request.path.split("/"):  # it names the release itself
        del query["release"]
    return f"{request.path}?{query.urlencode()}".rstrip("?")


def large_print(request: HttpRequest | None) -> bool:
    """Whether the reader chose large print, by a cookie that says nothing else."""
    return request is not None and request.COOKIES.get(PRINT_COOKIE) == LARGE
