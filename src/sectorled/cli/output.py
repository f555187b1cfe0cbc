"""Answers on standard output, as JSON, CSV or a table; words for people on standard error."""

import csv
import io
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sectorled.publishing.plain_text import harmless, plain_text

FORMATS = ("table", "json", "csv")
WIDE = 160  # columns of a table that goes to a file or another program


def add_format(parser: ArgumentParser) -> None:
    """The option that every verb with an answer has."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print the answer (default: table)")


def say(text: str) -> None:
    """Tell the person at the terminal something that is not the answer; no name from a file can steer the terminal."""
    sys.stderr.write("".join(f"{plain_text(line)}\n" for line in text.split("\n")))


def to_json(answer: object) -> str:
    """The answer as JSON, by the same schema that docs/reference prints."""
    return TypeAdapter(type(answer)).dump_json(answer, indent=1).decode()


def show(answer: object, rows: Sequence[Mapping[str, Any]], *, form: str, columns: Sequence[str], title: str) -> None:
    """Print the answer: all of it as JSON, its rows as CSV, its chosen columns as a table."""
    if form == "json":
        sys.stdout.write(to_json(answer) + "\n")
    elif form == "csv":
        sys.stdout.write(as_csv(rows, columns))
    else:
        _table(rows, columns, title)


def as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV with a header, `columns` where there is no row; no text that a spreadsheet would run as a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    return text.getvalue()


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str) -> None:
    shown = Table(title=Text(plain_text(title)), title_justify="left")
    for column in columns:
        shown.add_column(column.replace("_", " "))
    for row in rows:
        shown.add_row(*(Text(plain_text(_cell(row[column]))) for column in columns))
    Console(width=None if sys.stdout.isatty() else WIDE).print(shown)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
