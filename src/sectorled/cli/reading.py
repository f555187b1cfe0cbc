"""Options of the verbs that read a release."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, date, datetime, time

from sectorled.warehouse.queries.open import Release, open_release


def add_reading(parser: ArgumentParser) -> None:
    """Which release to read: the published one, one by its id, or the one published on a date."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--release", help="a release by its id (default: the published one)")
    which.add_argument("--as-published", type=day, metavar="DATE", help="the release published on a date")


def day(text: str) -> date:
    """A date as an option gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date. Write it like 2026-01-31.") from error


def at_least_one(text: str) -> int:
    """A number of things as an option gives it."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a number of 1 or more.")
    return int(text)


def end_of(day: date) -> datetime:
    """The last moment of a day: what was published on it counts."""
    return datetime.combine(day, time.max, UTC)


def opened(args: Namespace) -> Release:
    """The release that was asked for."""
    on = end_of(args.as_published) if args.as_published else None
    return open_release(args.warehouse, release=args.release, on=on)
