"""A table as CSV for machines and spreadsheets: data only; what must be said of them goes to a sibling of notes."""

import csv
import io
from collections.abc import Iterable

from sectorled.publishing.plain_text import cleaned, harmless
from sectorled.publishing.table import Cell, Table, without_noise

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def to_csv(table: Table, *, excel: bool = False) -> str:
    """The rows: numbers unrounded, a missing value as its mark; `excel` puts the byte-order mark it needs.

    Where numbers of a column carry marks, a column "... shorthand" follows it.  A text that a spreadsheet would take
    for a formula gets an apostrophe before it; numbers are left alone.
    """
    table = cleaned(table)
    marked = [any(r.cells[i].is_number and r.cells[i].mark for r in table.rows) for i in range(len(table.columns))]
    header = [table.stub]
    for column, with_marks in zip(table.columns, marked, strict=True):
        header += [column.full, f"{column.full} shorthand"] if with_marks else [column.full]
    rows = [[harmless(row.header), *_fields(row.cells, marked)] for row in table.rows]
    return (BYTE_ORDER_MARK if excel else "") + _written([[harmless(h) for h in header], *rows])


def csv_notes(table: Table, *, excel: bool = False) -> str:
    """Title, subtitle, units, base, notes, caveats, sources, release and shorthand of a table, as two columns."""
    table = cleaned(table)
    lines = [("Title", table.title), ("Subtitle", table.subtitle or "")]
    lines += [("No figures", table.empty)] if not table.rows else []
    lines += table.footnotes
    rows = [["Term", "Text"], *([term, harmless(words)] for term, words in lines if words)]
    return (BYTE_ORDER_MARK if excel else "") + _written(rows)


def _fields(cells: Iterable[Cell], marked: Iterable[bool]) -> list[str]:
    fields = list[str]()
    for cell, with_mark in zip(cells, marked, strict=True):
        fields.append(_field(cell))
        if with_mark:
            fields.append(f"[{cell.mark}]" if cell.mark else "")
    return fields


def _field(cell: Cell) -> str:
    return repr(without_noise(cell.value)) if isinstance(cell.value, int | float) else harmless(cell.shown)


def _written(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
