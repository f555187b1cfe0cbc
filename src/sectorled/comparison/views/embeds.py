"""Charts for other sites' pages: each with its source, caveats, release, reply and the way back."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.pictures.measure import shown
from sectorled.comparison.selectors.beside import public_version, reply_to
from sectorled.comparison.selectors.metric import Asked, MetricPage, metric_page
from sectorled.councils.releases import release_read
from sectorled.platform.entity_tags import tag_of, unless_known
from sectorled.platform.for_everyone import for_everyone

NAMES = {
    "bars": "Bars of the group",
    "line": "Line over time",
    "strip": "The council's place in its group",
    "hexagons": "Map of hexagons",
    "boundaries": "Map of boundaries",
}
HEIGHT_AROUND = 480  # pixels that heading, source, caveats, reply and the folded table take below and above a chart


@require_safe
def embedded(request: HttpRequest, metric_id: str) -> HttpResponseBase:
    """A chart that may be framed by any site: no cookie, no script, the same for everyone."""
    release = release_read(request.GET.get("release"))
    asked, picture = _asked(request, metric_id), _picture(request)

    def made() -> HttpResponse:
        page = metric_page(release, asked, today=timezone.localdate())
        return render(request, "comparison/embedded_chart.html", _context(page, picture))

    tag = tag_of(request, release.id, *public_version(on=timezone.localdate()))
    response = unless_known(request, tag, made)
    response.framed = True  # type: ignore[attr-defined] # read by the middleware that says who may frame what
    return response


@require_safe
@for_everyone
def how_to_embed(request: HttpRequest, metric_id: str) -> HttpResponse:
    """The code that puts a chart on another site's page."""
    release = release_read(request.GET.get("release"))
    page = metric_page(release, _asked(request, metric_id), today=timezone.localdate())
    there = [name for name in NAMES if shown(page, name)]
    picture = _picture(request)
    context = _context(page, picture if picture in there or not there else there[0])
    address = reverse("embedded-chart", args=(page.line.metric,))
    follow = {name: value for name, value in page.query.items() if name in ("council", "group")}
    addresses = {
        "A chart that stays at this release": page.query | {"chart": context["picture"]},
        "A chart that follows the newest figures": follow | {"chart": context["picture"]},
    }
    codes = {what: f"{settings.ADDRESS}{address}?{urlencode(query)}" for what, query in addresses.items()}
    height = HEIGHT_AROUND + (context["chart"].frame.page_height if context["chart"] else 0)
    more = {"codes": codes, "height": height, "pictures": {name: NAMES[name] for name in there}}
    return render(request, "comparison/how_to_embed.html", context | more)


def _asked(request: HttpRequest, metric_id: str) -> Asked:
    return Asked(metric_id, *(request.GET.get(name) or None for name in ("council", "group", "period")))


def _picture(request: HttpRequest) -> str:
    picture = request.GET.get("chart", "bars")
    if picture not in NAMES:
        raise Http404
    return picture


def _context(page: MetricPage, picture: str) -> dict[str, Any]:
    area = page.line.standing.area
    return {
        "release": page.release,
        "page": page,
        "picture": picture,
        "chart": shown(page, picture),
        "reply": reply_to(page.release, council=area, metric=page.line.metric) if page.series else None,
    }
