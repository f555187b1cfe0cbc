"""Publish: one small file appears.  The history of these files answers what was published on any date."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sectorled.warehouse.progress import Progress, counted, unseen
from sectorled.warehouse.release.manifest import Manifest, folder_of, manifest_of
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError

FOLDER = "published"


@dataclass(frozen=True, slots=True)
class Publication:
    """A release that was made the published one at a moment; `act` is publish, or roll back."""

    release: str
    at: str
    act: str = "publish"


def history(store: Store) -> list[Publication]:
    """Every publication, oldest first; the last one stands."""
    return [Publication(**json.loads(store.read(f"{FOLDER}/{name}"))) for name in store.names(FOLDER)]


def publish(store: Store, release: str, *, at: datetime, progress: Progress = unseen) -> Publication:
    """Make a finished release, whose files are all as they were built, the published one, in one atomic step."""
    with store.writing("publish"):
        return _publish(store, history(store), Publication(release, at.isoformat()), progress)


def rollback(store: Store, *, at: datetime, to: str | None = None, progress: Progress = unseen) -> Publication:
    """Publish an earlier release again: `to`, or what stood before the present one was first published."""
    with store.writing("rollback"):
        before = history(store)
        release = to or _before_the_present(before)
        if all(entry.release != release for entry in before):
            raise InputError(f"Release {release} was never published. Publish it with: sectorled publish {release}.")
        return _publish(store, before, Publication(release, at.isoformat(), "roll back"), progress)


def published(store: Store, *, on: datetime | None = None) -> str:
    """The id of the published release, now or as it was at a moment."""
    entries = [entry for entry in history(store) if on is None or datetime.fromisoformat(entry.at) <= on]
    if not entries:
        when = "yet" if on is None else f"by {on:%Y-%m-%d}"
        raise InputError(f"Nothing was published {when}. Publish a release first: sectorled publish.")
    return entries[-1].release


def damaged_files(store: Store, manifest: Manifest, progress: Progress = unseen) -> list[str]:
    """The files of a release that are gone or no longer have the hash in its manifest."""
    folder, files = folder_of(manifest.release), counted(list(manifest.files.items()), "checking files", progress)
    return [name for name, digest in files if _hash(store, f"{folder}/{name}") != digest]


def _hash(store: Store, name: str) -> str | None:
    return hashlib.sha256(store.read(name)).hexdigest() if store.exists(name) else None


def _publish(store: Store, before: list[Publication], publication: Publication, progress: Progress) -> Publication:
    """Names begin with a number: of two publications at once in an object store both are kept and the last stands."""
    manifest = manifest_of(store, publication.release)
    if manifest is None:
        raise InputError(f"There is no finished release {publication.release}. List them with: sectorled releases.")
    if before and before[-1].release == publication.release:
        return before[-1]
    damaged = damaged_files(store, manifest, progress)
    if damaged:
        raise InputError(
            f"Release {manifest.release} is damaged: {', '.join(damaged[:5])} changed since it was built. "
            "Remove its folder and build it again: sectorled build."
        )
    name = f"{FOLDER}/{len(before) + 1:06}-{publication.release}.json"
    store.write(name, json.dumps(asdict(publication), indent=1).encode())
    return publication


def _before_the_present(before: list[Publication]) -> str:
    releases = [entry.release for entry in before]
    first = releases.index(releases[-1]) if releases else 0
    if first == 0:
        raise InputError("There is no earlier release to go back to. List them with: sectorled releases.")
    return releases[first - 1]
