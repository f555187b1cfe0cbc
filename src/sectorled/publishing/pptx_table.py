"""A table on slides: native, with its header repeated on every slide it is split over, ruled by lines alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from sectorled.publishing.pptx_style import ACROSS, CONTENT
from sectorled.publishing.pptx_text import CHARACTER, LINE, Values, lines_of
from sectorled.publishing.table import Column, Row, Table
from sectorled.publishing.theme import GRID, INK, QUIET

POINTS, CROWDED_POINTS, CROWDED_FROM = 14, 12, 7  # type sizes, and the number of columns from which the smaller is used
MARGIN, PADDING = 14, 8  # points beside and above and below the text of a cell together
WIDTH_POINTS, HEIGHT_POINTS = ACROSS * 72, CONTENT[3] / Pt(1)
WIDEST, WIDEST_STUB, NARROWEST = 26, 44, 5  # characters that a column is laid out for
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no fill, no grid
SIDES = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT}


def parts_of(table: Table) -> list[Table]:
    """The table as tables that fit a slide each: columns first, each with the row headers again, then rows."""
    return [
        replace(table, columns=table.columns[start:stop], rows=rows)
        for start, stop in _spans(table)
        for rows in _rows_by_slide(table, start, stop)
    ]


def add_table(slide: Any, table: Table, values: Values) -> Any:
    """Add a table that fits to a slide and return its frame."""
    top = 1 + table.grouped
    frame = slide.shapes.add_table(len(table.rows) + top, len(table.columns) + 1, *CONTENT[:3], Pt(1))
    grid, points = frame.table, _points(table.columns)
    style = grid._tbl.tblPr  # noqa: SLF001 - python-pptx has no table styles
    style.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    grid.first_row, grid.first_col, grid.horz_banding = True, True, False
    for column, width in zip(grid.columns, _shared(table), strict=True):
        column.width = Pt(width)
    _header(grid, table, points)
    for i, row in enumerate(table.rows, start=top):
        _row(grid, i, row, table, values)
    heights = [*([points * LINE + PADDING] if table.grouped else []), _header_height(table)]
    for row, height in zip(grid.rows, [*heights, *(_height(r, table) for r in table.rows)], strict=True):
        row.height = Pt(height)
    return frame


def _points(columns: Sequence[Column]) -> int:
    return POINTS if len(columns) < CROWDED_FROM else CROWDED_POINTS


def _least(table: Table) -> list[float]:
    """The width that the row headers and each column need, in points."""
    size = CHARACTER * _points(table.columns)
    stub = max(len(words) for words in (table.stub, *(row.header for row in table.rows)))
    needed: list[float] = [min(stub, WIDEST_STUB)]
    for i, column in enumerate(table.columns):
        entries = [_heading(column), *(row.cells[i].text for row in table.rows)]
        words = max(len(word) for entry in entries for word in entry.split() or [""])
        longest = max(map(len, entries[1:]), default=0) / (1 if column.align == "right" else 2)
        needed.append(min(max(words, longest, NARROWEST), WIDEST))
    return [size * 1.1 * n + MARGIN for n in needed]


def _spans(table: Table) -> list[tuple[int, int]]:
    """The columns that fit a slide together, from and to."""
    stub, *widths = _least(table)
    spans, left = [[0, 0]], WIDTH_POINTS - stub
    for i, width in enumerate(widths):
        if width > left and i > spans[-1][0]:
            spans.append([i, i])
            left = WIDTH_POINTS - stub
        spans[-1][1], left = i + 1, left - width
    return [(start, stop) for start, stop in spans]


def _rows_by_slide(table: Table, start: int, stop: int) -> Iterator[tuple[Row, ...]]:
    columns = table.columns[start:stop]
    cut = [replace(row, cells=row.cells[start:stop]) for row in table.rows]
    shown = replace(table, columns=columns, rows=tuple(cut))
    widths, points = _shared(shown), _points(columns)
    room = HEIGHT_POINTS - _header_height(shown) - (points * LINE + PADDING) * shown.grouped
    page, left = list[Row](), room
    for row in cut:
        height = _height_in(row, widths, points)
        if page and height > left:
            yield tuple(page)
            page, left = [], room
        page.append(row)
        left -= height
    yield tuple(page)


def _shared(table: Table) -> list[float]:
    """The width of the slide shared out; a narrow table keeps to the left of it."""
    least = _least(table)
    grown = min(WIDTH_POINTS / sum(least), 1.6)
    return [width * grown for width in least]


def _height_in(row: Row, widths: Sequence[float], points: int) -> float:
    words = [row.header, *(cell.text for cell in row.cells)]
    rows = max(lines_of(w, points, width - MARGIN) for w, width in zip(words, widths, strict=True))
    return points * LINE * rows + PADDING


def _height(row: Row, table: Table) -> float:
    return _height_in(row, _shared(table), _points(table.columns))


def _header_height(table: Table) -> float:
    points = _points(table.columns)
    words = [table.stub, *(_heading(column) for column in table.columns)]
    rows = max(lines_of(w, points * 1.1, width - MARGIN) for w, width in zip(words, _shared(table), strict=True))
    return points * LINE * rows + PADDING


def _heading(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _header(grid: Any, table: Table, points: int) -> None:
    at = 1
    for group, columns in groupby(table.columns, lambda column: column.group):
        span = len(list(columns))
        if table.grouped:
            cell = grid.cell(0, at)
            if span > 1:
                cell.merge(grid.cell(0, at + span - 1))
            _put(cell, group or "", points, bold=True, rule=GRID if group else None)
        at += span
    if table.grouped:
        _put(grid.cell(0, 0), "", points)
    bottom = int(table.grouped)
    _put(grid.cell(bottom, 0), table.stub, points, bold=True, rule=INK)
    for i, column in enumerate(table.columns, start=1):
        _put(grid.cell(bottom, i), _heading(column), points, align=column.align, bold=True, rule=INK)


def _row(grid: Any, at: int, row: Row, table: Table, values: Values) -> None:
    points = _points(table.columns)
    look: dict[str, Any] = {"bold": row.kind == "total", "rule": GRID, "colour": QUIET if row.kind == "base" else INK}
    _put(grid.cell(at, 0), row.header, points, **look)
    for i, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), start=1):
        run = _put(grid.cell(at, i), cell.text, points, align=column.align, **look)
        values.mark(run, cell.value_id)


def _put(
    cell: Any,
    words: str,
    points: int,
    *,
    align: str = "left",
    bold: bool = False,
    rule: str | None = None,
    colour: str = INK,
) -> Any:
    """Write the words into a cell, with a line beneath it, and return their run."""
    cell.margin_left = cell.margin_right = Pt(MARGIN / 2)
    cell.margin_top = cell.margin_bottom = Pt(PADDING / 2)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if rule == INK else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = SIDES[align]
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = words, Pt(points), bold
    run.font.color.rgb = RGBColor.from_string(colour[1:])
    if rule:
        width = 19050 if rule == INK else 9525
        line = f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{rule[1:]}"/></a:solidFill></a:lnB>'
        cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # noqa: SLF001 - python-pptx has no borders
    return run
