"""Baskets of measures: which there are, which periods they can be asked for, and what they say."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sectorled.analysis.periods import Period, parse_iso
from sectorled.briefing.baskets import counted_table, lines_table, opening
from sectorled.briefing.facts import Sentence
from sectorled.publishing.table import Table
from sectorled.warehouse.layout import observations_of
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.queries.basket import BasketAnswer, basket
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.tidy import InputError

ENOUGH = 0.5  # share of the basket's measures that must have figures for a period to be offered first


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a basket and its measures by name: id, label, mark."""

    version: str
    label: str
    since: date | None
    source: str | None
    members: list[tuple[str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A basket in the list: the label of its newest version, and how many versions there are."""

    basket: str
    label: str
    versions: int
    measures: int


@dataclass(frozen=True, slots=True)
class BasketPage:
    """A basket between two periods; `answer` is None where no two periods have figures."""

    basket: str
    label: str
    versions: list[Version]
    years: list[tuple[Period, int]]  # with how many measures have figures
    base: Period | None
    latest: Period | None
    answer: BasketAnswer | None
    said: Sentence | None
    tables: list[Table]


def baskets(release: Release) -> list[Listed]:
    """The baskets of the release, by label."""
    ids = release.table("baskets")["basket"].unique().to_list()
    found = [(name, versions(release, name)) for name in ids]
    listed = [Listed(name, own[0].label, len(own), len(own[0].members)) for name, own in found]
    return sorted(listed, key=lambda one: one.label.casefold())


def versions(release: Release, name: str) -> list[Version]:
    """The versions of a basket, newest first; UnknownError, with those there are, where there is none of this id."""
    rows = (
        release.table("baskets")
        .filter(pl.col("basket") == name)
        .sort("date", "version", descending=True, nulls_last=True)
    )
    if not rows.height:
        there = release.table("baskets")["basket"].unique().sort().to_list()
        raise UnknownError(f"There is no basket {name!r}. The baskets are: {', '.join(there) or 'none yet'}.", there)
    labels = release.table("metrics").select("metric", measure="label")
    members = release.table("basket_members").filter(pl.col("basket") == name).join(labels, on="metric").sort("measure")
    return [
        Version(
            row["version"],
            row["label"] or name,
            row["date"],
            row["source"],
            list(members.filter(pl.col("version") == row["version"]).select("metric", "measure", "mark").iter_rows()),
        )
        for row in rows.iter_rows(named=True)
    ]


def basket_page(
    release: Release, name: str, *, base: str | None, latest: str | None, council: str | None
) -> BasketPage:
    """The basket between two periods, by default the first and the last year that half of its measures have."""
    own = versions(release, name)
    years = _years(release, {metric for version in own for metric, _, _ in version.members})
    first, last = _spans(years, len(own[0].members))
    ends = [_period(asked) if asked else given for asked, given in ((base, first), (latest, last))]
    if ends[0] is None or ends[1] is None:
        return BasketPage(name, own[0].label, own, years, None, None, None, None, [])
    answer = basket(release, name, base=ends[0].iso, latest=ends[1].iso, area=council)
    return BasketPage(
        name,
        own[0].label,
        own,
        years,
        ends[0],
        ends[1],
        answer,
        opening(answer, who=who(release, answer)),
        [
            lines_table(answer, decimals(release)),
            counted_table("With another base period", "Base", answer.other_bases, answer),
            counted_table("Without each theme", "Without", answer.without_theme, answer),
        ],
    )


def periods_of(release: Release, name: str) -> list[str]:
    """The financial years in which measures of a basket have figures, newest first."""
    years = _years(release, {metric for version in versions(release, name) for metric, _, _ in version.members})
    return [period.spoken for period, _ in years]


def _period(text: str) -> Period:
    try:
        return read_label(text).period
    except ValueError as error:
        raise InputError(f"{text!r} is no period: {error}. Write 2013/14, 2013 or 2013-04-01/P1Y.") from error


def who(release: Release, answer: BasketAnswer) -> str:
    """Over whom a sentence speaks: nothing of all councils, else " in NAME"."""
    return f" in {release.area_names[answer.area]}" if answer.area else ""


def decimals(release: Release) -> dict[str, int]:
    """Decimals of each measure."""
    return {m: 1 if n is None else n for m, n in release.table("metrics").select("metric", "decimals").iter_rows()}


def _years(release: Release, metrics: set[str]) -> list[tuple[Period, int]]:
    """Financial years with how many of the measures have a period that begins in them, newest first."""
    rows = pl.DataFrame(observations_of(release.store, release.id).of_metrics(metrics, ("metric", "period"))).unique()
    starts: dict[int, set[str]] = {}
    for metric, period in rows.iter_rows():
        start = parse_iso(period).start
        starts.setdefault(start.year - (start.month < 4), set()).add(metric)
    return [(Period(date(year, 4, 1), 12), len(found)) for year, found in sorted(starts.items(), reverse=True)]


def _spans(years: list[tuple[Period, int]], measures: int) -> tuple[Period | None, Period | None]:
    enough = [period for period, number in years if number >= ENOUGH * measures]
    return (enough[-1], enough[0]) if len(enough) > 1 else (None, None)
