"""How was this worked out?  A permanent page for every value."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.provenance import parts_of, value_page, worked_out
from sectorled.comparison.selectors.publications import published_upto
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.open import Release, UnknownError

SHOWN = 12  # publications, the latest of them


@require_safe
@for_everyone
def value(request: HttpRequest, value_id: str) -> HttpResponse:
    """A value by its id: release/measure/council/period."""
    named, metric, area, period = parts_of(value_id)
    release = release_read(named)
    if "+" in area:  # of a council that was proposed
        asked = urlencode({"council": area.split("+"), "release": named}, doseq=True)
        return redirect(f"{reverse('propose-a-council')}?{asked}")
    try:
        page = value_page(release, metric, area, period, published=_published(release_read()))
    except UnknownError:
        made = worked_out(release, metric, area, period)
        if made is None:
            raise
        return render(request, "comparison/value_worked_out.html", {"release": release, "made": made})
    return render(
        request,
        "comparison/value.html",
        {
            "release": release,
            "page": page,
            "loaded": datetime.fromisoformat(page.told.loaded_at),
            "reviewed": date.fromisoformat(page.told.reviewed) if page.told.reviewed else None,
        },
    )


def _published(latest: Release) -> list[tuple[Release, datetime]]:
    """The releases that can still be read, in the order of their publication."""
    found = []
    for name, at in list(published_upto(latest).items())[-SHOWN:]:
        try:
            found.append((release_read(name), at))
        except UnknownError:
            continue
    return found


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Go to the value whose id was copied from a table, a chart or a report."""
    asked = request.GET.get("id", "").strip()
    if asked:
        return redirect("value", "/".join(parts_of(asked)))
    return render(request, "comparison/values.html", {"release": release_read()})
