"""Baskets of measures: the list, and direction of travel between two periods."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.briefing.baskets import document
from sectorled.comparison.selectors import basket as selected
from sectorled.comparison.views.sending import sent_document, sent_rows
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of
from sectorled.platform.for_everyone import for_everyone
from sectorled.platform.one_at_a_time import one_at_a_time
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tidy import InputError

COLUMNS = (
    "metric",
    "label",
    "mark",
    "unit",
    "base_period",
    "latest_period",
    "base_mean",
    "latest_mean",
    "change_percent",
    "direction",
)


@require_safe
@for_everyone
def baskets(request: HttpRequest) -> HttpResponse:
    """Every basket."""
    release = release_read(request.GET.get("release"))
    return render(request, "comparison/baskets.html", {"release": release, "baskets": selected.baskets(release)})


@require_safe
@for_everyone
def basket(request: HttpRequest, name: str) -> HttpResponse:
    """A basket between two periods, over councils or for one."""
    release = release_read(request.GET.get("release"))
    query = request.GET.copy()
    query["release"] = release.id
    context = {
        "release": release,
        "page": _page(request, release, name),
        "council": request.GET.get("council", ""),
        "councils": [(council.code, council.name) for council in councils_of(release)],
        "query": query.urlencode(),
    }
    return render(request, "comparison/basket.html", context)


@require_safe
@one_at_a_time
def basket_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The same as CSV, or as a document."""
    release = release_read(request.GET.get("release"))
    answer = _page(request, release, name).answer
    if answer is None:
        raise InputError("No two periods have figures for this basket, so there is nothing to download.")
    if form == "csv":
        beside = {"base": answer.base, "latest": answer.latest, "council": answer.area, "release": answer.release}
        rows = [asdict(line) | beside for line in answer.lines]
        return sent_rows(rows, columns=COLUMNS, name=f"basket-{name}")
    told = selected.who(release, answer)
    made = document(answer, selected.decimals(release), who=told, at=timezone.now(), publisher=settings.BODY)
    return sent_document(made, form=form, name=f"basket-{name}")


def _page(request: HttpRequest, release: Release, name: str) -> selected.BasketPage:
    asked = {
        key: request.GET.get(field) or None
        for key, field in (("base", "from"), ("latest", "to"), ("council", "council"))
    }
    return selected.basket_page(release, name, **asked)
