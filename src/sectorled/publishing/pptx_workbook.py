"""The workbook behind a native chart: what is plotted, ready to be edited, and the chart's table with its value ids."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from sectorled.publishing.chart import Chart
from sectorled.publishing.plot import Plot, Series
from sectorled.publishing.table import Cell, without_noise
from sectorled.publishing.xlsx import PLAIN, Sheets

SHEET = "Sheet1"  # the name that python-pptx gives in the references of a chart
_ENDS = ("95% from", "95% to", "plus", "minus")


def workbook(chart: Chart, plot: Plot, *, at: datetime, banner: str | None) -> bytes:
    """Sheets: what is plotted (intervals as formulas of their ends), the table, the id of every number in the table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        book.set_properties({"title": chart.title[:255], "created": at.replace(tzinfo=None)})
        sheets = Sheets(book)
        plotted, table, values = (book.add_worksheet(name) for name in (SHEET, "Table", "Values"))
        _plotted(sheets, plotted, plot)
        sheets.table(table, "Table", chart.table(), banner)
        sheets.list_values(values)
    return out.getvalue()


def where(plot: Plot, at: int, what: str) -> str:
    """The cells of a column that belongs to the interval of a series."""
    column = xl_col_to_name(_column(plot, at, what))
    return f"{SHEET}!${column}$2:${column}${len(plot.categories) + 1}"


def reaches(series: Series, way: str) -> list[float | None]:
    """How far the interval of each point reaches above (plus) or below (minus) it."""
    made = list[float | None]()
    for cell, pair in zip(series.values, series.intervals, strict=True):
        if pair is None or not isinstance(cell.value, int | float):
            made.append(None)
        else:
            made.append(without_noise(pair[1] - cell.value if way == "plus" else cell.value - pair[0]))
    return made


def _column(plot: Plot, at: int, what: str) -> int:
    before = sum(bool(series.lower) for series in plot.series[:at])
    return 1 + len(plot.series) + before * len(_ENDS) + _ENDS.index(what)


def _plotted(sheets: Sheets, sheet: Any, plot: Plot) -> None:
    for row, name in enumerate(plot.categories, start=1):
        sheets.put(sheet, row, 0, name, None)
    for at, series in enumerate(plot.series):
        sheets.put(sheet, 0, at + 1, series.name, None)
        _cells(sheets, sheet, at + 1, series.values)
        if series.lower:
            _interval(sheets, sheet, plot, at)
    sheet.set_column(0, 0, 30)


def _cells(sheets: Sheets, sheet: Any, column: int, cells: tuple[Cell | None, ...]) -> None:
    for row, cell in enumerate(cells, start=1):
        if cell is not None and cell.is_number:
            sheets.put(sheet, row, column, cell.value, None)


def _interval(sheets: Sheets, sheet: Any, plot: Plot, at: int) -> None:
    series, columns = plot.series[at], {what: _column(plot, at, what) for what in _ENDS}
    for what, column in columns.items():
        sheets.put(sheet, 0, column, f"{series.name}: {what}", None)
    _cells(sheets, sheet, columns["95% from"], series.lower)
    _cells(sheets, sheet, columns["95% to"], series.upper)
    for way in ("plus", "minus"):
        for row, reach in enumerate(reaches(series, way), start=1):
            if reach is not None:
                value, low, high = (xl_rowcol_to_cell(row, c) for c in (at + 1, columns["95% from"], columns["95% to"]))
                formula = f"={high}-{value}" if way == "plus" else f"={value}-{low}"
                sheet.write_formula(row, columns[way], formula, None, reach)
