"""List what a release holds: metrics with their freshness, areas, groups or baskets; find some by their words."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.listing import KINDS, listing

EXAMPLE = "sectorled list metrics --find smok"
COLUMNS = {
    "metrics": ("metric", "label", "unit", "latest", "published", "next_due"),
    "areas": ("code", "name", "kind", "region", "start", "end"),
    "groups": ("group", "label", "kind", "owner", "members"),
    "baskets": ("basket", "version", "label", "date", "metrics"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `list`."""
    parser.add_argument("what", choices=list(KINDS), help="of what")
    parser.add_argument("--find", metavar="WORDS", help="only those in which these words occur")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row each."""
    answer = listing(opened(args), args.what, find=args.find, today=datetime.now(UTC).date())
    say(f"{len(answer.rows):,} {answer.what}.")
    show(answer, answer.rows, form=args.format, columns=COLUMNS[args.what], title=f"Release {answer.release}")
    return 0
