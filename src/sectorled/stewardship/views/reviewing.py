"""Deciding on measures: of one, of several at once, or of many from a CSV."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sectorled.people.requests import SignedInRequest
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship.forms.measures import ImportForm, ReviewForm
from sectorled.stewardship.imports import decisions_of
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.measures import Measure, measures_of
from sectorled.stewardship.services import reviews as services
from sectorled.stewardship.views.answers import posted
from sectorled.stewardship.views.measures import WORDS, wanted_of
from sectorled.warehouse.tidy import InputError

KEPT_WHERE_BLANK = ("value_type", "scheme", "applies_to")  # of several at once: a blank leaves each as it is


@require_http_methods(["GET", "POST"])
@stewards_only
def review(request: SignedInRequest) -> HttpResponse:
    """Decide, look at it once more, and confirm."""
    chosen = _chosen(request)
    given = posted(request)
    form = ReviewForm(given, initial=_initial(chosen))
    said = given.get("seen") if given else None
    seen = int(said) if said and said.isdecimal() else services.newest_review()
    context = {"chosen": chosen, "form": form, "seen": seen, "query": request.GET.urlencode(), **WORDS}
    if given is None or not form.is_valid() or "change" in given:
        return render(request, "stewardship/review.html", context, status=400 if form.errors else 200)
    if "confirm" not in given:
        return render(request, "stewardship/review_check.html", context)
    if given.get("count") != str(len(chosen)):
        raise RefusedError("Other measures fit what you asked for than when you began. Choose them again.")
    decision = form.decision(by=str(request.user), today=timezone.localdate())
    rows = [_row(measure, decision, several=len(chosen) > 1) for measure in chosen]
    new = services.review(decisions=rows, seen=seen, by=request.user, at=timezone.now())
    messages.success(request, f"{new:,} reviews kept. They count from the next release on.")
    return redirect("steward-measure", chosen[0].metric) if len(chosen) == 1 else redirect("steward-measures")


def _chosen(request: SignedInRequest) -> list[Measure]:
    """The measures that the address names, or all that fit what it asks for; 404 where there is none."""
    today = timezone.localdate()
    every = measures_of(today=today)
    if request.GET.get("which") == "all":
        wanted = wanted_of(request.GET)
        found = [measure for measure in every if wanted.fits(measure, today)]
    else:
        named = set(request.GET.getlist("metric"))
        found = [measure for measure in every if measure.metric in named]
    if not found:
        raise Http404
    return found


def _initial(chosen: Sequence[Measure]) -> dict[str, Any]:
    """What was decided of the one measure; of several nothing is proposed."""
    if len(chosen) > 1:
        return {"method": ""}
    return {field: "" if value is None else value for field, value in chosen[0].decided.items()}


def _row(measure: Measure, decision: dict[str, Any], *, several: bool) -> dict[str, Any]:
    kept = {f: decision[f] or measure.decided[f] for f in KEPT_WHERE_BLANK} if several else {}
    return {**decision, **kept, "metric": measure.metric, "multiplier": measure.multiplier}


@require_http_methods(["GET", "POST"])
@stewards_only
def bring(request: SignedInRequest) -> HttpResponse:
    """Take reviews from a CSV: all of it or nothing."""
    form = ImportForm(posted(request), request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            known = {measure.metric for measure in measures_of(today=timezone.localdate())}
            decisions, wrong = decisions_of(file.name, file.read(), known=known)
        except InputError as error:
            form.add_error("file", str(error))
        else:
            if wrong:
                form.add_error("file", f"{len(wrong):,} things are wrong in {file.name}. Nothing was taken from it.")
            else:
                now = timezone.now()
                new = services.review(decisions=decisions, seen=services.newest_review(), by=request.user, at=now)
                messages.success(request, f"{len(decisions):,} reviews read, {new:,} of them new.")
                return redirect("steward-measures")
    context = {"form": form, "wrong": wrong}
    return render(request, "stewardship/import.html", context, status=400 if form.errors else 200)
