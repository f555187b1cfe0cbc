"""A proposed council, and the history of a new one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.proposed import (
    back_series,
    baseline_table,
    document,
    not_combined_table,
    predecessors,
    proposed,
    regions,
    rows,
    successors,
)
from sectorled.comparison.views.canonical import at_its_code
from sectorled.comparison.views.sending import sent_document, sent_rows
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.platform.one_at_a_time import one_at_a_time
from sectorled.warehouse.tidy import InputError

COLUMNS = (
    "metric", "label", "status", "value", "unit", "period", "numerator", "denominator", "of", "reason", "source",
    "caveat", "predecessors", "release",
)  # fmt: skip


@require_safe
@for_everyone
def propose(request: HttpRequest) -> HttpResponse:
    """Pick predecessors; read the baseline of the council that would replace them, and what cannot be combined."""
    release, asked = release_read(request.GET.get("release")), request.GET.getlist("council")
    context = {
        "release": release,
        "asked": asked,
        "regions": regions(release),
        "successors": successors(release),
        "problems": {},
    }
    if not asked and "find" not in request.GET:
        return render(request, "comparison/proposed.html", context)
    try:
        found = proposed(release, asked)
    except InputError as error:
        return render(request, "comparison/proposed.html", context | {"problems": {"councils": str(error)}})
    query = request.GET.copy()
    query["release"] = release.id
    context |= {
        "found": found,
        "baseline": baseline_table(release, found),
        "not_combined": not_combined_table(release, found),
        "query": query.urlencode(),
    }
    return render(request, "comparison/proposed.html", context)


@require_safe
@one_at_a_time
def proposed_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as CSV, or as a document."""
    release = release_read(request.GET.get("release"))
    found = proposed(release, request.GET.getlist("council"))
    if form == "csv":
        return sent_rows(rows(release, found), columns=COLUMNS, name="proposed-council")
    made = document(release, found, at=timezone.now(), publisher=settings.BODY)
    return sent_document(made, form=form, name="proposed-council")


@require_safe
@for_everyone
@at_its_code
def history(request: HttpRequest, code: str) -> HttpResponse:
    """The years before a new council existed, worked out from its predecessors where that is possible."""
    release = release_read(request.GET.get("release"))
    context = {
        "release": release,
        "code": code,
        "name": release.area_names[code],
        "before": predecessors(release, code),
        "measures": back_series(release, code),
    }
    return render(request, "comparison/history.html", context)
