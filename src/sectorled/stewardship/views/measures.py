"""Measures as the catalogue has them: the list, one measure with its history, and the reviews as CSV."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.people.requests import SignedInRequest
from sectorled.stewardship.forms.measures import METHODS, NATURES, POLARITIES
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.measures import OVERDUE, STATES, Wanted, kept_catalogue, measures_of, reviews_of
from sectorled.stewardship.views.answers import csv_of
from sectorled.warehouse.release.review import COLUMNS

ON_A_PAGE = 50
WORDS = {"polarities": POLARITIES, "natures": NATURES, "methods": METHODS, "states": STATES}


def wanted_of(given: QueryDict) -> Wanted:
    """Which measures an address asks for."""
    return Wanted(**{name: given.get(name, "")[:200] for name in ("q", "theme", "source", "state")})


@require_safe
@stewards_only
def measures(request: SignedInRequest) -> HttpResponse:
    """Measures by theme, source and state."""
    today, wanted = timezone.localdate(), wanted_of(request.GET)
    every = measures_of(today=today)
    found = [measure for measure in every if wanted.fits(measure, today)]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "found": len(found),
        "every": len(every),
        "themes": sorted({measure.theme for measure in every} - {""}),
        "sources": sorted({measure.source for measure in every} - {""}),
        "choices": {**STATES, OVERDUE: "New figures are overdue"},
        "query": query.urlencode(),
        **WORDS,
    }
    return render(request, "stewardship/measures.html", context)


@require_safe
@stewards_only
def measure(request: SignedInRequest, metric: str) -> HttpResponse:
    """One measure: what its source says, what was decided, and every review before."""
    found = next((one for one in measures_of(today=timezone.localdate()) if one.metric == metric), None)
    if found is None:
        raise Http404
    context = {"measure": found, "reviews": reviews_of(metric), **WORDS}
    return render(request, "stewardship/measure.html", context)


@require_safe
@stewards_only
def export(request: SignedInRequest) -> HttpResponse:
    """The whole catalogue of reviews, ours before the package's, as CSV."""
    return csv_of(kept_catalogue(), COLUMNS, name="reviews")
