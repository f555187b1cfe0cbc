"""The first page of a steward: what waits."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.people.requests import SignedInRequest
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.tasks import waiting


@require_safe
@stewards_only
def tasks(request: SignedInRequest) -> HttpResponse:
    """The task list."""
    return render(request, "stewardship/tasks.html", {"tasks": waiting(today=timezone.localdate())})
