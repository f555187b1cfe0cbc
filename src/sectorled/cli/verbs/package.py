"""Write a release as a data package that anyone can read, and that `load package` reads back to the same figures."""

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

import polars as pl

from sectorled.cli.output import say
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.package import write_package
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.tables import TABLES
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
    write_package(
        {name: _table(release, name) for name in TABLES},
        under_way,
        name=f"release-{release.id}",
        title=f"Release {release.id}",
        licence="see the licence of each metric",
        form=args.form,
    )
    under_way.rename(args.folder)
    say(f"Release {release.id}, {release.manifest.counts['observations']:,} observations.")
    print(args.folder)  # noqa: T201 - the answer
    return 0


def _table(release: Release, name: str) -> pl.DataFrame:
    if name != "observations":
        return release.table(name)
    columns = tuple(TABLES[name].columns)
    stored = observations_of(release.store, release.id)
    frames = [as_frame(stored.of_metrics(batch, columns)) for batch in stored.batches()]
    return pl.concat([pl.DataFrame(schema=TABLES[name].columns), *frames])
