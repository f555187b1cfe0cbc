"""Banner tables: questions in rows, breaks in columns, with bases, intervals, letters and nets."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from sectorled.cli.output import WIDE, as_csv, say, to_json
from sectorled.cli.verbs.survey_parts.reading import add_filter, add_release, add_survey, found, names, remembered
from sectorled.cli.verbs.survey_parts.writing import add_publisher, write
from sectorled.publishing.banner import banner_document
from sectorled.publishing.document import Document
from sectorled.publishing.files import FORMATS as FILES
from sectorled.publishing.plain_text import plain_text
from sectorled.publishing.table import Table
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.flat import COLUMNS, flat_rows
from sectorled.warehouse.answers.tabulate.shapes import Tabulation
from sectorled.warehouse.engine import Here, Pool

EXAMPLE = "sectorled survey tabulate survey.csv --codebook codebook.csv --rows trust --columns role"
WRITTEN = tuple(form for form in FILES if form != "csv")
FORMATS = ("table", "json", "csv", *WRITTEN)


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey tabulate`."""
    add_survey(parser)
    add_filter(parser)
    parser.add_argument(
        "--rows", required=True, type=names, metavar="Q[,Q]", help="questions; each line of a grid is one"
    )
    parser.add_argument("--columns", default=[], type=names, metavar="Q[,Q]", help="the breaks, by question")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="how to answer (default: table); json has everything, csv a row for each figure, the others are files",
    )
    parser.add_argument("--to", type=Path, default=Path("reports"), metavar="FOLDER", help="where files go")
    add_publisher(parser)
    parser.add_argument(
        "--processes", type=int, default=1, help="how many to work with, of a survey that is kept (default: 1)"
    )
    add_release(parser)


def run(args: Namespace) -> int:
    """Print the tables, or write them and print the path."""
    survey, design = found(args)
    engine = Here() if args.processes <= 1 else Pool(args.processes)
    with remembered(args, survey) as history:
        made = tabulate(survey, design, args.rows, args.columns, only=args.filter, history=history, engine=engine)
    _withheld(made)
    if args.format == "json":
        sys.stdout.write(to_json(made) + "\n")
    elif args.format == "csv":
        sys.stdout.write(as_csv(flat_rows(made), COLUMNS))
    else:
        document = banner_document(made, at=datetime.now(UTC), publisher=args.publisher)
        if args.format == "table":
            _print(document)
        else:
            write(document, [args.format], args.to, f"{made.survey}-{'-'.join(args.rows)}")
    return 0


def _withheld(found: Tabulation) -> None:
    """Say how much is not shown, and where whoever guards the data learns why; a reader must not."""
    count = sum(cell.mark == "c" for table in found.tables for row in table.rows for cell in row.cells)
    tables = sum(table.withheld is not None for table in found.tables)
    if count or tables:
        say(
            f"Withheld: {count:,} figures and {tables:,} whole tables. For whoever guards the data, why, and how "
            "closely anybody could place each: sectorled survey check with the same --rows and --columns."
        )


def _print(document: Document) -> None:
    """Each table with its notes; intervals are left to the other forms."""
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    for block in document.blocks:
        if isinstance(block, Table) and any(row.kind == "base" for row in block.rows):
            console.print(_grid(block))
            for term, words in block.footnotes:
                console.print(Text(plain_text(f"{term}: {words}")))
            console.print()


def _grid(table: Table) -> Grid:
    grid = Grid(title=Text(plain_text(table.title)), title_justify="left")
    grid.add_column(table.stub)
    group = None
    for column in table.columns:
        above = f"{column.group}\n" if column.group and column.group != group else ""
        group = column.group
        grid.add_column(
            Text(plain_text(above).strip() + ("\n" if above else "") + plain_text(column.label)), justify="right"
        )
    for row in table.rows:
        grid.add_row(*(Text(plain_text(words)) for words in (row.header, *(cell.text for cell in row.cells))))
    return grid
