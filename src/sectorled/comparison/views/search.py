"""Search, and the list of names that typing is completed from."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.search import names, search
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone

AN_HOUR = "public, max-age=3600"


@require_safe
@for_everyone
def searched(request: HttpRequest) -> HttpResponse:
    """Councils and measures that fit some words; straight to the council where its whole name was given."""
    release = release_read(request.GET.get("release"))
    found = search(release, request.GET.get("q", "").strip())
    if found.only:
        query = request.GET.copy()
        del query["q"]
        return redirect(f"{reverse('council', args=[found.only])}?{query.urlencode()}".rstrip("?"))
    return render(request, "comparison/search.html", {"release": release, "found": found})


@require_safe
@gzip_page
def every_name(_: HttpRequest) -> JsonResponse:
    """Every name of the published release with its address."""
    places = {"council": "council", "measure": "measure"}
    listed = [[name, reverse(places[what], args=(code,))] for name, what, code in names(release_read())]
    response = JsonResponse(listed, safe=False)
    response["Cache-Control"] = AN_HOUR
    return response
