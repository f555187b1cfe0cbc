"""Where a table's header stands, and names for columns that have none or share one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sectorled.warehouse.tidy import InputError

MAX_COLUMNS = 16_384  # as many as a spreadsheet has
_FULL_ENOUGH = 0.6  # a header fills at least this share of the widest row's cells; a title above it does not


@dataclass(frozen=True, slots=True)
class Header:
    """The header's place (0 is the first row), one unique name per column, and what had to be made up."""

    index: int
    names: list[str]
    notes: list[str]


def too_wide(name: str, columns: int) -> None:
    """InputError where a row has more cells than any spreadsheet could."""
    if columns > MAX_COLUMNS:
        raise InputError(f"{name}: has {columns:,} columns, at most {MAX_COLUMNS:,} are read. Split the table.")


def find_header(name: str, rows: Sequence[Sequence[str | None]], header_row: int | None) -> Header:
    """The header: the row asked for (1 is the first), else the first row that is nearly as full as the fullest."""
    if header_row is not None:
        if not 1 <= header_row <= len(rows):
            raise InputError(f"{name}: has no row {header_row} for a header. Name one of the first {len(rows)} rows.")
        index = header_row - 1
    else:
        index = _fullest(rows)
    cells = rows[index]
    too_wide(name, len(cells))
    if not any((cell or "").strip() for cell in cells):
        raise InputError(f"{name}: has no header row. The first row must name the columns.")
    return Header(index, *column_names(name, cells))


def _fullest(rows: Sequence[Sequence[str | None]]) -> int:
    filled = [sum(bool((cell or "").strip()) for cell in row) for row in rows]
    return next(i for i, n in enumerate(filled) if n >= _FULL_ENOUGH * max(filled))


def column_names(name: str, cells: Sequence[str | None]) -> tuple[list[str], list[str]]:
    """One name per column: blank ones are `column 3`, repeated ones get a number, both with a note."""
    given = [" ".join((cell or "").split()) or f"column {i}" for i, cell in enumerate(cells, start=1)]
    names, taken, seen = [], set(given), Counter[str]()
    for label in given:
        seen[label] += 1
        unique = label
        while seen[label] > 1 and unique in taken:
            unique = f"{label} ({seen[label]})"
            seen[label] += unique in taken
        taken.add(unique)
        names.append(unique)
    repeated = sorted(label for label, n in Counter(given).items() if n > 1)
    blank = sum(not (cell or "").strip() for cell in cells)
    notes = [f"{name}: column {', '.join(repeated)} stands twice; the later one has a number."] if repeated else []
    if blank:
        notes.append(f"{name}: {blank} of the columns have no name and are called by their position.")
    return names, notes
