"""The one-page brief of a council, as a page that prints on A4 and as PDF."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.briefing.brief import brief
from sectorled.briefing.facts import Report
from sectorled.briefing.material import gather
from sectorled.comparison.pictures.council import outstanding_shown
from sectorled.comparison.selectors.comparators import chosen_group
from sectorled.comparison.selectors.replies import published_replies
from sectorled.comparison.selectors.window import shows_what_stands_out
from sectorled.comparison.views.canonical import at_its_code
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.platform.one_at_a_time import one_at_a_time
from sectorled.publishing.pdf import to_pdf
from sectorled.warehouse.queries.open import Release


@require_safe
@for_everyone
@at_its_code
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The brief; during its window to reply the public is given the measures by theme."""
    release = release_read(request.GET.get("release"))
    report = _written(request, release, code)
    context = {"release": release, "document": report.document, "code": code, "group": report.about["group"]}
    return render(request, "comparison/brief.html", context | {"picture": outstanding_shown(report)})


@require_safe
@at_its_code
@one_at_a_time
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as PDF."""
    release = release_read(request.GET.get("release"))
    content = to_pdf(_written(request, release, code).document)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="brief-{code}-{release.id}.pdf"'
    return response


def _written(request: HttpRequest, release: Release, code: str) -> Report:
    opened = shows_what_stands_out(user=request.user, council=code, release=release, at=timezone.now())
    replies = published_replies(council=code, release=release.id)
    group = chosen_group(release, code, request.GET.get("group") or None)
    return brief(
        gather(release, code, group=group, replies=replies),
        at=datetime.fromisoformat(release.manifest.built),
        publisher=settings.BODY,
        audience="council" if opened else "public",
    )
