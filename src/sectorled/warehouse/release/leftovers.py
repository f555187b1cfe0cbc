"""Clear away what a load or a build that was killed has left: folders without their last file, half-written files."""

from datetime import UTC, datetime, timedelta

from sectorled.warehouse.release.publish import FOLDER as PUBLISHED
from sectorled.warehouse.store import HALF_WRITTEN, Store

_LAST_FILE = {"loads": "load.json", "surveys": "manifest.json", "releases": "manifest.json"}
_IN_USE = timedelta(days=1)  # where nobody can hold a lock, what was written to more recently may still be in use


def clear_leftovers(store: Store, *, at: datetime) -> None:
    """To be called by the only writer.  In an object store, which has no locks, only what is a day old is cleared."""
    for kind, last in _LAST_FILE.items():
        for name in store.folders(kind):
            folder = f"{kind}/{name}"
            if not store.exists(f"{folder}/{last}") and (store.is_folder or _is_old(store, folder, at)):
                store.remove(folder)
    if store.is_folder:
        for info in (info for kind in (*_LAST_FILE, PUBLISHED) for info in store.every_file(kind)):
            if HALF_WRITTEN.fullmatch(info.base_name):
                store.files.delete_file(info.path)


def _is_old(store: Store, folder: str, at: datetime) -> bool:
    times = [datetime.fromtimestamp(info.mtime_ns / 1e9, UTC) for info in store.every_file(folder)]
    return all(time < at - _IN_USE for time in times)
