"""What changed since an earlier release or a date: new, revised, withdrawn, overdue figures, definitions, verdicts."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, date, datetime

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, end_of, opened
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.queries.since import changed_since

EXAMPLE = "sectorled changes --since 2025-06-30 --area Amberfold"
COLUMNS = ("what", "metric", "area", "period", "before", "now")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `changes`."""
    parser.add_argument("--since", required=True, metavar="RELEASE", help="an earlier release by its id, or a date")
    parser.add_argument("--area", help="only this council, by code or name")
    parser.add_argument("--metric", help="only this metric")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a change."""
    answer = changed_since(
        opened(args), _earlier(args), area=args.area, metric=args.metric, today=datetime.now(UTC).date()
    )
    say(", ".join(f"{count:,} {what}" for what, count in answer.counts.items()) or "Nothing changed.")
    rows = [asdict(change) for change in answer.changes]
    show(answer, rows, form=args.format, columns=COLUMNS, title=f"From {answer.before} to {answer.after}")
    return 0


def _earlier(args: Namespace) -> Release:
    try:
        day = date.fromisoformat(args.since)
    except ValueError:
        return open_release(args.warehouse, release=args.since)
    return open_release(args.warehouse, on=end_of(day))
