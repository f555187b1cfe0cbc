"""The catalogue of measures as a page and as CSV."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.catalogue import NATURES, REVIEWS, SORTS, Entry, Sought, catalogue, sought_in
from sectorled.comparison.views.sending import sent_rows
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone

PAGE = 50
COLUMNS = (
    "metric", "label", "theme", "nature", "unit", "polarity", "source", "publisher", "licence", "caveat", "latest",
    "published", "next_due", "overdue", "reviewed", "description", "release",
)  # fmt: skip


@require_safe
@for_everyone
def measures(request: HttpRequest) -> HttpResponse:
    """All measures by name, found by their words, filtered, a page at a time."""
    release = release_read(request.GET.get("release"))
    every = catalogue(release, today=timezone.localdate())
    sought = _sought(request)
    found = sought_in(every, sought)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "release": release,
        "sought": sought,
        "number": len(found),
        "of": len(every),
        "overdue": sum(entry.overdue for entry in found),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "themes": [(theme, theme) for theme in sorted({entry.theme for entry in every if entry.theme})],
        "sources": [(source, source) for source in sorted({entry.source for entry in every if entry.source})],
        "natures": NATURES,
        "reviews": REVIEWS,
        "sorts": {key: words for key, (words, _) in SORTS.items()},
    }
    return render(request, "comparison/catalogue.html", context)


@require_safe
def measures_csv(request: HttpRequest) -> HttpResponse:
    """The same measures, filtered the same way, as CSV."""
    release = release_read(request.GET.get("release"))
    found = sought_in(catalogue(release, today=timezone.localdate()), _sought(request))
    rows = [_row(entry) | {"release": release.id} for entry in found]
    return sent_rows(rows, columns=COLUMNS, name=f"measures-{release.id}")


def _sought(request: HttpRequest) -> Sought:
    return Sought(
        **{
            name: request.GET.get(name, "").strip()
            for name in ("find", "theme", "source", "nature", "reviewed", "sort")
        }
    )


def _row(entry: Entry) -> dict[str, object]:
    latest = entry.latest.spoken if entry.latest else None
    return asdict(entry) | {"latest": latest, "overdue": "yes" if entry.overdue else "no"}
