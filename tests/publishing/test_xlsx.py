"""The workbook: sheets in order, real tables, no merged cells, no formulas, numbers as numbers."""

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sectorled.publishing.document import Document, Paragraph
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.number_format import number_format
from sectorled.publishing.table import Cell, Column, Row, Table, missing, number, text, without_noise
from sectorled.publishing.xlsx import to_xlsx
from tests.publishing.readback import displayed
from tests.publishing.samples import META, document


def opened(doc: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(doc)))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(document())


def test_sheets_are_cover_contents_summary_one_a_table_notes_and_values(book: Any) -> None:
    assert book.sheetnames == [
        "Cover", "Contents", "Summary", "Table_1", "Figure_1", "Figure_2", "Table_2", "Table_3", "Notes", "Values",
    ]  # fmt: skip
    listed = [row[0].value for row in book["Contents"].iter_rows(min_row=3)]
    assert [name.replace(" ", "_") for name in listed] == book.sheetnames[2:]
    assert all(row[0].hyperlink for row in book["Contents"].iter_rows(min_row=3))


def test_the_cover_says_what_a_reader_must_know(book: Any) -> None:
    lines = [row[0].value for row in book["Cover"].iter_rows()]

    assert lines[0] == "How Coldhaven compares"
    assert "Fictional data: no council here is real" in lines
    assert "Release: 2026-11-01" in lines
    assert book.properties.title == "How Coldhaven compares"
    assert book.properties.created == datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - the file holds no zone


def test_each_sheet_of_figures_holds_one_table_without_blanks_or_merged_cells(book: Any) -> None:
    for name in ("Table_1", "Figure_1", "Figure_2", "Table_2"):
        sheet = book[name]
        (table,) = sheet.tables.values()
        cells = [cell for row in sheet[table.ref] for cell in row]

        assert not sheet.merged_cells.ranges
        assert all(cell.value is not None for cell in cells)
        assert all(sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1))
        assert sheet["A2"].value == "Fictional data: no council here is real"
        assert table.headerRowCount == 1


def test_numbers_are_numbers_unrounded_under_a_format_that_shows_them_as_elsewhere(book: Any) -> None:
    cells = {cell.value: cell for row in book["Table_1"].iter_rows() for cell in row}

    assert cells[38.297].number_format == '#,##0.0"%"'
    assert cells[12345.678].data_type == "n"
    assert cells["[low]"].data_type == "s"
    assert 0.02 not in cells


@pytest.mark.parametrize(
    "cell",
    [
        number(1234.5, value_id="m"),
        number(-1234.5, decimals=1, value_id="m"),
        number(38.297, decimals=1, unit="%", value_id="m", mark="p"),
        number(-3, value_id="m", unit="£", signed=True),
        number(3, value_id="m", signed=True),
        Cell(2024, "2024", None, "m"),
        Cell(12.0, "12.0 per 1,000 children", None, "m"),
        Cell(7, "about 7", None, "m"),
    ],
)
def test_a_format_shows_the_number_as_everywhere_else(cell: Cell) -> None:
    assert displayed(float(cell.value or 0), number_format(cell)) == cell.text


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.booleans(), st.sampled_from(["", "%", "£"]))
def test_every_number_we_make_has_a_format_that_shows_it(value: float, decimals: int, signed: bool, unit: str) -> None:
    cell = number(value, decimals=decimals, signed=signed, unit=unit, value_id="m")

    assume(cell.mark != "low")
    assert displayed(without_noise(value), number_format(cell)) == cell.text


@pytest.mark.parametrize(("shown", "code"), [('a "quoted" 7', '"a quoted "#,##0'), ("seven", "General")])
def test_words_in_a_format_are_literals_and_a_number_in_words_has_none(shown: str, code: str) -> None:
    assert number_format(Cell(7, shown, None, "m")) == code


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+44", "-2", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "http://x.y"]
)
def test_text_that_looks_like_a_formula_or_link_stays_text(hostile: str) -> None:
    table = Table(hostile, (Column(hostile),), (Row(hostile, (text(hostile),)),), "Area", notes=(hostile,))

    book = opened(Document(hostile, (Paragraph((hostile,)), table), meta=replace(META, publisher=hostile)))

    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} for cell in row)
            assert not any(cell.hyperlink for cell in row if sheet.title != "Contents")
    assert hostile.strip() in {str(cell.value).strip() for row in book["Table_1"].iter_rows() for cell in row}


def test_a_text_longer_than_a_cell_can_hold_is_refused_with_its_place() -> None:
    with pytest.raises(PublishingError, match="Summary, row 2: longer than a spreadsheet can hold"):
        to_xlsx(Document("T", (Paragraph(("x" * 40_000,)),), meta=META))


def test_a_document_without_numbers_says_so() -> None:
    book = opened(Document("T", (Paragraph(("Nothing yet.",)),), meta=META))

    assert book["Values"]["A2"].value == "The document has no numbers."
    assert book["Notes"]["C3"].value == "There is nothing to note."


def test_links_are_written_out_in_sentences(book: Any) -> None:
    assert "See its plan (https://example.org/plan)." in [row[0].value for row in book["Summary"].iter_rows()]


def test_a_missing_value_with_an_id_is_listed_with_its_mark() -> None:
    table = Table("T", (Column("Value"),), (Row("A", (missing("c", value_id="m"),)),), "Area")

    book = opened(Document("T", (table,), meta=META))

    assert [cell.value for cell in book["Values"][3]] == ["m", "Table_1", "B5", "A; Value", "[c]", "[c]", "c"]
    assert book["Table_1"]["B5"].value == "[c]"
