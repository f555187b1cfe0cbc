"""The release that a page reads: the published one, or the one its permanent link names."""

from functools import lru_cache

from django.conf import settings

from sectorled.warehouse.queries.open import Release, UnknownError, open_release
from sectorled.warehouse.release.publish import published
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError

KEPT_OPEN = 4  # releases of which the small tables stay in memory


def release_read(named: str | None = None) -> Release:
    """The release with this id, else the published one.

    UnknownError where there is none of this id; InputError where nothing is published yet.
    """
    wanted = named or published(open_store(settings.WAREHOUSE))
    try:
        return _opened(settings.WAREHOUSE, wanted)
    except InputError as error:
        if not named:
            raise
        message = f"There is no release {named} any more, or there never was. The published one is at /releases/."
        raise UnknownError(message) from error


@lru_cache(maxsize=KEPT_OPEN)
def _opened(address: str, release: str) -> Release:
    return open_release(address, release=release)
