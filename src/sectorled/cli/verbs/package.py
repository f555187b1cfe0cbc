"""Write a release as a data package that anyone can read, and that `load package` reads back to the same figures."""

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sectorled.cli.output import say
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.packing import pack
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled package figures --form csv"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `package`."""
    parser.add_argument("folder", type=Path, help="where to write it; must not exist yet")
    parser.add_argument("--form", choices=("csv", "parquet"), default="csv", help="of the tables (default: csv)")
    add_reading(parser)


def run(args: Namespace) -> int:
    """Write the folder under another name first, so that it is there whole or not at all."""
    release = opened(args)
    if args.folder.exists():
        raise InputError(f"{args.folder}: is there already. Name a new folder.")
    under_way = args.folder.with_name(f".{args.folder.name}.part")
    shutil.rmtree(under_way, ignore_errors=True)  # what an interrupted run left
    pack(release, under_way, form=args.form)
    under_way.rename(args.folder)
    say(f"Release {release.id}, {release.manifest.counts['observations']:,} observations.")
    print(args.folder)  # noqa: T201 - the answer
    return 0
