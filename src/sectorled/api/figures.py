"""Figures: councils compared, one council, series, verdicts over groups, neighbours, baskets, proposed councils."""

from dataclasses import fields, replace
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router

from sectorled.api import parameters as asks
from sectorled.api.answering import answered, answered_in_part, reading
from sectorled.api.shapes import Council, StandsOut
from sectorled.comparison.selectors.basket import periods_of
from sectorled.comparison.selectors.beside import comparison_with_replies, reply_to, view_with_replies
from sectorled.comparison.selectors.window import shows_what_stands_out
from sectorled.warehouse.queries import reorganisation
from sectorled.warehouse.queries.basket import BasketAnswer, basket
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import council_view, same_verdict
from sectorled.warehouse.queries.nearest import Neighbours, neighbours
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import (
    AreaStanding,
    Comparison,
    CouncilView,
    Line,
    MetricLine,
    ProposedCouncil,
    SameVerdict,
    Series,
)
from sectorled.warehouse.tidy import InputError

router = Router(tags=["Figures"])
WITHHELD = "What stands out is the council's alone until it has had time to reply, and while publication is paused."


def example(address: str) -> dict[str, str]:
    """The address of an example, whose {area}, {metric}, {group} and so on stand for some that there are."""
    return {"x-example": address}


@router.get("/compare", response=Comparison, openapi_extra=example("/compare?metric={metric}&area={area}"))
def compare_councils(request: HttpRequest, asked: Query[asks.Compare]) -> HttpResponseBase:
    """Compare councils on a metric in a period, within their groups, some groups at a time."""
    release = reading(asked.release)

    def made() -> tuple[Comparison, int]:
        scheme = asked.scheme or str(release.metric(asked.metric)["scheme"] or "all")
        groups = [asked.group] if asked.group else release.groups_of_scheme(scheme)
        part = groups if asked.area else asked.part(groups)  # a council is in few of them
        found = compare(release, asked.metric, period=asked.period, groups=part, area=asked.area)
        return comparison_with_replies(release, found), len(found.groups) if asked.area else len(groups)

    return answered_in_part(request, release, Comparison, made, asked)


@router.get("/councils/{area}", response=Council, openapi_extra=example("/councils/{area}"))
def council(request: HttpRequest, area: str, asked: Query[asks.AmongGroup]) -> HttpResponseBase:
    """A council among its comparators: every metric, and what stands out once the council could reply."""
    release = reading(asked.release)
    code = release.area(area)
    shown = shows_what_stands_out(user=AnonymousUser(), council=code, release=release, at=timezone.now())
    return answered(request, release, Council, partial(_council, release, code, asked.group, shown=shown), shown)


@router.get("/trend", response=Series, openapi_extra=example("/trend?metric={metric}&area={area}"))
def trend(request: HttpRequest, asked: Query[asks.Trend]) -> HttpResponseBase:
    """A council's values over time, its group's beside them, and its direction of travel."""
    release = reading(asked.release)

    def made() -> Series:
        found = series(release, asked.metric, asked.area, group=asked.group)
        return replace(found, reply=reply_to(release, council=found.area, metric=found.metric))

    return answered(request, release, Series, made)


@router.get("/same-verdict", response=SameVerdict, openapi_extra=example("/same-verdict?metric={metric}&area={area}"))
def verdict_over_groups(request: HttpRequest, asked: Query[asks.OfCouncil]) -> HttpResponseBase:
    """Does a verdict survive other reasonable groups?"""
    release = reading(asked.release)
    return answered(request, release, SameVerdict, lambda: same_verdict(release, asked.area, asked.metric))


@router.get("/neighbours/{area}", response=Neighbours, openapi_extra=example("/neighbours/{area}?k=5"))
def nearest_neighbours(request: HttpRequest, area: str, asked: Query[asks.Like]) -> HttpResponseBase:
    """The councils most like one, why they are, and how firmly."""
    release = reading(asked.release)

    def made() -> Neighbours:
        how: dict[str, Any] = {"variables": asked.variables, "compared": asked.not_by, "any_kind": asked.any_kind}
        return neighbours(release, area, k=asked.k, **how)

    return answered(request, release, Neighbours, made)


@router.get(
    "/baskets/{basket_id}",
    response=BasketAnswer,
    openapi_extra=example("/baskets/{basket}?base={base}&latest={latest}"),
)
def travel_of_basket(request: HttpRequest, basket_id: str, asked: Query[asks.Basket]) -> HttpResponseBase:
    """Direction of travel over a basket of metrics between two periods."""
    release = reading(asked.release)

    def made() -> BasketAnswer:
        found = basket(release, basket_id, base=asked.base, latest=asked.latest, area=asked.area)
        if not found.lines:
            there = periods_of(release, basket_id)
            both = f"No measure has figures both in {asked.base} and in {asked.latest}."
            raise InputError(f"{both} There are figures in: {', '.join(there)}.", there)
        return found

    return answered(request, release, BasketAnswer, made)


@router.get(
    "/proposed-council",
    response=ProposedCouncil,
    openapi_extra=example("/proposed-council?predecessors={area}&predecessors={other}"),
)
def proposed_council(request: HttpRequest, asked: Query[asks.Proposed]) -> HttpResponseBase:
    """The baseline of a council that would replace others, and what cannot be combined."""
    release = reading(asked.release)
    return answered(
        request, release, ProposedCouncil, lambda: reorganisation.proposed_council(release, asked.predecessors)
    )


def _council(release: Release, code: str, group: str | None, *, shown: bool) -> Council:
    view = view_with_replies(release, council_view(release, code, group=group))
    keys = [field.name for field in fields(Council) if field.name not in ("lines", "stands_out", "withheld")]
    return Council(
        **{key: getattr(view, key) for key in keys},
        lines=[_line(line, shown=shown) for line in view.lines],
        stands_out=_stands_out(view) if shown else None,
        withheld=None if shown else WITHHELD,
    )


def _line(line: MetricLine, *, shown: bool) -> Line:
    about = {field.name: getattr(line, field.name) for field in fields(Line)}
    return Line(**about | {"standing": line.standing if shown else _without_verdicts(line.standing)})


def _without_verdicts(standing: AreaStanding) -> AreaStanding:
    previous, first = (then and replace(then, verdict=None) for then in (standing.previous, standing.first))
    trend_alone = replace(standing.trend, p=None, verdict=None)
    return replace(standing, verdict=None, previous=previous, first=first, trend=trend_alone)


def _stands_out(view: CouncilView) -> StandsOut:
    names = ("improving", "worsening", "uncertain", "tests", "marks", "chance_marks")
    p = {line.metric: line.p for line in view.lines if line.p is not None}
    return StandsOut(view.stands_out, **{name: getattr(view, name) for name in names}, p=p)
