"""A table as WordprocessingML, written element by element: python-docx walks the whole table for each cell."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from sectorled.publishing.table import Cell, Column, Row, Table

CHARACTER, MARGIN = 0.62, 180  # share of the type size that a character takes; twentieths of a point after a column
TWENTIETH = Pt(1) / 20
WIDEST = 30  # characters that a column is laid out for


class Bookmarks:
    """Hidden bookmarks around numbers: `names` maps each to the id of the value it holds."""

    def __init__(self) -> None:
        self.names = dict[str, str]()

    def around(self, content: Any, value_id: str) -> list[Any]:
        """The content between the start and the end of a new bookmark."""
        number = str(len(self.names) + 1)
        self.names[f"_value_{number}"] = value_id
        start = element("w:bookmarkStart", id=number, name=f"_value_{number}")
        return [start, content, element("w:bookmarkEnd", id=number)]


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element in the word-processing namespace with attributes of the same."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def run(words: str, *, bold: bool = False, style: str | None = None) -> Any:
    """A run of text."""
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    properties = [element("w:rStyle", val=style)] if style else []
    properties += [element("w:b")] if bold else []
    return element("w:r", element("w:rPr", *properties), text) if properties else element("w:r", text)


def add_table(made: Any, table: Table, bookmarks: Bookmarks) -> None:
    """Append the table: its header rows repeat on every page and no row is split over two."""
    section = made.sections[-1]
    width = (section.page_width - section.left_margin - section.right_margin) / TWENTIETH
    widths = _widths(table, width, CHARACTER * made.styles["Table Text"].font.size / TWENTIETH)
    look = element("w:tblLook", firstRow="1", firstColumn="1", noHBand="1", noVBand="1")
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="SectorledTable"),
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        look,
        element("w:tblCaption", val=table.title),
        element("w:tblDescription", val=table.subtitle or table.title),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in widths))
    rows = [*_header_rows(table), *(_row(row, table, bookmarks) for row in table.rows)]
    if table.short:
        _keep_together(rows)
    made.element.body.insert_element_before(element("w:tbl", properties, grid, *rows), "w:sectPr")


def _keep_together(rows: Iterable[Any]) -> None:
    """Keep each row on the page of the next, and the last with the notes."""
    for row in rows:
        for style in row.iter(qn("w:pStyle")):
            style.addnext(element("w:keepNext"))


def _widths(table: Table, width: float, character: float) -> list[int]:
    """The width of the page shared out: to each column its longest word, and what is left by its longest entry."""
    columns = [[table.stub, *(row.header for row in table.rows)]]
    for i, column in enumerate(table.columns):
        columns.append([_heading(column), *(row.cells[i].text for row in table.rows)])
    words = [min(max(len(word) for entry in entries for word in entry.split()), WIDEST) for entries in columns]
    entries = [min(max(map(len, entries)), WIDEST) for entries in columns]
    least = [character * n + MARGIN for n in words]
    more = [character * (n - word) for n, word in zip(entries, words, strict=True)]
    share = min(1.0, max(0, width - sum(least)) / (sum(more) or 1))
    wanted = [a + share * b for a, b in zip(least, more, strict=True)]
    return [int(width * n / sum(wanted)) for n in wanted]


def _header_rows(table: Table) -> Iterable[Any]:
    if table.grouped:
        cells = [_cell([run("")])]
        for group, columns in groupby(table.columns, lambda c: c.group):
            cells.append(_cell([run(group or "", bold=True)], span=len(list(columns))))
        yield _table_row(cells, header=True)
    cells = [_cell([run(table.stub, bold=True)])]
    for column in table.columns:
        cells.append(_cell([run(_heading(column), bold=True)], align=column.align))
    yield _table_row(cells, header=True)


def _heading(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _row(row: Row, table: Table, bookmarks: Bookmarks) -> Any:
    bold = row.kind == "total"
    cells = [_cell([run(row.header, bold=bold)])]
    for column, cell in zip(table.columns, row.cells, strict=True):
        cells.append(_cell(_content(cell, bookmarks, bold=bold), align=column.align))
    return _table_row(cells, header=False)


def _content(cell: Cell, bookmarks: Bookmarks, *, bold: bool) -> list[Any]:
    if not cell.value_id:
        return [run(cell.text, bold=bold)]
    return bookmarks.around(run(cell.text, bold=bold), cell.value_id)


def _table_row(cells: Iterable[Any], *, header: bool) -> Any:
    properties = [element("w:cantSplit"), *([element("w:tblHeader")] if header else [])]
    return element("w:tr", element("w:trPr", *properties), *cells)


def _cell(content: Iterable[Any], *, align: str = "left", span: int = 1) -> Any:
    properties = [element("w:gridSpan", val=str(span))] if span > 1 else []
    layout = element("w:pPr", element("w:pStyle", val="TableText"), element("w:jc", val=align))
    return element("w:tc", element("w:tcPr", *properties), element("w:p", layout, *content))
