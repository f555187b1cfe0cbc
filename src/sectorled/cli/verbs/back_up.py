"""Write everything that this installation holds into one archive: records, uploaded files, the warehouse.

Keep the archive as you keep passwords: it holds what people wrote, and what proves who they are.
"""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from sectorled.cli.output import say
from sectorled.cli.records import as_demonstrated
from sectorled.platform.backup.service import back_up

EXAMPLE = "sectorled back-up sectorled-2026-11-22.zip"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `back-up`."""
    parser.add_argument("file", type=Path, help="the archive to write; one that is there is never written over")
    as_demonstrated(parser)


def run(args: Namespace) -> int:
    """Write the archive."""
    back_up(args.file, at=datetime.now(UTC), say=say)
    say(f"{args.file}: {args.file.stat().st_size / 1e6:,.1f} MB.")
    return 0
