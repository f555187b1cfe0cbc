"""The comparison builder: choose measures, a council and a group; read, cite and download the comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.briefing.headline import headline
from sectorled.briefing.overview import opening
from sectorled.comparison.pictures.answers import Drawn, answered
from sectorled.comparison.pictures.chosen import SPINE, bars_shown, measures_shown, spine_shown
from sectorled.comparison.selectors.builder import MOST, Choice, built, choice, periods, rows, summary, whole
from sectorled.comparison.selectors.catalogue import Sought, catalogue, sought_in
from sectorled.comparison.selectors.comparators import comparator_choices
from sectorled.comparison.selectors.window import public_from, shows_what_stands_out
from sectorled.comparison.views.sending import sent_document, sent_rows
from sectorled.councils.releases import release_read
from sectorled.councils.selectors import councils_of
from sectorled.platform.for_everyone import for_everyone
from sectorled.platform.one_at_a_time import one_at_a_time
from sectorled.platform.refusals import RefusedError
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tidy import InputError

FOUND = 20  # measures offered for the words looked for
COLUMNS = (
    "metric", "label", "area", "name", "period", "value", "unit", "status", "lower", "upper", "numerator",
    "denominator", "polarity", "group", "group_n", "group_median", "source", "caveat", "reply", "release", "value_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    measures: list[str]
    council: str
    group: str
    councils: list[str]
    period: str
    find: str

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read the address; blank lines and fields are nothing."""
        one = {name: query.get(name, "").strip() for name in ("council", "group", "period", "find")}
        listed = [line.strip() for line in query.get("councils", "").replace(";", "\n").splitlines()]
        return cls([m for m in query.getlist("measure") if m], councils=[name for name in listed if name], **one)

    def chosen(self, release: Release) -> Choice:
        """The choice, checked."""
        return choice(
            release,
            measures=self.measures,
            council=self.council,
            group=self.group or None,
            councils=self.councils,
            period=self.period or None,
        )


@require_safe
@for_everyone
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison that the address names, and the form to choose another."""
    release, asked = release_read(request.GET.get("release")), Asked.of(request.GET)
    problems: dict[str, str] = {}
    chosen = _tried(problems, "measure", lambda: asked.chosen(release)) if asked.measures and asked.council else None
    made = _tried(problems, "group", lambda: built(chosen)) if chosen else None
    context = _form(release, asked, chosen) | {"release": release, "asked": asked, "problems": problems, "most": MOST}
    query = request.GET.copy()
    query["release"] = release.id
    if made:
        material = made.material
        opened = _opened(request, release, material.view.area)
        context |= {
            "material": material,
            "left_out": made.left_out,
            "summary": summary(material),
            "opened": opened,
            "public_from": public_from(council=material.view.area, release=release),
            "spine": spine_shown(material, query.urlencode()),
            "opening": opening(material),
            "charts": measures_shown(material, query.urlencode(), opened=opened),
            "query": query.urlencode(),
        }
    return render(request, "comparison/builder.html", context)


def _tried(problems: dict[str, str], field: str, act: Callable[[], Any]) -> Any:
    """What `act` gives; where it refuses, nothing, and the reason stands beside the field."""
    try:
        return act()
    except InputError as error:
        problems[field] = str(error)
        return None


def _form(release: Release, asked: Asked, chosen: Choice | None) -> dict[str, Any]:
    """What the form offers: measures found by words, councils, the council's groups, periods of the measures."""
    known = {str(m): str(label) for m, label in release.table("metrics").select("metric", "label").iter_rows()}
    ticked = [(m, known[m]) for m in dict.fromkeys(asked.measures) if m in known]
    entries = sought_in(catalogue(release, today=release.built), Sought(find=asked.find)) if asked.find else []
    offered = [(e.metric, e.label, e.theme or "") for e in entries if e.metric not in asked.measures]
    return {
        "ticked": ticked,
        "found": offered[:FOUND],
        "more": max(len(offered) - FOUND, 0),
        "councils": [(council.code, council.name) for council in councils_of(release)],
        "groups": comparator_choices(release, chosen.area, chosen=asked.group) if chosen else [],
        "periods": [(p.iso, p.spoken) for p in periods(release, [m for m, _ in ticked])] if ticked else [],
    }


@require_safe
def picture(request: HttpRequest, picture: str, form: str) -> HttpResponse:
    """A chart of the comparison: `spine`, or the bars of one measure, as SVG, PNG or CSV."""
    chosen = _chosen(request)

    def make() -> Drawn | None:
        material = built(chosen).material
        if picture == SPINE:
            opened = _opened(request, chosen.release, chosen.area)
            drawn = spine_shown(material, "") if opened else None
        else:
            line = next((line for line in material.view.lines if line.metric == picture), None)
            drawn = bars_shown(material, line, "") if line else None
        return (drawn.chart, drawn.frame) if drawn else None

    return answered(request, form, make)


def _opened(request: HttpRequest, release: Release, area: str) -> bool:
    """Whether this reader is shown verdicts over several measures: the public once the council could reply."""
    return shows_what_stands_out(user=request.user, council=area, release=release, at=timezone.now())


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of the comparison as CSV."""
    material = built(_chosen(request)).material
    return sent_rows(rows(material), columns=COLUMNS, name=f"comparison-{material.view.area}")


@require_safe
@one_at_a_time
def report(request: HttpRequest, form: str) -> HttpResponse:
    """The headline report of the same choice, as HTML, PDF, DOCX or XLSX."""
    chosen = _chosen(request)
    if not _opened(request, chosen.release, chosen.area):
        raise RefusedError(
            "The council has time to reply to this release first, so there is no public report of it yet."
        )
    material = whole(chosen)
    document = headline(material, at=timezone.now(), publisher=settings.BODY).document
    return sent_document(document, form=form, name=f"headline-{material.view.area}")


def _chosen(request: HttpRequest) -> Choice:
    asked = Asked.of(request.GET)
    if not (asked.measures and asked.council):
        raise InputError("Choose measures and a council first, at /compare/.")
    return asked.chosen(release_read(request.GET.get("release")))
