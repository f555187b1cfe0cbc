"""Work out every standing of a release and write it as Parquet: ranks, bands, distances, changes and trends."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import say
from sectorled.cli.progress import progress
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.engine import Here, Pool
from sectorled.warehouse.sweep import sweep

EXAMPLE = "sectorled sweep standings"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `sweep`."""
    parser.add_argument("folder", help="where to write; empty, or an earlier sweep, which it takes the place of")
    parser.add_argument("--processes", type=int, default=1, help="how many to work with (default: 1)")
    add_reading(parser)


def run(args: Namespace) -> int:
    """Sweep, and print the folder."""
    release = opened(args)
    engine = Here() if args.processes <= 1 else Pool(args.processes)
    with progress("Working out every standing") as told:
        rows = sweep(args.warehouse, args.folder, release=release.id, engine=engine, progress=told)
    for name, count in rows.items():
        say(f"{count:,} rows of {name}")
    print(args.folder)  # noqa: T201 - the answer
    return 0
