"""A council's replies: what it wrote, writing one, taking one back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.briefing.overview import plainly
from sectorled.comparison.forms import ReplyForm
from sectorled.comparison.models import Reply
from sectorled.comparison.rules import MOST_LETTERS, ReplyState, StaleError
from sectorled.comparison.selectors.keeping import council_kept_by
from sectorled.comparison.selectors.replies import figure, measures_of, replies_of, thread
from sectorled.comparison.services.replies import withdraw_reply, write_reply
from sectorled.councils.releases import release_read
from sectorled.people.requests import SignedInRequest
from sectorled.platform.asking_first import asked_first

WITHDRAWN = {
    True: "It will no longer stand beside the figure, on pages or in downloads. It stays in the list of versions.",
    False: "The sector body will not decide on it any more. It stays in the list of versions.",
}
GONE_OUT = "Your reply has gone to the sector body. We will tell you by e-mail once it is decided."


@require_safe
@login_required
def replies(request: SignedInRequest, code: str) -> HttpResponse:
    """All replies of one's council, and the measures to reply to."""
    council, release = council_kept_by(request.user, code), release_read()
    if wanted := request.GET.get("measure"):
        return redirect("reply", code, str(release.metric(wanted)["metric"]))
    context = {"release": release, "council": council, "threads": replies_of(council)}
    return render(request, "comparison/replies.html", context | {"measures": measures_of(release)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reply(request: SignedInRequest, code: str, metric: str) -> HttpResponse:
    """The council's reply to a measure: its versions, and a form for the next."""
    council, release = council_kept_by(request.user, code), release_read(request.GET.get("release"))
    line = figure(release, council=code, metric=metric)
    known = thread(council=code, metric=line.metric, release=release.id)
    context = {"council": council, "release": release, "line": line, "said": plainly(line), "thread": known}
    if request.method != "POST":
        text = known.newest.text if known.newest else ""
        return _page(request, context, ReplyForm(initial={"text": text, "seen": known.number}))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, context, form, status=400)
    given = form.cleaned_data
    try:
        write_reply(council=council, release=release.id, line=line, by=request.user, at=timezone.now(), **given)
    except StaleError as error:
        again = ReplyForm(initial={"text": given["text"], "seen": known.number})
        return _page(request, context | {"stale": str(error)}, again, status=409)
    messages.success(request, GONE_OUT)
    return redirect(_address(code, line.metric, release.id))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: SignedInRequest, code: str, reply_id: int) -> HttpResponse:
    """Take back a version that waits or stands, after asking."""
    council = council_kept_by(request.user, code)
    found = get_object_or_404(Reply, pk=reply_id, council=council)
    back = _address(code, found.metric, found.release)
    if request.method == "POST":
        withdraw_reply(reply_id=found.pk, by=request.user, at=timezone.now())
        messages.success(request, f"Version {found.number} of the reply is withdrawn. It is shown to nobody any more.")
        return redirect(back)
    return asked_first(
        request,
        heading=f"Withdraw version {found.number} of the reply on {found.label}?",
        text=WITHDRAWN[found.state == ReplyState.PUBLISHED],
        button="Withdraw it",
        back=back,
    )


def _page(request: SignedInRequest, context: dict[str, Any], form: ReplyForm, *, status: int = 200) -> HttpResponse:
    filled = {"stale": "", "form": form, "most": MOST_LETTERS}
    return render(request, "comparison/reply.html", filled | context, status=status)


def _address(code: str, metric: str, release: str) -> str:
    return f"{reverse('reply', args=[code, metric])}?release={release}"
