"""A document as an accessible workbook, as government statisticians publish them.

Cover, contents, summary (the sentences), one table a sheet, notes, and "Values": for every number the id of its value.
No merged cells, no blank rows within tables, no formulas; text that looks like one stays text.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from sectorled.publishing.document import Document, Figure, Link, Text, plain
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.marks import explained
from sectorled.publishing.number_format import number_format
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Cell, Row, Table, without_noise

WIDEST, NARROWEST = 60, 12  # characters of a column
PROSE = 100
LONGEST = 255  # characters of a column's header or a property; beyond, Excel repairs the file
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
VALUES = ("Value id", "Sheet", "Cell", "What it is", "Value", "As shown", "Shorthand")


def to_xlsx(document: Document) -> bytes:
    """The workbook; PublishingError where a text or table is longer than a sheet can hold."""
    document = cleaned(document)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        book.set_properties(_properties(document))
        Sheets(book).write(document)
    return out.getvalue()


def _properties(document: Document) -> dict[str, Any]:
    meta = document.meta
    about = {"title": document.title, "author": meta.publisher, "comments": meta.banner or meta.subtitle or ""}
    return {**{term: words[:LONGEST] for term, words in about.items()}, "created": meta.at.replace(tzinfo=None)}


@dataclass
class Sheets:
    """One workbook under way: its formats, and the values met so far for the last sheet."""

    book: Any
    values: list[tuple[str, str, str, Cell | Figure]] = field(default_factory=list)
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def write(self, document: Document) -> None:
        """All sheets in order."""
        tables = [(label, table) for table, label in document.tables]
        names = ["Cover", "Contents", "Summary", *(label for label, _ in tables), "Notes", "Values"]
        sheets = {name: self.book.add_worksheet(name.replace(" ", "_")) for name in names}
        self._cover(sheets["Cover"], document)
        self._contents(sheets["Contents"], tables)
        self._summary(sheets["Summary"], document)
        for label, table in tables:
            self.table(sheets[label], label, table, document.meta.banner)
        self._notes(sheets["Notes"], tables)
        self.list_values(sheets["Values"])

    def _cover(self, sheet: Any, document: Document) -> None:
        meta = document.meta
        lines = [line for line in (meta.banner, meta.subtitle) if line]
        lines += [f"{term}: {words}" for term, words in meta.about]
        lines += ["Shorthand in square brackets is explained on the sheet Notes."]
        lines += ["The id of each number, on the sheet Values, leads back to where it came from."]
        self._prose(sheet, document.title, lines)

    def _contents(self, sheet: Any, tables: Sequence[tuple[str, Table]]) -> None:
        self.put(sheet, 0, 0, "Contents", self._heading())
        about = [("Summary", "What the document says, in sentences")]
        about += [(label, table.title) for label, table in tables]
        about += [("Notes", "Shorthand, notes, caveats and sources"), ("Values", "The id of every number")]
        link = self._format(font_color="#12436D", underline=1)
        for row, (name, words) in enumerate(about, start=2):
            target = name.replace(" ", "_")
            sheet.write_url(row, 0, f"internal:'{target}'!A1", link, string=name)
            self.put(sheet, row, 1, words, self._wrapped())
        self._list_object(sheet, 1, len(about), ["Sheet", "What it holds"], name="Contents_list")
        sheet.set_column(0, 0, NARROWEST)
        sheet.set_column(1, 1, PROSE)

    def _summary(self, sheet: Any, document: Document) -> None:
        texts = list(document.texts())
        self._prose(sheet, "Summary", [_with_addresses(text) for text in texts])
        for row, text in enumerate(texts, start=1):
            for part in text:
                if isinstance(part, Figure):
                    self.values.append((sheet.get_name(), xl_rowcol_to_cell(row, 0), plain(text), part))

    def table(self, sheet: Any, label: str, table: Table, banner: str | None) -> None:
        """Title, notes and the table on a sheet of its own; its values are kept for the list."""
        above = [line for line in (banner, table.subtitle) if line]
        above += [f"{term}: {words}" for term, words in table.footnotes]
        above += [] if table.rows else [table.empty]
        self._prose(sheet, f"{label}: {table.title}", above, wrapped=False)
        if not table.rows:
            return
        top = len(above) + 1
        for i, row in enumerate(table.rows, start=top + 1):
            self.put(sheet, i, 0, row.header, self._row_format(row, align="left"))
            for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), start=1):
                self._cell(sheet, (i, j), cell, self._row_format(row, align=column.align, cell=cell))
                if cell.value_id:
                    what = f"{row.header}; {column.full}"
                    self.values.append((sheet.get_name(), xl_rowcol_to_cell(i, j), what, cell))
        header = [table.stub, *(column.full for column in table.columns)]
        self._list_object(sheet, top, len(table.rows), header, name=label.replace(" ", "_") + "_data")
        for j, width in enumerate(_widths(table, header)):
            sheet.set_column(j, j, width)

    def _notes(self, sheet: Any, tables: Sequence[tuple[str, Table]]) -> None:
        self.put(sheet, 0, 0, "Notes", self._heading())
        marks = frozenset[str]().union(*(table.marks for _, table in tables))
        rows = [("All sheets", "Shorthand", line) for line in explained(marks)]
        for label, table in tables:
            rows += [(label, term, words) for term, words in table.footnotes if term != "Shorthand"]
        rows = rows or [("All sheets", "Note", "There is nothing to note.")]
        for row, fields in enumerate(rows, start=2):
            for column, words in enumerate(fields):
                self.put(sheet, row, column, words, self._wrapped())
        self._list_object(sheet, 1, len(rows), ["Sheet", "Kind", "Text"], name="Notes_list")
        for column, width in enumerate((NARROWEST, NARROWEST, PROSE)):
            sheet.set_column(column, column, width)

    def list_values(self, sheet: Any) -> None:
        """The sheet that gives the id of every number written so far."""
        self.put(sheet, 0, 0, "Values: the id of every number in this workbook", self._heading())
        if not self.values:
            self.put(sheet, 1, 0, "The document has no numbers.", self._wrapped())
            return
        for row, (name, place, what, number) in enumerate(self.values, start=2):
            mark = number.mark if isinstance(number, Cell) and number.mark else "none"
            value = number.shown if number.value is None else number.value
            fields = (number.value_id or "", name, place, what, value, number.shown, mark)
            for column, value in enumerate(fields):
                self.put(sheet, row, column, value, self._format(valign="top"))
        self._list_object(sheet, 1, len(self.values), VALUES, name="Values_list")
        for column, width in enumerate((50, 12, 8, 60, 16, 12, 12)):
            sheet.set_column(column, column, width)

    def _prose(self, sheet: Any, title: str, lines: Iterable[str], *, wrapped: bool = True) -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, PROSE)
        self.put(sheet, 0, 0, title, self._heading())
        for row, line in enumerate(lines, start=1):
            self.put(sheet, row, 0, line, self._wrapped() if wrapped else self._format())

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:
        hidden = cell.shown == "[low]"
        self.put(sheet, *place, cell.text if hidden or not cell.is_number else cell.value, style)

    def put(self, sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
        """A text, never run as a formula, or a number; PublishingError where the sheet cannot hold it."""
        if isinstance(value, str):
            outcome = sheet.write_string(row, column, value, style)
        else:
            outcome = sheet.write_number(row, column, without_noise(value), style)
        if outcome != 0:
            raise PublishingError(
                f"{sheet.get_name()}, row {row + 1}: longer than a spreadsheet can hold. Publish this table as CSV."
            )

    def _list_object(self, sheet: Any, row: int, rows: int, header: Sequence[str], *, name: str) -> None:
        """Mark the cells as a table with a header row, which screen readers announce."""
        style = self._format(bold=True, text_wrap=True, valign="top", bottom=1)
        options = {"name": name, "style": None, "autofilter": False}
        columns = [{"header": words[:LONGEST], "header_format": style} for words in header]
        sheet.add_table(row, 0, row + rows, len(header) - 1, {**options, "columns": columns})

    def _row_format(self, row: Row, *, align: str, cell: Cell | None = None) -> Any:
        style: dict[str, Any] = {"align": align, "valign": "top", "text_wrap": align == "left"}
        if row.kind == "total":
            style["bold"] = True
        if cell is not None and cell.is_number:
            style["num_format"] = number_format(cell)
        return self._format(**style)

    def _heading(self) -> Any:
        return self._format(bold=True, font_size=16)

    def _wrapped(self) -> Any:
        return self._format(text_wrap=True, valign="top")

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "Arial", "font_size": 12, **style})
        return self.formats[key]


def _with_addresses(text: Text) -> str:
    return "".join(f"{part.words} ({part.address})" if isinstance(part, Link) else plain((part,)) for part in text)


def _widths(table: Table, header: Sequence[str]) -> list[float]:
    longest = max(len(row.header) for row in table.rows)
    first = min(max(longest + 2, 24), WIDEST)
    return [first, *(min(max(len(words) * 0.6, NARROWEST), WIDEST) for words in header[1:])]
