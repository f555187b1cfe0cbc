"""Addresses that templates ask for: the permanent one of a view, and the size of print a reader chose."""

from collections.abc import Mapping

from django.http import HttpRequest

from sectorled.warehouse.queries.open import Release

PRINT_COOKIE = "large-print"
LARGE = "large"


def permanent(request: HttpRequest, release: Release, pinned: Mapping[str, str]) -> str:
    """The address of this view that names the release, so that it always gives the same figures.

    `pinned` is what else the view took by itself and somebody else's would not, as the release it compares with.
    """
    query = request.GET.copy()
    for name, value in pinned.items():
        query[name] = value
    query["release"] = release.id
    if release.id in request.path.split("/"):  # it names the release itself
        del query["release"]
    return f"{request.path}?{query.urlencode()}".rstrip("?")


def large_print(request: HttpRequest | None) -> bool:
    """Whether the reader chose large print, by a cookie that says nothing else."""
    return request is not None and request.COOKIES.get(PRINT_COOKIE) == LARGE
