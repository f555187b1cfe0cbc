"""Make a release of everything that was loaded.  The same loads give the same release."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.warehouse.release.build import build
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled build"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing more can be said to `build`."""


def run(args: Namespace) -> int:
    """Build, and print the release's id."""
    with progress("Building the release") as told:
        manifest = build(open_store(args.warehouse), at=datetime.now(UTC), progress=told)
    counts = manifest.counts
    say(f"{counts['observations']:,} observations of {counts['metrics']:,} metrics for {counts['areas']:,} areas.")
    if manifest.unreviewed:
        say(f"{len(manifest.unreviewed)} metrics were not reviewed and are shown without judgement: sectorled check.")
    print(manifest.release)  # noqa: T201 - the answer
    return 0
