"""List what is wrong, missing or overdue: refused rows, councils not recognised, definitions that lack something."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, datetime

from sectorled.cli.output import add_format, say, show
from sectorled.warehouse.queries.check import check
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled check --format csv"
COLUMNS = ("kind", "subject", "file", "row", "field", "text")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `check`."""
    add_format(parser)


def run(args: Namespace) -> int:
    """Check what is loaded now; exit code 1 where there is something to mend."""
    store, now = open_store(args.warehouse), datetime.now(UTC)
    answer = check(store, Release(store, build(store, at=now)), today=now.date())
    for kind, count in answer.counts.items():
        say(f"{count:,} {kind}")
    show(answer, [asdict(finding) for finding in answer.findings], form=args.format, columns=COLUMNS, title="To mend")
    return 1 if answer.findings else 0
