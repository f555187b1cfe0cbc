"""The sector body's queue of replies: publish one, or send it back with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sectorled.briefing.overview import plainly
from sectorled.comparison.forms import SendBackForm
from sectorled.comparison.rules import ReplyState
from sectorled.comparison.selectors.replies import figure, moderates, replies_to_moderate, thread
from sectorled.comparison.services.replies import publish_reply, send_back_reply
from sectorled.councils.releases import release_read
from sectorled.councils.rules import pausing
from sectorled.councils.selectors import pauses_of
from sectorled.people.requests import SignedInRequest

LATELY = 20  # decided replies shown below the queue


@require_safe
@login_required
def queue(request: SignedInRequest) -> HttpResponse:
    """Replies that wait, the oldest first, and the last that were decided."""
    if not moderates(request.user):
        raise Http404
    found = replies_to_moderate(request.user)
    context = {
        "waiting": found.filter(state=ReplyState.WAITING),
        "decided": found.exclude(state=ReplyState.WAITING).order_by("-decided_at", "-pk")[:LATELY],
    }
    return render(request, "comparison/moderation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def moderate(request: SignedInRequest, reply_id: int) -> HttpResponse:
    """One reply beside its figure; posting sends it back with a reason."""
    reply = get_object_or_404(replies_to_moderate(request.user), pk=reply_id)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_back_reply(reply_id=reply.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"The reply went back to {reply.council} with your reason.")
        return redirect("moderation")
    release = release_read(reply.release)
    context = {
        "reply": reply,
        "release": release,
        "said": plainly(figure(release, council=reply.council_id, metric=reply.metric)),
        "thread": thread(council=reply.council_id, metric=reply.metric, release=reply.release),
        "pause": pausing(pauses_of(reply.council_id), on=timezone.localdate()),
        "form": form,
    }
    return render(request, "comparison/moderate.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def publish(request: SignedInRequest, reply_id: int) -> HttpResponse:
    """Let the reply stand beside its figure."""
    reply = get_object_or_404(replies_to_moderate(request.user), pk=reply_id)
    publish_reply(reply_id=reply.pk, by=request.user, at=timezone.now())
    messages.success(request, f"{reply.council}'s reply now stands beside its figure, wherever the figure goes.")
    return redirect("moderation")
