"""Releases: when each was published or rolled back, and what it is made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sectorled.warehouse.queries.open import UnknownError
from sectorled.warehouse.release.manifest import Manifest, manifest_of
from sectorled.warehouse.release.publish import Publication, history
from sectorled.warehouse.store import Store

COUNTED = {
    "observations": "Figures",
    "metrics": "Measures",
    "areas": "Councils and other areas",
    "names": "Other names of areas",
    "successions": "Mergers, splits and new codes",
    "groups": "Groups",
    "members": "Members of groups",
    "baskets": "Versions of baskets",
    "basket_members": "Measures in baskets",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A release was made the published one, again (`rolled_back`) or for the first time."""

    release: str
    at: datetime
    rolled_back: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A release that was published: `withdrawn` since an earlier one was put back in its place."""

    release: str
    built: datetime
    first: datetime
    stands: bool
    withdrawn: datetime | None
    events: list[Event]
    counts: list[tuple[str, int]]
    unreviewed: int
    methods: dict[str, int]
    software: dict[str, str]
    inputs: list[dict[str, Any]]
    before: str | None  # the one published before it


def published_releases(store: Store) -> list[Published]:
    """Every release that was ever published and is still there, newest first."""
    entries = history(store)
    found = [_published(store, name, entries) for name in dict.fromkeys(entry.release for entry in entries)]
    return [release for release in reversed(found) if release is not None]


def published_release(store: Store, name: str) -> Published:
    """One of them; UnknownError, with the others, where it was never published or is gone."""
    entries = history(store)
    known = list(dict.fromkeys(entry.release for entry in entries))
    found = _published(store, name, entries) if name in known else None
    if found is None:
        raise UnknownError(
            f"There is no release {name} any more, or there never was. They are listed at /releases/.", known
        )
    return found


def _published(store: Store, name: str, entries: list[Publication]) -> Published | None:
    manifest = manifest_of(store, name)
    if manifest is None:
        return None
    own = [Event(name, datetime.fromisoformat(e.at), e.act != "publish") for e in entries if e.release == name]
    order = list(dict.fromkeys(entry.release for entry in entries))
    place = order.index(name)
    return Published(
        name,
        datetime.fromisoformat(manifest.built),
        own[0].at,
        entries[-1].release == name,
        _withdrawn(name, entries),
        own,
        [(COUNTED.get(key, key), count) for key, count in _in_order(manifest)],
        len(manifest.unreviewed),
        manifest.methods,
        manifest.software,
        manifest.inputs,
        next((other for other in reversed(order[:place]) if manifest_of(store, other)), None),
    )


def _in_order(manifest: Manifest) -> list[tuple[str, int]]:
    return [(key, manifest.counts[key]) for key in COUNTED if key in manifest.counts]


def _withdrawn(name: str, entries: list[Publication]) -> datetime | None:
    """When an older release was put back in the place of this one; None where it stands."""
    order = list(dict.fromkeys(entry.release for entry in entries))
    last = max(n for n, entry in enumerate(entries) if entry.release == name)
    for entry in entries[last + 1 :]:
        if entry.act != "publish" and order.index(entry.release) < order.index(name):
            return datetime.fromisoformat(entry.at)
    return None
