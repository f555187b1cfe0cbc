"""Propose what the columns of a table never seen mean, as a mapping file to correct, with reasons for each guess."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import say
from sectorled.warehouse.files import Files
from sectorled.warehouse.load import known_areas
from sectorled.warehouse.mapping import propose
from sectorled.warehouse.store import open_store
from sectorled.warehouse.table_files import ENDINGS, read_table
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled propose-mapping housing.xlsx > housing.toml"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `propose-mapping`."""
    parser.add_argument("file", help="a CSV, XLSX, ODS, Parquet or JSON table, or an https address of one")
    parser.add_argument("--sheet", help="of a workbook: the sheet (default: the largest)")
    parser.add_argument("--header-row", type=int, help="the row of the column names, from 1 (default: found)")


def run(args: Namespace) -> int:
    """Print the mapping; the guesses and the next step go to standard error."""
    with Files.open(args.file) as files:
        tables = [name for name in files.names() if name.lower().endswith(ENDINGS)]
        if len(tables) != 1:
            raise InputError(f"{files.name}: holds {len(tables)} tables. Name one of them.")
        table = read_table(files, tables[0], sheet=args.sheet, header_row=args.header_row)
        proposal = propose(table, known_areas(open_store(args.warehouse)))
    for guess in proposal.guesses:
        say(f"{guess.role}: {', '.join(guess.columns)} ({guess.confidence:.0%} sure: {guess.reason})")
    say(f"Correct it where it is wrong, then: sectorled load mapped {args.file} --mapping FILE")
    print(proposal.toml)  # noqa: T201 - the answer
    return 0
