"""Pauses of publication before elections: a page for everyone that says so, and the administrator's form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sectorled.comparison.forms import PauseForm
from sectorled.comparison.selectors.pauses import enters_pauses, pauses_kept_by, pauses_told
from sectorled.councils.services import end_pause, enter_pause
from sectorled.people.requests import SignedInRequest
from sectorled.platform.asking_first import asked_first
from sectorled.platform.refusals import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
def pauses(request: HttpRequest) -> HttpResponse:
    """Which pauses hold or are to come; an administrator sees all and enters more."""
    keeps = enters_pauses(request.user)
    if request.method == "POST":
        return _entered(request, keeps=keeps)
    return _page(request, PauseForm(), keeps=keeps)


def _entered(request: HttpRequest, *, keeps: bool) -> HttpResponse:
    if not keeps:
        raise Http404
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, form, keeps=True, status=400)
    given = form.cleaned_data
    council = given.pop("council")
    try:
        enter_pause(council=council.pk if council else None, by=request.user, at=timezone.now(), **given)
    except RefusedError as error:
        form.add_error("starts", str(error))
        return _page(request, form, keeps=True, status=409)
    messages.success(request, "The pause is entered. Everyone can read of it on this page.")
    return redirect("pauses")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: SignedInRequest, pause_id: int) -> HttpResponse:
    """End a pause with today, or take it away where it has not begun, after asking."""
    pause = get_object_or_404(pauses_kept_by(request.user), pk=pause_id)
    begun = pause.starts <= timezone.localdate()
    if request.method == "POST":
        end_pause(pause_id=pause.pk, by=request.user, at=timezone.now())
        messages.success(request, "The pause ends today." if begun else "The pause was taken away.")
        return redirect("pauses")
    whose = pause.council or "every council"
    return asked_first(
        request,
        heading=f"{'End' if begun else 'Take away'} the pause for {pause.reason}?",
        text=f"{'From tomorrow on' if begun else 'On those days'} publication goes on as usual for {whose}.",
        button="End it today" if begun else "Take it away",
        back=reverse("pauses"),
    )


def _page(request: HttpRequest, form: PauseForm, *, keeps: bool, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "keeps": keeps,
        "today": today,
        "listed": pauses_kept_by(request.user) if keeps else pauses_told(on=today),
        "form": form,
    }
    return render(request, "comparison/pauses.html", context, status=status)
