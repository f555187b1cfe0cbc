"""Set a warehouse up and show what it can do: the fictional demonstration sector, or the real files in a folder."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sectorled.briefing.first_answer import first_answer
from sectorled.cli.output import say
from sectorled.demonstration.package import write_package
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.sources import to_load
from sectorled.warehouse.store import Store, open_store

EXAMPLE = "sectorled demo --data shared/data"
RELEASES = (1, 2)  # of the demonstration sector: what changed between them is part of what it shows


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `demo`."""
    parser.add_argument("--data", type=Path, help="a folder with real files (default: the fictional sector)")
    parser.add_argument("--once", action="store_true", help="stop after the first answer (as it does now in any case)")


def run(args: Namespace) -> int:
    """Load, publish, and print the first cited answer and where brief and report lie."""
    store = open_store(args.warehouse)
    if args.data:
        _real(store, args.data)
    else:
        _fictional(store)
    say(first_answer(open_release(args.warehouse), Path(args.warehouse).parent / "reports"))
    return 0
