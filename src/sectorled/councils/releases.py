"""The release that a page reads: the published one, or the one its permanent link names."""

from functools import lru_cache

from django.conf import settings

from sectorled.warehouse.queries.open import Release, UnknownError, open_release
from sectorled.warehouse.release.publish import history, published
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError

KEPT_OPEN = 4  # releases of which the small tables stay in memory


def release_read(named: str | None = None) -> Release:
    """The release with this id, if it was ever published, else the published one.

    UnknownError where none of this id was published; InputError where nothing is published yet.
    """
    store = open_store(settings.WAREHOUSE)
    if not named:
        return _opened(settings.WAREHOUSE, published(store))
    known = list(dict.fromkeys(entry.release for entry in history(store)))
    if named in known and (release := _found(named)):
        return release
    message = f"There is no release {named} any more, or there never was. The published one is at /releases/."
    raise UnknownError(message, known)


def _found(named: str) -> Release | None:
    try:
        return _opened(settings.WAREHOUSE, named)
    except InputError:  # its files were removed since
        return None


@lru_cache(maxsize=KEPT_OPEN)
def _opened(address: str, release: str) -> Release:
    return open_release(address, release=release)
