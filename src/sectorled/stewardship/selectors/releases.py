"""Releases as a steward reads them: which is published, which may be, what was loaded since."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from sectorled.stewardship.models import ReleaseWork
from sectorled.stewardship.selectors.measures import standing_reviews
from sectorled.warehouse.loads import current, every_load
from sectorled.warehouse.release.manifest import Manifest, manifest_of
from sectorled.warehouse.release.publish import Publication, history
from sectorled.warehouse.store import open_store


@dataclass(frozen=True, slots=True)
class Published:
    """One publication: when, of what, and what it was."""

    release: str
    at: datetime
    act: str
    stands: bool


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What is published, the history of publications with the newest first, and the work that goes on or waits."""

    published: Manifest | None
    since: datetime | None
    publications: list[Published]
    at_work: ReleaseWork | None
    ready: ReleaseWork | None
    past: list[ReleaseWork]
    new_loads: int
    new_reviews: int


def releases_page() -> ReleasesPage:
    """Everything of the page of releases."""
    store = open_store(settings.WAREHOUSE)
    entries = history(store)
    published = manifest_of(store, entries[-1].release) if entries else None
    inputs = {entry["load"] for entry in published.inputs} if published else set()
    loads = {report.load for report in current(every_load(store))}
    built = datetime.fromisoformat(published.built) if published else None
    reviews = standing_reviews()
    return ReleasesPage(
        published=published,
        since=datetime.fromisoformat(entries[-1].at) if entries else None,
        publications=_publications(entries),
        at_work=ReleaseWork.objects.filter(busy=True).select_related("by").first(),
        ready=ReleaseWork.objects.filter(state=ReleaseWork.State.READY).select_related("by").first(),
        past=list(ReleaseWork.objects.filter(busy=False).select_related("by")[:20]),
        new_loads=len(loads ^ inputs),
        new_reviews=(reviews.filter(at__gt=built) if built else reviews).count(),
    )


def _publications(entries: list[Publication]) -> list[Published]:
    return [
        Published(entry.release, datetime.fromisoformat(entry.at), entry.act, entry is entries[-1])
        for entry in reversed(entries)
    ]


def earlier_releases() -> list[tuple[str, datetime]]:
    """The releases that were published before the present one, each once, with when it was last published."""
    entries = history(open_store(settings.WAREHOUSE))
    now = entries[-1].release if entries else ""
    last = {entry.release: datetime.fromisoformat(entry.at) for entry in entries if entry.release != now}
    return sorted(last.items(), key=lambda pair: pair[1], reverse=True)
