"""When releases were first published, in which order; a release that was published stays so, so it is asked once."""

from datetime import datetime
from functools import lru_cache

from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.publish import Publication, history
from sectorled.warehouse.store import open_store


def first_published(release: Release) -> datetime | None:
    """When a release was first published, whatever was rolled back since; None where it never was."""
    known = _upto(release)
    return datetime.fromisoformat(known[-1].at) if known else None


def published_upto(release: Release) -> dict[str, datetime]:
    """The releases in the order of their first publication, each with when, up to and with this one, if it ever was."""
    return {entry.release: datetime.fromisoformat(entry.at) for entry in _upto(release)}


def _upto(release: Release) -> tuple[Publication, ...]:
    try:
        return _published(release.store.address, release.id)
    except LookupError:
        return ()


@lru_cache(maxsize=32)
def _published(address: str, release: str) -> tuple[Publication, ...]:
    first = dict[str, Publication]()
    for entry in history(open_store(address)):
        first.setdefault(entry.release, entry)
        if entry.release == release:
            return tuple(first.values())
    raise LookupError(release)
