"""List the releases: when each was built and published, and what it holds."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sectorled.cli.output import add_format, show
from sectorled.warehouse.queries.released import listed
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled releases"
COLUMNS = ("release", "built", "published", "observations", "metrics", "areas")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `releases`."""
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a release, oldest first."""
    answer = listed(open_store(args.warehouse))
    show(answer, [asdict(row) for row in answer], form=args.format, columns=COLUMNS, title="Releases")
    return 0
