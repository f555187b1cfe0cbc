"""Groups of councils: the schemes, one group, a council's nearest neighbours, a verdict over all its groups."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sectorled.comparison.selectors.beside import reply_to
from sectorled.comparison.selectors.group import group_page, schemes
from sectorled.comparison.selectors.verdicts import verdict_page
from sectorled.comparison.views.canonical import at_its_code
from sectorled.comparison.views.sending import sent_rows
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.nearest import neighbours as nearest
from sectorled.warehouse.tidy import InputError

MEMBER = (
    "group",
    "scheme",
    "area",
    "name",
    "kind",
    "region",
    "position",
    "note",
    "source",
    "licence",
    "as_of",
    "release",
)
NEIGHBOUR = (
    "position",
    "area",
    "name",
    "distance",
    "closeness",
    "stability",
    "missing_share",
    "set_apart_by",
    "release",
)
K = 15
MOST = 50


@require_safe
@for_everyone
def groups(request: HttpRequest) -> HttpResponse:
    """Every group, by scheme."""
    release = release_read(request.GET.get("release"))
    return render(request, "comparison/groups.html", {"release": release, "schemes": schemes(release)})


@require_safe
@for_everyone
def group(request: HttpRequest, name: str) -> HttpResponse:
    """A group and its members by name, or by nearness where the reader asks."""
    release = release_read(request.GET.get("release"))
    page = group_page(release, name)
    near = request.GET.get("sort") == "nearness"
    members = sorted(page.members, key=lambda m: m.position or len(page.members)) if near else page.members
    context = {"release": release, "page": page, "members": members, "near": near}
    return render(request, "comparison/group.html", context)


@require_safe
def group_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The members as CSV."""
    release = release_read(request.GET.get("release"))
    page = group_page(release, name)
    beside = {key: getattr(page, key) for key in ("group", "scheme", "source", "licence", "as_of")}
    rows = [beside | asdict(member) | {"release": release.id} for member in page.members]
    return sent_rows(rows, columns=MEMBER, name=page.group)


@require_safe
@for_everyone
@at_its_code
def neighbours(request: HttpRequest, code: str) -> HttpResponse:
    """The councils most like one: who, why, how firmly."""
    release = release_read(request.GET.get("release"))
    any_kind = request.GET.get("kind") == "any"
    k = _number(request.GET.get("k", ""))
    context = {"release": release, "code": code, "name": release.area_names[code], "any_kind": any_kind, "k": k}
    try:
        found = nearest(release, code, k=k, any_kind=any_kind)
    except InputError as error:
        return render(request, "comparison/neighbours.html", context | {"why_not": str(error)})
    labels = {m: str(release.metric(m)["label"]) for m in found.variables}
    return render(request, "comparison/neighbours.html", context | {"found": found, "labels": labels})


def _number(text: str) -> int:
    return min(max(int(text), 1), MOST) if text.isascii() and text.isdigit() and len(text) < 4 else K


@require_safe
@at_its_code
def neighbours_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The nearest neighbours as CSV."""
    release = release_read(request.GET.get("release"))
    found = nearest(release, code, k=_number(request.GET.get("k", "")), any_kind=request.GET.get("kind") == "any")
    rows = [
        {key: value for key, value in asdict(one).items() if key != "drivers"}
        | {"set_apart_by": "; ".join(driver.label for driver in one.drivers), "release": release.id}
        for one in found.neighbours
    ]
    return sent_rows(rows, columns=NEIGHBOUR, name=f"neighbours-{found.area}")


@require_safe
@for_everyone
@at_its_code
def same_verdict(request: HttpRequest, code: str, metric: str) -> HttpResponse:
    """The verdict on a measure in each of the council's groups: "same in 5 of 6"."""
    release = release_read(request.GET.get("release"))
    page = verdict_page(release, code, metric)
    says = reply_to(release, council=page.area, metric=page.metric)
    return render(request, "comparison/same_verdict.html", {"release": release, "page": page, "says": says})
