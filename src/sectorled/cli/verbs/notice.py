"""Tell people of a release that was published at the command line; `sectorled serve` does so by itself each minute.

Stewards and councils' officers are told once, and who follows a council; nobody is told during a pause.
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.cli.records import as_demonstrated
from sectorled.stewardship.services.announcing import notice_publication

EXAMPLE = "sectorled notice"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `notice`."""
    as_demonstrated(parser)


def run(_: Namespace) -> int:
    """Print the release that people are told of, if it is news."""
    noticed = notice_publication(at=datetime.now(UTC))
    if noticed is None:
        say("There is nothing new to tell.")
    else:
        sys.stdout.write(f"{noticed.release}\n")
    return 0
