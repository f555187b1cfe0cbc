"""Pages of measures, and their pictures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.pictures.answers import Drawn, answered
from sectorled.comparison.pictures.measure import DRAWN, ON_PAGE, frame_of, shown
from sectorled.comparison.selectors.metric import Asked, MetricPage, metric_page
from sectorled.comparison.selectors.replies import replies_on_metric
from sectorled.comparison.selectors.window import keeps
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of
from sectorled.platform.for_everyone import for_everyone


@require_safe
@for_everyone
def metric(request: HttpRequest, metric_id: str) -> HttpResponse:
    """A measure in a council's group, or over all councils."""
    release = release_read(request.GET.get("release"))
    page = _page(request, metric_id)
    names = {area.area: area.name for area in page.group.areas}
    replies = replies_on_metric(metric=page.line.metric, release=release.id, councils=list(names))
    own = replies.pop(page.line.standing.area, None)
    context = {
        "release": release,
        "page": page,
        "reply_words": own,
        "others": sorted((names[code], words) for code, words in replies.items()),
        "pictures": {name: shown(page, name) for name in ON_PAGE},
        "councils": councils_of(release),
        "keeps": page.series is not None and keeps(request.user, page.line.standing.area),
    }
    return render(request, "comparison/metric.html", context)


@require_safe
def picture(request: HttpRequest, metric_id: str, picture: str, form: str) -> HttpResponse:
    """A chart of a measure as SVG, PNG, CSV or its drawing as JSON."""
    if picture not in DRAWN:
        raise Http404

    def make() -> Drawn | None:
        page = _page(request, metric_id)
        chart = DRAWN[picture](page)
        return None if chart is None else (chart, frame_of(page, picture))

    return answered(request, form, make)


def _page(request: HttpRequest, metric_id: str) -> MetricPage:
    asked = Asked(metric_id, *(request.GET.get(name) or None for name in ("council", "group", "period")))
    return metric_page(release_read(request.GET.get("release")), asked, today=timezone.localdate())
