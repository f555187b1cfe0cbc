"""Pages of measures, and their pictures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sectorled.comparison.pictures import DRAWN, drawn
from sectorled.comparison.selectors.metric import metric_page
from sectorled.councils.releases import release_read


@require_safe
def metric(request: HttpRequest, metric_id: str) -> HttpResponse:
    """A measure in a council's group."""
    release = release_read(request.GET.get("release"))
    page = metric_page(release, metric_id, area=request.GET.get("council"), group=request.GET.get("group"))
    return render(request, "comparison/metric.html", {"release": release, "page": page})


@require_safe
def picture(request: HttpRequest, metric_id: str, picture: str, form: str) -> HttpResponse:
    """A chart of a measure as SVG or PNG."""
    if picture not in DRAWN or form not in ("svg", "png"):
        raise Http404
    release = release_read(request.GET.get("release"))
    page = metric_page(release, metric_id, area=request.GET.get("council"), group=request.GET.get("group"))
    chart = drawn(page, picture)
    if form == "svg":
        return HttpResponse(chart.svg(), content_type="image/svg+xml")
    return HttpResponse(chart.png(), content_type="image/png")
