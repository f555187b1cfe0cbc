"""Files that were sent: the form, the list, and what became of each."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sectorled.people.requests import SignedInRequest
from sectorled.platform.asking_first import asked_first
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship import rules
from sectorled.stewardship.forms.files import SendForm
from sectorled.stewardship.models import Intake
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.loads import REFUSAL_COLUMNS, load_page
from sectorled.stewardship.services import intake as services
from sectorled.stewardship.views.answers import csv_of, posted, stopped
from sectorled.warehouse.tidy import InputError

STATE = Intake.State
SHOWN = 100  # in the list


@require_safe
@stewards_only
def sent(request: SignedInRequest) -> HttpResponse:
    """What was sent, the newest first."""
    found = Intake.objects.select_related("by").exclude(state=STATE.SET_ASIDE)[:SHOWN]
    return render(request, "stewardship/files.html", {"intakes": found})


@require_http_methods(["GET", "POST"])
@stewards_only
def send(request: SignedInRequest) -> HttpResponse:
    """Send files or an address."""
    form = SendForm(posted(request), request.FILES or None, initial={"token": uuid.uuid4(), "kind": ""})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.take_in(**form.cleaned_data, by=request.user, at=timezone.now())
        except (RefusedError, InputError) as error:
            form.add_error("files", str(error))
        else:
            return redirect("steward-intake", made[0].pk) if len(made) == 1 else redirect("steward-files")
    status = 400 if form.errors else 200
    return render(request, "stewardship/send.html", {"form": form}, status=status)


@require_safe
@stewards_only
def intake(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far files are, or what became of them."""
    found = get_object_or_404(Intake.objects.select_related("by"), pk=pk)
    now = timezone.now()
    try:
        page = load_page(found.load) if found.load else None
    except Http404:  # withdrawn since
        page = None
    context = {
        "intake": found,
        "page": page,
        "going": found.state in (STATE.WAITING, STATE.READING),
        "stopped": found.state == STATE.READING and stopped(found, at=now),
        "no_worker": found.state == STATE.WAITING and now - found.at > rules.NOT_TAKEN_UP,
    }
    return render(request, "stewardship/intake.html", context)


@require_POST
@stewards_only
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read files once more."""
    get_object_or_404(Intake, pk=pk)
    services.read_again(intake_id=pk, again=True, by=request.user, at=timezone.now())
    return redirect("steward-intake", pk)


@require_http_methods(["GET", "POST"])
@stewards_only
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Load the rows that can be read and leave the others out, once that is confirmed."""
    found = get_object_or_404(Intake, pk=pk, state=STATE.REFUSED)
    if request.method == "POST":
        services.read_again(intake_id=pk, accept_refusals=True, by=request.user, at=timezone.now())
        return redirect("steward-intake", pk)
    return render(request, "stewardship/accept.html", {"intake": found})


@require_http_methods(["GET", "POST"])
@stewards_only
def aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete files and take them off the list, after asking."""
    found = get_object_or_404(Intake, pk=pk)
    if request.method == "POST":
        services.set_aside(intake_id=pk, by=request.user, at=timezone.now())
        messages.success(request, f"{found} was deleted. Nothing of it was kept.")
        return redirect("steward-files")
    return asked_first(
        request,
        heading=f"Delete {found}?",
        text="It goes from the list, and has to be sent again to be read. Figures that were kept before stay.",
        button="Delete it",
        back=reverse("steward-intake", args=[pk]),
    )


@require_safe
@stewards_only
def refusals(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rows that were refused, as CSV."""
    found = get_object_or_404(Intake, pk=pk)
    return csv_of(found.refusals, REFUSAL_COLUMNS, name=f"refusals-{pk}")
