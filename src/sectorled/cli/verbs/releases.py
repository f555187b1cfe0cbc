"""List the releases: when each was built and published, and what it holds."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, dataclass

from sectorled.cli.output import add_format, show
from sectorled.warehouse.release.build import manifest_of
from sectorled.warehouse.release.publish import history
from sectorled.warehouse.store import Store, open_store

EXAMPLE = "sectorled releases"
COLUMNS = ("release", "built", "published", "observations", "metrics", "areas")


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


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `releases`."""
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a release, oldest first."""
    answer = listed(open_store(args.warehouse))
    show(answer, [asdict(row) for row in answer], form=args.format, columns=COLUMNS, title="Releases")
    return 0


def listed(store: Store) -> list[Listed]:
    """All finished releases, oldest first."""
    publications = history(store)
    when = {entry.release: entry.at for entry in publications}
    manifests = [manifest for name in store.folders("releases") if (manifest := manifest_of(store, name))]
    return [
        Listed(
            m.release,
            m.built,
            when.get(m.release),
            bool(publications) and publications[-1].release == m.release,
            *(m.counts[name] for name in ("observations", "metrics", "areas")),
        )
        for m in sorted(manifests, key=lambda m: m.built)
    ]
