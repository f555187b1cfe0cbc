"""The releases there are: when each was built and published, and what it holds."""

from dataclasses import dataclass

from sectorled.warehouse.release.manifest import releases
from sectorled.warehouse.release.publish import history
from sectorled.warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """One release: `published` is when it was last made the published one, `stands` whether it is so now."""

    release: str
    built: str
    published: str | None
    stands: bool
    observations: int
    metrics: int
    areas: int


def listed(store: Store) -> list[Listed]:
    """All finished releases, oldest first."""
    publications = history(store)
    when = {entry.release: entry.at for entry in publications}
    return [
        Listed(
            m.release,
            m.built,
            when.get(m.release),
            bool(publications) and publications[-1].release == m.release,
            *(m.counts[name] for name in ("observations", "metrics", "areas")),
        )
        for m in releases(store)
    ]
