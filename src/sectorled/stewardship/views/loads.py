"""Loads: the list, a load's report, its refusals, and withdrawal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.people.requests import SignedInRequest
from sectorled.stewardship.forms.files import ReasonForm
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.loads import REFUSAL_COLUMNS, every_loaded, load_page
from sectorled.stewardship.services import loads as services
from sectorled.stewardship.views.answers import csv_of, posted


@require_safe
@stewards_only
def loads(request: SignedInRequest) -> HttpResponse:
    """Every load, the newest first."""
    found = every_loaded()
    context = {"standing": [one for one in found if one.stands], "others": [one for one in found if not one.stands]}
    return render(request, "stewardship/loads.html", context)


@require_safe
@stewards_only
def load(request: SignedInRequest, load: str) -> HttpResponse:
    """What a load brought."""
    return render(request, "stewardship/load.html", {"page": load_page(load)})


@require_safe
@stewards_only
def refusals(request: SignedInRequest, load: str) -> HttpResponse:
    """Its refused rows, as CSV."""
    return csv_of(load_page(load).loaded.report.refusals, REFUSAL_COLUMNS, name=f"refusals-{load}")


@require_http_methods(["GET", "POST"])
@stewards_only
def withdraw(request: SignedInRequest, load: str) -> HttpResponse:
    """Take a load out of the next release, with a reason."""
    page = load_page(load)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.withdraw_load(load=load, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{page.loaded.report.file} was withdrawn. Make a release to publish without it.")
        return redirect("steward-loads")
    context = {"page": page, "form": form}
    return render(request, "stewardship/withdraw.html", context, status=400 if form.errors else 200)
