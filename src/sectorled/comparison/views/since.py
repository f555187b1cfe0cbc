"""What changed for a council since an earlier release, a date, or the reader's last look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sectorled.comparison.selectors.following import last_look
from sectorled.comparison.selectors.publications import published_upto
from sectorled.comparison.selectors.since import LAST_LOOK, changes_of, compared_with
from sectorled.comparison.selectors.window import public_from, shows_what_stands_out
from sectorled.comparison.services.following import mark_as_seen
from sectorled.comparison.views.canonical import at_its_code
from sectorled.councils.models import Council
from sectorled.councils.releases import release_read
from sectorled.people.requests import SignedInRequest


@require_safe
@at_its_code
def changed(request: HttpRequest, code: str) -> HttpResponse:
    """What is new, revised, overdue, and judged otherwise than before."""
    release, at, since = release_read(request.GET.get("release")), timezone.now(), request.GET.get("since", "").strip()
    before = compared_with(release, since=since, user=request.user, council=code)
    judged = shows_what_stands_out(user=request.user, council=code, release=release, at=at)
    today = timezone.localdate(at)
    published = published_upto(release)
    context = {
        "release": release,
        "pinned": {"since": before.id} if before else {},
        "published": published,
        "code": code,
        "name": release.area_names[code],
        "since": since,
        "look": last_look(request.user, code),
        "last_look": LAST_LOOK,
        "changes": changes_of(release, before, code, today=today, judged=judged) if before else None,
        "since_day": published.get(before.id) if before else None,
        "public_from": public_from(council=code, release=release),
    }
    return render(request, "comparison/changed.html", context)


@require_POST
@login_required
def seen(request: SignedInRequest, code: str) -> HttpResponse:
    """Remember that the reader has seen the council as the published release has it."""
    council = get_object_or_404(Council, pk=code)
    mark_as_seen(council=council, release=release_read().id, by=request.user, at=timezone.now())
    messages.success(request, f"We have noted that you have seen {council} as it is now.")
    return redirect("changed", code)
