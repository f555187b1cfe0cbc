"""Options of the verbs that read a release."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime, time

from sectorled.warehouse.queries.open import Release, open_release


def add_reading(parser: ArgumentParser) -> None:
    """Which release to read: the published one, one by its id, or the one published on a date."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--release", help="a release by its id (default: the published one)")
    which.add_argument(
        "--as-published", type=date.fromisoformat, metavar="DATE", help="the release published on a date"
    )


def opened(args: Namespace) -> Release:
    """The release that was asked for."""
    day = args.as_published
    end_of_day = datetime.combine(day, time.max, UTC) if day else None
    return open_release(args.warehouse, release=args.release, on=end_of_day)
