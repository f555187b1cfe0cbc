"""Publish: one pointer moves.  The history of the pointer answers what was published on any date."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sectorled.warehouse.release.build import manifest_of
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError

POINTER = "published.json"


@dataclass(frozen=True, slots=True)
class Publication:
    """A release that was made the published one at a moment."""

    release: str
    at: str


def history(store: Store) -> list[Publication]:
    """Every publication, oldest first; the last one stands."""
    if not store.exists(POINTER):
        return []
    return [Publication(**entry) for entry in json.loads(store.read(POINTER))]


def publish(store: Store, release: str, *, at: datetime) -> Publication:
    """Make a finished release the published one, in one atomic step."""
    if manifest_of(store, release) is None:
        raise InputError(f"There is no finished release {release}. List them with: sectorled releases.")
    publication, before = Publication(release, at.isoformat()), history(store)
    if before and before[-1].release == release:
        return before[-1]
    entries = [asdict(entry) for entry in [*before, publication]]
    store.write(POINTER, json.dumps(entries, indent=1).encode())
    return publication


def published(store: Store, *, on: datetime | None = None) -> str:
    """The id of the published release, now or as it was at a moment."""
    entries = [entry for entry in history(store) if on is None or datetime.fromisoformat(entry.at) <= on]
    if not entries:
        when = "yet" if on is None else f"by {on:%Y-%m-%d}"
        raise InputError(f"Nothing was published {when}. Publish a release first: sectorled publish.")
    return entries[-1].release
