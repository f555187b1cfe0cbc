"""Who moved on a measure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.movers import movers_page, rows, told_of
from sectorled.comparison.views.sending import sent_rows
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.movers import movers as moved

COLUMNS = (
    "metric",
    "label",
    "area",
    "name",
    "before_period",
    "before",
    "period",
    "value",
    "change",
    "change_kind",
    "unit",
)


@require_safe
@for_everyone
def movers(request: HttpRequest, metric_id: str) -> HttpResponse:
    """The moves since the period before, or another one."""
    release = release_read(request.GET.get("release"))
    by_change = request.GET.get("sort") == "change"
    since = request.GET.get("since") or None
    page = movers_page(release, metric_id, since=since, by_change=by_change, at=timezone.now())
    periods = [(period.iso, period.spoken) for period in page.others]
    context = {"release": release, "page": page, "by_change": by_change, "periods": periods}
    return render(request, "comparison/movers.html", context)


@require_safe
def movers_csv(request: HttpRequest, metric_id: str) -> HttpResponse:
    """Every move as CSV, by name."""
    release = release_read(request.GET.get("release"))
    found = told_of(moved(release, metric_id, since=request.GET.get("since") or None), release, at=timezone.now())
    return sent_rows(rows(found), columns=COLUMNS, name=f"movers-{found.metric}")
