"""What changed for a council since an earlier release, in the words of a page or a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import polars as pl
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.changed import changed, figures_of
from sectorled.briefing.spoken import shown
from sectorled.comparison.selectors.following import last_look
from sectorled.comparison.selectors.publications import published_upto
from sectorled.councils.releases import release_read
from sectorled.people.models import User
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release, UnknownError
from sectorled.warehouse.release.diff import Changes, Part, diff
from sectorled.warehouse.release.publish import published
from sectorled.warehouse.tidy import InputError

LAST_LOOK = "last-look"


@dataclass(frozen=True, slots=True)
class Figure:
    """A changed figure: its measure, period and values in words, a missing one by its status."""

    metric: str
    label: str
    period: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A changed measure, and what of it changed, or since when its next figure is due."""

    metric: str
    label: str
    what: str


@dataclass(frozen=True, slots=True)
class CouncilChanges:
    """What changed for a council; `verdicts` is None as long as this reader is not shown what stands out.

    `checked` is how many measures there are in the later release.
    """

    before: Release
    checked: int
    new: list[Figure]
    revised: list[Figure]
    withdrawn: list[Figure]
    new_measures: list[Measure]
    gone_measures: list[Measure]
    definitions: list[Measure]
    overdue: list[Measure]
    verdicts: list[Figure] | None

    @property
    def any(self) -> bool:
        """Whether anything changed; what is overdue has not."""
        found = (self.new, self.revised, self.withdrawn, self.new_measures, self.gone_measures, self.definitions)
        return any(found) or bool(self.verdicts)


def changes_of(after: Release, before: Release, council: str, *, today: date, judged: bool) -> CouncilChanges:
    """What changed for a council between two releases; verdicts where `judged`."""
    found = diff(before, after, Part(area=council, judged=False))
    known = {release.id: _definitions(release) for release in (before, after)}
    new, revised, withdrawn = (_figures(found, kind, known) for kind in ("new", "revised", "withdrawn"))
    labels = {metric: str(row["label"]) for one in (before, after) for metric, row in known[one.id].items()}
    due = after.table("metrics").filter(pl.col("next_update") < today).select("metric", "next_update").iter_rows()
    return CouncilChanges(
        before=before,
        checked=after.table("metrics").height,
        new=new,
        revised=revised,
        withdrawn=withdrawn,
        new_measures=[Measure(name, labels[name], "") for name in found.new_metrics],
        gone_measures=[Measure(name, labels[name], "") for name in found.withdrawn_metrics],
        definitions=[
            Measure(metric, labels[metric], f"{field.replace('_', ' ')}: {now or 'nothing'}")
            for metric, field, now in found.definitions.select("metric", "field", "new").iter_rows()
        ],
        overdue=[Measure(metric, labels[metric], f"{day.day} {day:%B %Y}") for metric, day in due],
        verdicts=_verdicts(after, before, council, labels) if judged else None,
    )


def _definitions(release: Release) -> Mapping[str, Mapping[str, Any]]:
    return {str(row["metric"]): row for row in release.table("metrics").iter_rows(named=True)}


def _figures(found: Changes, kind: str, known: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Figure]:
    gone = pl.col("metric").is_in(found.withdrawn_metrics)  # listed as measures, not figure by figure
    rows = found.observations.filter(pl.col("change") == kind, ~gone).iter_rows(named=True)
    figures = list[Figure]()
    for row in rows:
        was, now = (known[release].get(row["metric"]) for release in (found.before, found.after))
        label, period = str((now or was or row)["label"]), parse_iso(row["period"]).spoken
        values = [_words(was, row["old_value"], row["old_status"]), _words(now, row["value"], row["status"])]
        figures.append(Figure(row["metric"], label, period, *values))
    return sorted(figures, key=lambda figure: figure.label)


def _words(definition: Mapping[str, Any] | None, value: float | None, status: str | None) -> str:
    """A value with its unit and, unless it is final, its status."""
    if definition is None or value is None:
        return status or "none"
    decimals = 1 if definition["decimals"] is None else definition["decimals"]
    words = shown(value, unit=definition["unit"], decimals=decimals, value_type=definition["value_type"])
    return words if status == "final" else f"{words} ({status})"


def _verdicts(after: Release, before: Release, council: str, labels: Mapping[str, str]) -> list[Figure]:
    then, now = (figures_of(council_view(release, council).lines) for release in (before, after))
    moved = changed(then, now, since=before.id).moved
    return [Figure(m.key, labels[m.key], parse_iso(now[m.key]["period"]).spoken, m.was, m.now) for m in moved]


def compared_with(release: Release, *, since: str | None, user: User | AnonymousUser, council: str) -> Release | None:
    """The release that a reader compares with: by id, by a date (YYYY-MM-DD), since the last look, or the one before.

    None where there is none before; UnknownError where `since` names nothing.
    """
    if since == LAST_LOOK or not since:
        look = last_look(user, council)
        if look and (since == LAST_LOOK or look.release != release.id):
            return release_read(look.release)
        earlier = [known for known in published_upto(release) if known != release.id]
        return release_read(earlier[-1]) if earlier else None
    return release_read(_on(release, since) or since)


def _on(release: Release, since: str) -> str | None:
    """The release that was published by the end of a day; None where `since` is not a day."""
    try:
        day = date.fromisoformat(since)
    except ValueError:
        return None
    try:
        return published(release.store, on=timezone.make_aware(datetime.combine(day, time.max)))
    except InputError as error:
        raise UnknownError(f"Nothing was published by {day.day} {day:%B %Y}. Choose a later date.") from error
