"""What was recorded: the log of acts, messages that were sent, files that were uploaded."""

from django.contrib import messages as said
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.people.acts import verbs_like
from sectorled.people.models import Role
from sectorled.people.requests import SignedInRequest
from sectorled.people.selectors import acts_of, events_visible_to, files_visible_to, holds, messages_visible_to
from sectorled.platform import notify
from sectorled.platform.files import path_of
from sectorled.platform.models import Message

ROWS_A_PAGE = 50


@require_safe
@login_required
def log(request: SignedInRequest) -> HttpResponse:
    """Who did what, when: everything for an administrator, their own councils' for officers."""
    administers = holds(request.user, Role.Kind.ADMINISTRATOR)
    if not administers and not holds(request.user, Role.Kind.OFFICER):
        raise Http404
    find = request.GET.get("find", "").strip()
    events = events_visible_to(request.user)
    found = events.filter(Q(verb__icontains=find) | Q(verb__in=verbs_like(find))) if find else events
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "acts": acts_of(page), "find": find, "administers": administers}
    return render(request, "people/log.html", context)


@require_safe
@login_required
def messages(request: SignedInRequest) -> HttpResponse:
    """What was sent to whom, and what was not."""
    if not holds(request.user, Role.Kind.ADMINISTRATOR):
        raise Http404
    failed = request.GET.get("status") == Message.Status.FAILED
    sent = messages_visible_to(request.user)
    page = Paginator(sent.filter(status=Message.Status.FAILED) if failed else sent, ROWS_A_PAGE)
    return render(request, "people/messages.html", {"page": page.get_page(request.GET.get("page")), "failed": failed})


@require_http_methods(["GET", "POST"])
@login_required
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    """One message; one that failed can be sent again."""
    shown = get_object_or_404(messages_visible_to(request.user), pk=pk)
    if request.method == "POST":
        notify.send_again(message_id=pk)
        said.success(request, "It is on its way.")
        return redirect("message", pk)
    return render(request, "people/message.html", {"message": shown})


@require_safe
@login_required
def file(request: SignedInRequest, key: str) -> FileResponse:
    """The bytes of an upload, to save, never to show in the page: whoever may see it, nobody else."""
    kept = get_object_or_404(files_visible_to(request.user), key=key)
    response = FileResponse(
        path_of(kept).open("rb"), as_attachment=True, filename=kept.name, content_type=kept.content_type
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
