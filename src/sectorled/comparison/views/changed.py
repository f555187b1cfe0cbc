"""What changed since an earlier release or date."""

from dataclasses import asdict
from datetime import date, datetime, time

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.changed import ChangesPage, changes_page
from sectorled.comparison.selectors.publications import published_upto
from sectorled.comparison.selectors.window import is_open_everywhere, shows_what_stands_out
from sectorled.comparison.views.sending import sent_rows
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tidy import InputError

PAGE = 100
COLUMNS = ("what", "metric", "label", "area", "name", "period", "period_spoken", "before", "now", "group")


@require_safe
@for_everyone
def changes(request: HttpRequest, name: str) -> HttpResponse:
    """New, revised and overdue figures, definitions and verdicts since an earlier release or date."""
    release = release_read(name)
    known = published_upto(release)
    if len(known) == 1 and "since" not in request.GET:
        return render(request, "comparison/changes_none.html", {"release": release})
    page = _page(request, release)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "release": release,
        "pinned": {"since": page.before},
        "page": page,
        "council": _code(request, release) or "",
        "measure": request.GET.get("measure", "").strip(),
        "since": known.get(page.before),
        "at": known.get(page.after),
        "earlier": [(one, at) for one, at in known.items() if one != release.id],
        "councils": [(council.code, council.name) for council in councils_of(release)],
        "listed": Paginator(page.one_by_one, PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
    }
    return render(request, "comparison/changes.html", context)


@require_safe
def changes_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same changes as CSV: of a council or measure each one, of the sector the number by measure."""
    release = release_read(name)
    page = _page(request, release)
    told = [asdict(one) for one in (*page.about, *page.one_by_one)]
    if page.narrow:
        return sent_rows(told, columns=COLUMNS, name=f"changes-{page.before}-{page.after}")
    rows = [asdict(one) for one in page.measures]
    columns = ("metric", "label", "new", "revised", "withdrawn")
    return sent_rows(rows, columns=columns, name=f"changes-{page.before}-{page.after}")


def _page(request: HttpRequest, release: Release) -> ChangesPage:
    before = _earlier(release, request.GET.get("since", "").strip())
    code, at = _code(request, release), timezone.now()
    return changes_page(
        release,
        before,
        council=code,
        measure=request.GET.get("measure", "").strip() or None,
        today=timezone.localdate(at),
        judged=shows_what_stands_out(user=request.user, council=code, release=release, at=at)
        if code
        else is_open_everywhere(release=release, at=at),
    )


def _code(request: HttpRequest, release: Release) -> str | None:
    asked = request.GET.get("council", "").strip()
    return release.area(asked) if asked else None


def _earlier(release: Release, since: str) -> Release:
    """The release named, or the one that stood at the end of a day; by default the one before."""
    known = {name: at for name, at in published_upto(release).items() if name != release.id}
    day = _day(since)
    if day is None and since:
        return release_read(since)
    end = timezone.make_aware(datetime.combine(day, time.max)) if day else None
    found = [name for name, at in known.items() if end is None or at <= end]
    if not found:
        when = f" by {since}" if since else " before it"
        raise InputError(f"No release was published{when}, so there is nothing to compare {release.id} with.")
    return release_read(found[-1])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
