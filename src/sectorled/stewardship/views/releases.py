"""Releases: what is published, the work on the next one, its results, publishing and rolling back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sectorled.councils.selectors import check_not_paused
from sectorled.people.requests import SignedInRequest
from sectorled.platform.asking_first import asked_first
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship import rules
from sectorled.stewardship.forms.measures import RollBackForm
from sectorled.stewardship.models import ReleaseWork
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.places import report_of_work
from sectorled.stewardship.selectors.releases import earlier_releases, releases_page
from sectorled.stewardship.services import releases as services
from sectorled.stewardship.views.answers import as_csv, posted, stopped

STATE = ReleaseWork.State
LISTS = ("findings", "changes")


@require_safe
@stewards_only
def releases(request: SignedInRequest) -> HttpResponse:
    """What is published, what is at work, and what was."""
    return render(request, "stewardship/releases.html", {"page": releases_page()})


@require_POST
@stewards_only
def make(request: SignedInRequest) -> HttpResponse:
    """Begin a release of what is loaded now."""
    return redirect("steward-work", services.start(by=request.user, at=timezone.now()).pk)


@require_safe
@stewards_only
def work(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a release is, and what was found."""
    found = get_object_or_404(ReleaseWork.objects.select_related("by"), pk=pk)
    now = timezone.now()
    begun = found.beat is not None
    context = {
        "work": found,
        "steps": _steps(found),
        "stopped": found.busy and begun and stopped(found, at=now),
        "no_worker": found.busy and not begun and now - found.at > rules.NOT_TAKEN_UP,
        "lists": [name for name in LISTS if report_of_work(pk, name).exists()],
    }
    return render(request, "stewardship/work.html", context)


def _steps(found: ReleaseWork) -> list[tuple[str, str]]:
    """Each step in words, and whether it is done, now, or to come."""
    names = {
        "building": "Build",
        "checking": "Check",
        "verifying": "Verify",
        "comparing": "Compare with what is published",
    }
    order = [*names, "publishing"]
    made = found.state in (STATE.READY, STATE.PUBLISHING, STATE.PUBLISHED, STATE.DROPPED)
    at = order.index(found.step) if found.step in order else 4 if made else 0
    told = [
        (words, "done" if made or i < at else "now" if i == at and found.busy else "to come")
        for i, words in enumerate(names.values())
    ]
    last = "done" if found.state == STATE.PUBLISHED else "now" if found.state == STATE.PUBLISHING else "to come"
    return [*(told if found.act == ReleaseWork.Act.PUBLISH else []), ("Publish", last)]


@require_http_methods(["GET", "POST"])
@stewards_only
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish a release, once that is confirmed."""
    found = get_object_or_404(ReleaseWork, pk=pk)
    if request.method == "POST":
        services.confirm(work_id=pk, by=request.user, at=timezone.now())
        return redirect("steward-work", pk)
    if found.state != STATE.READY:
        return redirect("steward-work", pk)
    paused = ""
    try:
        check_not_paused(at=timezone.now())
    except RefusedError as error:
        paused = str(error)
    return render(request, "stewardship/publish.html", {"work": found, "paused": paused})


@require_http_methods(["GET", "POST"])
@stewards_only
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do not publish a release, after asking."""
    found = get_object_or_404(ReleaseWork, pk=pk)
    if request.method == "POST":
        services.drop(work_id=pk, by=request.user, at=timezone.now())
        messages.success(request, f"Release {found.release} is not published.")
        return redirect("steward-releases")
    return asked_first(
        request,
        heading=f"Do not publish release {found.release}?",
        text="What readers see stays as it is, and so does what was loaded. You can make a release again.",
        button="Do not publish it",
        back=reverse("steward-work", args=[pk]),
    )


@require_POST
@stewards_only
def try_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Finish a publication that stopped."""
    get_object_or_404(ReleaseWork, pk=pk)
    services.try_again(work_id=pk, by=request.user, at=timezone.now())
    return redirect("steward-work", pk)


@require_http_methods(["GET", "POST"])
@stewards_only
def roll_back(request: SignedInRequest) -> HttpResponse:
    """Choose an earlier release and say why; look at it once more; confirm."""
    earlier = [
        (release, f"{release}, published on {timezone.localtime(at):%d %B %Y at %H:%M}")
        for release, at in earlier_releases()
    ]
    form = RollBackForm(earlier, posted(request))
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirm" not in request.POST:
            context = {"form": form, "chosen": dict(earlier)[form.cleaned_data["release"]]}
            return render(request, "stewardship/roll_back_check.html", context)
        given = form.cleaned_data
        begun = services.roll_back(to=given["release"], reason=given["reason"], by=request.user, at=timezone.now())
        return redirect("steward-work", begun.pk)
    context = {"form": form, "earlier": earlier}
    return render(request, "stewardship/roll_back.html", context, status=400 if form.errors else 200)


@require_safe
@stewards_only
def listed(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Everything that was found, or everything that would change, as CSV."""
    place = report_of_work(get_object_or_404(ReleaseWork, pk=pk).pk, name)
    if name not in LISTS or not place.exists():
        raise Http404
    return as_csv(place.read_bytes(), name=f"{name}-{pk}")
