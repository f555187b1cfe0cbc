"""A council's own measures: listed, defined, given values by form or by a table, taken away as a table."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.briefing.own_measures import SCHEME
from sectorled.briefing.own_measures import OwnMeasure as Spoken
from sectorled.briefing.own_measures import own_measures as read_table
from sectorled.comparison.forms import OwnMeasureForm, OwnValueForm, UploadForm
from sectorled.comparison.models import OwnValue
from sectorled.comparison.selectors.downloads import as_csv
from sectorled.comparison.selectors.keeping import council_kept_by
from sectorled.comparison.selectors.measures import as_table, own_measures, said, standing_values
from sectorled.comparison.services.measures import define_measure, keep_measures
from sectorled.comparison.views.sending import sent
from sectorled.people.requests import SignedInRequest
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.tidy import InputError


@require_safe
@login_required
def measures(request: SignedInRequest, code: str) -> HttpResponse:
    """The council's own measures against their targets."""
    council = council_kept_by(request.user, code)
    spoken = {one.measure: one for one in own_measures(council)}
    context = {"council": council, "rows": list(council.own_measures.all()), "spoken": spoken}
    return render(request, "comparison/own_measures.html", context | {"scheme": SCHEME, "said": said})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a table in, whole or not at all."""
    council = council_kept_by(request.user, code)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context = {"council": council, "has_measures": council.own_measures.exists(), "form": form, "refused": []}
    if not form.is_valid():
        return render(request, "comparison/upload_measures.html", context, status=400 if form.errors else 200)
    file = form.cleaned_data["file"]
    try:
        read = read_table(table_of(file.name, file.read()))
    except InputError as error:
        context["refused"] = str(error).splitlines()
        return render(request, "comparison/upload_measures.html", context, status=400)
    kept = keep_measures(council=council, read=read, by=request.user, at=timezone.now())
    values = f"{kept.new} new values, {kept.changed} changed, {kept.same} as before"
    messages.success(request, f"{len(read)} measures were read: {values}.")
    return redirect("own-measures", code)


@require_safe
@login_required
def table(request: SignedInRequest, code: str) -> HttpResponse:
    """The council's own measures as the table that they are uploaded as."""
    council = council_kept_by(request.user, code)
    return sent(as_csv(as_table(own_measures(council))), form="csv", name=f"own-measures-{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def define(request: SignedInRequest, code: str, measure_id: int | None = None) -> HttpResponse:
    """Say what a measure is: a new one, or one there is."""
    council = council_kept_by(request.user, code)
    known = get_object_or_404(council.own_measures, pk=measure_id) if measure_id else None
    initial = {name: getattr(known, name) for name in ("label", "unit", "polarity")} if known else {}
    form = OwnMeasureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        measure = define_measure(
            council=council, measure_id=measure_id, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        return redirect("own-measure", code, measure.pk)
    context = {"council": council, "measure": known, "form": form}
    return render(request, "comparison/define_measure.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def measure(request: SignedInRequest, code: str, measure_id: int) -> HttpResponse:
    """A measure with every version of its values, and a form for the next."""
    council = council_kept_by(request.user, code)
    known = get_object_or_404(council.own_measures, pk=measure_id)
    versions = list(known.values.select_related("written_by"))
    values = standing_values(versions)
    form = OwnValueForm(request.POST or None, initial=_likely(values))
    if request.method == "POST" and form.is_valid():
        given = Spoken(known.key, known.label, known.unit, known.polarity, form.decimals, (form.given,))
        keep_measures(council=council, read=[given], by=request.user, at=timezone.now())
        messages.success(request, f"The value for {form.given.period.spoken} is kept. Earlier versions stay below.")
        return redirect("own-measure", code, known.pk)
    context = {
        "council": council,
        "measure": known,
        "values": values,
        "versions": versions,
        "said": said,
        "form": form,
    }
    return render(request, "comparison/own_measure.html", context, status=400 if form.errors else 200)


def _likely(values: list[OwnValue]) -> dict[str, Any]:
    """What the next value most likely has in common with the last: its target and its owner."""
    if not values:
        return {}
    target = values[-1].target
    return {"owner": values[-1].owner, "target": "" if target is None else repr(target).removesuffix(".0")}
