"""Publish an earlier release again: the one before the present one, or the one named.  Nothing is deleted."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.warehouse.release.publish import rollback
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled roll-back"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `roll-back`."""
    parser.add_argument("release", nargs="?", help="the release to publish again (default: the one before)")


def run(args: Namespace) -> int:
    """Move the pointer back, and print the release's id."""
    with progress("Rolling back") as told:
        publication = rollback(open_store(args.warehouse), at=datetime.now(UTC), to=args.release, progress=told)
    say("Published again. The release that was rolled back is still there: sectorled releases.")
    print(publication.release)  # noqa: T201 - the answer
    return 0
