"""Pages of councils."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sectorled.briefing.material import gather
from sectorled.briefing.pictures import outstanding_chart
from sectorled.comparison.pictures.answers import Drawn, answered
from sectorled.comparison.pictures.council import outstanding_frame, spine_shown, strips_shown
from sectorled.comparison.selectors.acting import acts_of
from sectorled.comparison.selectors.comparators import chosen_group
from sectorled.comparison.selectors.council import CouncilPage, council_page, identity, theme_said
from sectorled.comparison.selectors.council.former import kept_figures
from sectorled.comparison.selectors.council.listing import council_list
from sectorled.comparison.selectors.council.spines import spine_material, spine_themes
from sectorled.comparison.selectors.council.themes import theme_asked_for
from sectorled.comparison.selectors.replies import published_replies
from sectorled.comparison.selectors.window import is_open, public_from, shows_what_stands_out
from sectorled.comparison.views.canonical import at_its_code
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.open import Release


@require_safe
@for_everyone
def councils(request: HttpRequest) -> HttpResponse:
    """All councils in the order of their names, of one region or kind where asked."""
    release = release_read(request.GET.get("release"))
    listed = council_list(release, region=request.GET.get("region"), kind=request.GET.get("kind"))
    return render(request, "comparison/councils.html", {"release": release, "listed": listed})


@require_safe
@for_everyone
@at_its_code
def council(request: HttpRequest, code: str) -> HttpResponse:
    """A council among its comparators; one that has ended, or is still to come, with what is known of it."""
    release = release_read(request.GET.get("release"))
    who = identity(release, code)
    if who.life != "living" or not who.council:
        context = {"release": release, "who": who, "kept": kept_figures(release, code)}
        return render(request, "comparison/former.html", context)
    page = _page(request, release, code)
    context = {
        "release": release,
        "page": page,
        "strips": strips_shown(release, page),
        "opens": public_from(council=code, release=release),
        "acts": acts_of(request.user, code, on=timezone.localdate()),
    }
    return render(request, "comparison/council.html", context)


@require_safe
@for_everyone
@at_its_code
def measures(request: HttpRequest, code: str) -> HttpResponse:
    """A council's measures of one theme in a table."""
    release = release_read(request.GET.get("release"))
    page = _page(request, release, code)
    themes = [*page.themes, *page.place]
    theme = theme_asked_for(themes, request.GET.get("theme", ""))
    context = {"release": release, "page": page, "theme": theme, "themes": themes, "said": theme_said(page, theme)}
    return render(request, "comparison/council_measures.html", context)


@require_safe
@for_everyone
@at_its_code
def spine(request: HttpRequest, code: str) -> HttpResponse:
    """A chosen set of a council's measures on one scale."""
    release = release_read(request.GET.get("release"))
    themes = spine_themes(release, code)
    theme, metrics = _spine_theme(request, themes)
    group, opened = request.GET.get("group") or None, _opened(request, release, code)
    material = spine_material(release, code, metrics, group=group, verdicts=opened)
    context = {"release": release, "material": material, "theme": theme, "names": list(themes)}
    return render(request, "comparison/spine.html", context | {"chart": spine_shown(material, theme)})


@require_safe
@at_its_code
def picture(request: HttpRequest, code: str, picture: str, form: str) -> HttpResponse:
    """The spine chart, or that of what stands out, as SVG, PNG or CSV."""
    release, group = release_read(request.GET.get("release")), request.GET.get("group") or None
    opened = _opened(request, release, code)

    def spine() -> Drawn | None:
        theme, metrics = _spine_theme(request, spine_themes(release, code))
        found = spine_shown(spine_material(release, code, metrics, group=group, verdicts=opened), theme)
        return (found.chart, found.frame) if found else None

    def outstanding() -> Drawn | None:
        material = gather(release, code, group=chosen_group(release, code, group))
        chart = outstanding_chart(material, material.outstanding, alone=True)
        return (chart, outstanding_frame(chart)) if chart else None

    public = is_open(council=code, release=release, at=timezone.now())
    if picture == "spine":
        return answered(request, form, spine, public=public)
    if picture != "outstanding" or not opened:
        raise Http404
    return answered(request, form, outstanding, public=public)


def _spine_theme(request: HttpRequest, themes: Mapping[str, list[str]]) -> tuple[str, list[str]]:
    """The theme asked for and its measures, else the first."""
    asked = request.GET.get("theme", "").casefold()
    by_name = {name.casefold(): (name, metrics) for name, metrics in themes.items()}
    return by_name.get(asked) or next(iter(by_name.values()), ("Measures", []))


def _page(request: HttpRequest, release: Release, code: str) -> CouncilPage:
    return council_page(
        release,
        code,
        group=request.GET.get("group") or None,
        replies=published_replies(council=code, release=release.id),
        show_findings=_opened(request, release, code),
    )


def _opened(request: HttpRequest, release: Release, code: str) -> bool:
    return shows_what_stands_out(user=request.user, council=code, release=release, at=timezone.now())
