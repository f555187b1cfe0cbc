"""Spreadsheets: every digit kept, lies about their size refused."""

import io
from datetime import date

import pytest
import xlsxwriter

from sectorled.warehouse.table_files import TableFile, table_of
from sectorled.warehouse.tidy import InputError
from tests.warehouse.tables.workbooks import ods, ods_of, with_part, xlsx

_ROWS: list[list[object]] = [["area", "value"], ["Woking", 33.333333333333336], ["=1+1", 12345678901]]
_SHEET = "xl/worksheets/sheet1.xml"


def _fault(content: bytes, name: str = "t.xlsx", sheet: str | None = None) -> str:
    with pytest.raises(InputError) as error:
        table_of(name, content, sheet=sheet)
    return str(error.value)


def _rows(table: TableFile) -> list[tuple[object, ...]]:
    return table.frame.rows()


def test_numbers_keep_every_digit_and_text_stays_text() -> None:
    book = xlsx([["a", "b", "c"], ["007", 0.1, date(2024, 3, 31)], ["'=x", 1e-7, True], ["n", 33.33333333333334, None]])

    assert _rows(table_of("t.xlsx", book)) == [
        ("007", "0.1", "2024-03-31"),
        ("'=x", "0.0000001", "true"),
        ("n", "33.33333333333334", None),
    ]
    assert _rows(table_of("t.ods", ods(_ROWS))) == [("Woking", "33.333333333333336"), ("=1+1", "12345678901")]


def test_the_fullest_sheet_is_read_and_the_header_found_below_a_title() -> None:
    book = xlsx([["Cover"]], [["Title"], [], ["area", "value"], ["Woking", 1], ["Kent", 2]])

    table = table_of("t.xlsx", book)

    assert _rows(table) == [("Woking", "1"), ("Kent", "2")]
    assert table.rows.to_list() == [4, 5]
    assert "sheet 'Sheet 2' was read, of 2" in table.notes[0]
    assert table_of("t.xlsx", book, sheet="Sheet 1").frame.columns == ["Cover"]
    assert "has no sheet 'Sheet 9'. Its sheets are: Sheet 1, Sheet 2" in _fault(book, sheet="Sheet 9")
    assert table_of("t.xlsx", book, sheet="Sheet 2", header_row=4).frame.columns == ["Woking", "1"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 not a zip at all", "is not a whole spreadsheet"),
        (xlsx(_ROWS)[:900], "is not a whole spreadsheet"),
        (b"area,value\n1,2\n", "is not what its ending says"),
        (xlsx([]), "the sheet is empty"),
        (with_part(xlsx(_ROWS), "xl/workbook.xml", b"<sheets>", b"<sheeps>"), "is not a whole spreadsheet"),
        (with_part(xlsx(_ROWS), "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"none.xml"), "cannot be read as a"),
        (with_part(xlsx(_ROWS), _SHEET, b"<sheetData>", b"<sheetData><<<"), "is not a whole spreadsheet"),
        (with_part(xlsx(_ROWS), _SHEET, b'r="B3"', b'r="XFD1048576"'), "claims 16,384 x 1,048,576 cells"),
        (with_part(xlsx(_ROWS), _SHEET, b'r="B3"', b'r="ZZZZ3"'), "columns, at most 16,384"),
        (with_part(xlsx(_ROWS), _SHEET, b'r="3"', b'r="99999999999"'), "claims"),
        (
            with_part(xlsx(_ROWS), "[Content_Types].xml", b"<Types", b'<?xml version="1.0" encoding="UTF-B"?><Types'),
            "whole",
        ),
        (with_part(xlsx(_ROWS), _SHEET, b"<worksheet", b"<!DOCTYPE x><worksheet"), "without declarations"),
        (with_part(xlsx(_ROWS), _SHEET, b"<sheetData>", b"\0<sheetData>"), "not plain UTF-8"),
    ],
)
def test_workbooks_that_lie_or_are_broken_are_refused(content: bytes, reason: str) -> None:
    assert reason in _fault(content)


def test_texts_that_swell_are_refused() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_string(0, 0, "x" * 30_000)
    many = b'<c r="A1" t="s"><v>0</v></c>' * 100_000
    swollen = with_part(buffer.getvalue(), _SHEET, b"</sheetData>", b"<row>" + many + b"</row></sheetData>")

    assert "its texts are too long" in _fault(swollen)


_CELL = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (
            f'<table:table-row table:number-rows-repeated="1048576">{_CELL * 30}</table:table-row>',
            "claims 20 x 1,048,576",
        ),
        (
            f'<table:table-row><table:table-cell table:number-columns-repeated="99999"/>{_CELL}</table:table-row>',
            "100,000 columns",
        ),
        ("<table:table-row>", "is not a whole spreadsheet"),
        ('<table:table-row><table:table-cell table:number-columns-repeated="x"/></table:table-row>', "is not a whole"),
    ],
)
def test_repeated_cells_of_ods_are_counted_before_they_are_made(table: str, reason: str) -> None:
    assert reason in _fault(ods_of(table), "t.ods")


def test_empty_cells_repeated_to_the_edge_cost_nothing() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    edge = f'<table:table-row table:number-rows-repeated="1048576">{blank}</table:table-row>'
    row = f"<table:table-row>{_CELL}{_CELL}</table:table-row>"

    assert _rows(table_of("t.ods", ods_of(row * 2 + edge))) == [("a", "a")]
