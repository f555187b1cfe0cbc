"""Make a release the published one, in one step; without a release, build from what was loaded and publish that."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled publish"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `publish`."""
    parser.add_argument("release", nargs="?", help="the release to publish (default: of what is loaded now)")


def run(args: Namespace) -> int:
    """Move the pointer, and print the release's id."""
    store, now = open_store(args.warehouse), datetime.now(UTC)
    with progress("Building and publishing") as told:
        release = args.release or build(store, at=now, progress=told).release
        publication = publish(store, release, at=now, progress=told)
    say(f"Published since {publication.at[:19].replace('T', ' ')} UTC.")
    print(publication.release)  # noqa: T201 - the answer
    return 0
