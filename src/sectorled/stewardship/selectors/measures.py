"""Measures as a steward reviews them: what the sources say, what was decided, by whom, what is still to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from sectorled.stewardship.models import MeasureReview
from sectorled.warehouse.loads import current, every_load
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.manifest import releases
from sectorled.warehouse.release.merge import newest
from sectorled.warehouse.release.review import catalogue
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tables import TABLES

DECIDED = ("polarity", "target_low", "target_high", "nature", "scheme", "value_type", "method", "applies_to")
STATES = {
    "unreviewed": "Not reviewed",
    "due": "Review is due again",
    "reviewed": "Reviewed by us",
    "source": "Said by the source",
}
OVERDUE = "overdue"  # not a state of the review: new figures have not come


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `said` by its source, `decided` by us (source first), the state of its review."""

    metric: str
    label: str
    theme: str
    source: str
    unit: str
    said: Mapping[str, Any]
    decided: Mapping[str, Any]
    reviewer: str | None
    reviewed: date | None
    next_review: date | None
    next_update: date | None
    multiplier: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures are listed: by words of their name, theme, source and state; blank is any."""

    q: str = ""
    theme: str = ""
    source: str = ""
    state: str = ""

    def fits(self, measure: Measure, today: date) -> bool:
        """Whether this measure is wanted."""
        words = f"{measure.label} {measure.metric}".casefold()
        late = measure.next_update is not None and measure.next_update < today
        return (
            all(word in words for word in self.q.casefold().split())
            and self.theme in ("", measure.theme)
            and self.source in ("", measure.source)
            and (self.state in ("", measure.state) or (self.state == OVERDUE and late))
        )


def standing_reviews() -> QuerySet[MeasureReview]:
    """Of each measure the newest review."""
    newest_of_each = MeasureReview.objects.values("metric").annotate(last=Max("pk")).values("last")
    return MeasureReview.objects.filter(pk__in=newest_of_each)


def reviews_of(metric: str) -> QuerySet[MeasureReview]:
    """Every review of a measure, the newest first."""
    return MeasureReview.objects.filter(metric=metric).select_related("by")


def newest_release() -> Release | None:
    """The release that was built last, published or not."""
    store = open_store(settings.WAREHOUSE)
    built = releases(store)
    return Release(store, built[-1]) if built else None


def measures_of(*, today: date) -> list[Measure]:
    """Every measure of the newest release with its review, in the order of their labels."""
    release = newest_release()
    if release is None:
        return []
    store = release.store
    ours = {row["metric"]: row for row in kept_catalogue()}
    loads = current(every_load(store))
    sources = newest(store, loads, "metrics") if loads else release.table("metrics")
    said = {row["metric"]: row for row in sources.iter_rows(named=True)}
    blank = dict.fromkeys(TABLES["metrics"].columns)
    rows = release.table("metrics").sort("label", "metric").iter_rows(named=True)
    return [_measure(row, said.get(row["metric"], blank), ours.get(row["metric"], {}), today) for row in rows]


def kept_catalogue() -> list[dict[str, Any]]:
    """The catalogue as the next release will have it: one row a measure, in the order of their names."""
    rows = {row["metric"]: row for row in catalogue(open_store(settings.WAREHOUSE)).iter_rows(named=True)}
    rows |= {review.metric: review.row() for review in standing_reviews()}
    return [rows[metric] for metric in sorted(rows)]


def _measure(row: Mapping[str, Any], said: Mapping[str, Any], ours: Mapping[str, Any], today: date) -> Measure:
    decided = {field: said[field] if said[field] is not None else ours.get(field) for field in DECIDED}
    due = said["next_review"] or ours.get("next_review")
    return Measure(
        metric=row["metric"],
        label=row["label"],
        theme=row["theme"] or "",
        source=row["source"] or row["metric"].partition(".")[0],
        unit=row["unit"] or "",
        said={field: said[field] for field in DECIDED},
        decided=decided,
        reviewer=said["reviewer"] or ours.get("reviewer"),
        reviewed=said["reviewed"] or ours.get("reviewed"),
        next_review=due,
        next_update=row["next_update"],
        multiplier=ours.get("multiplier"),
        state=_state(said, ours, due, today),
    )


def _state(said: Mapping[str, Any], ours: Mapping[str, Any], due: date | None, today: date) -> str:
    if due is not None and due < today:
        return "due"
    if ours.get("polarity"):
        return "reviewed"
    return "source" if said["polarity"] else "unreviewed"
