"""What every loader asks of its files: the member it wants, and columns that must be there."""

import re
from collections.abc import Iterable

from sectorled.warehouse.files import Files
from sectorled.warehouse.table_files import TableFile, read_table
from sectorled.warehouse.tidy import InputError


def members(files: Files, pattern: str) -> list[str]:
    """Members whose file name (without folders) matches, in alphabetical order."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return [name for name in files.names() if wanted.fullmatch(name.rpartition("/")[2])]


def table_with(files: Files, name: str, columns: Iterable[str], *, header_row: int | None = None) -> TableFile:
    """The table, or InputError that names the columns it lacks."""
    table = read_table(files, name, header_row=header_row)
    lacking = [column for column in columns if column not in table.frame.columns]
    if lacking:
        raise InputError(
            f"{name}: no column {', '.join(map(repr, lacking))}. It has: {', '.join(table.frame.columns)[:300]}. "
            "Load the file as its publisher issues it, or with a mapping of your own."
        )
    return table
