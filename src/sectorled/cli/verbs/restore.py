"""Fill an empty installation from an archive that `back-up` wrote: into another kind of database too.

The archive is checked whole before anything is written. A place that is not empty is left as it is; a restore that
fails or is stopped leaves it empty.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sectorled.cli.output import say
from sectorled.cli.records import as_demonstrated
from sectorled.platform.backup.service import restore

EXAMPLE = "sectorled restore sectorled-2026-11-22.zip"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `restore`."""
    parser.add_argument("file", type=Path, help="the archive to read")
    as_demonstrated(parser)


def run(args: Namespace) -> int:
    """Restore, and say so."""
    restore(args.file, say=say)
    say("Restored. Start the site, and its worker sends what still waits.")
    return 0
