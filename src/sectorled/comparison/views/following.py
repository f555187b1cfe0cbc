"""Following a council, and stopping it, also from a message without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sectorled.comparison.selectors.following import followed_by, following_of
from sectorled.comparison.services import following as services
from sectorled.councils.models import Council
from sectorled.councils.releases import release_read
from sectorled.people.requests import SignedInRequest


@require_safe
@login_required
def following(request: SignedInRequest) -> HttpResponse:
    """The councils that one follows."""
    return render(request, "comparison/following.html", {"followed": followed_by(request.user)})


@require_POST
@login_required
def follow(request: SignedInRequest, code: str) -> HttpResponse:
    """Follow a council."""
    council = get_object_or_404(Council, pk=code)
    services.follow(council=council, release=release_read().id, by=request.user, at=timezone.now())
    messages.success(request, f"You follow {council}. We will tell you by e-mail when it has new figures.")
    return redirect("council", code)


@require_POST
@login_required
def unfollow(request: SignedInRequest, code: str) -> HttpResponse:
    """Follow a council no more."""
    council = get_object_or_404(Council, pk=code)
    services.stop_following(user=request.user, council=code, at=timezone.now())
    messages.success(request, f"You do not follow {council} any more.")
    return redirect("following")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop messages by the link in one; the page asks first, because mail scanners open links."""
    found = following_of(token)
    if request.method == "POST" and found:
        services.stop_following(user=found.user, council=found.council_id, at=timezone.now())
    context = {"council": found.council if found else None, "done": request.method == "POST"}
    return render(request, "comparison/stop_following.html", context)
