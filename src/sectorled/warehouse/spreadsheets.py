"""Spreadsheets (XLSX, ODS) as frames of text.

A workbook of a few kilobytes can claim seventeen thousand million cells.  Before a sheet is opened its extent is
measured in the XML without building it, and what is out of proportion is refused.
"""

import io
import re
import zipfile
from xml.parsers import expat

import fastexcel
import polars as pl

from sectorled.warehouse.files import BROKEN_ARCHIVE, Limits, check_archive
from sectorled.warehouse.headers import find_header, too_wide
from sectorled.warehouse.tidy import InputError

MAX_CELLS = 20_000_000
MAX_TEXT_BYTES = 1 << 31  # of repeated shared strings, once written out
_LOOKED_AT = 50
_SAVE = "Save the table alone as CSV (UTF-8)."
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")


def read_spreadsheet(
    name: str, content: bytes, sheet: str | None, header_row: int | None
) -> tuple[pl.DataFrame, pl.Series, list[str]]:
    """The frame, the row number of each of its rows, notes.  Without `sheet` the one with the most cells is read."""
    _check(name, content)
    try:
        book = fastexcel.read_excel(content)
        chosen = sheet or _largest(book)
        cells = _cells(book, chosen) if chosen in book.sheet_names else None
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        reason = str(error).split("\n", 1)[0]
        raise InputError(f"{name}: cannot be read as a spreadsheet ({reason}). {_SAVE}") from error
    if cells is None:
        raise InputError(f"{name}: has no sheet {chosen!r}. Its sheets are: {', '.join(book.sheet_names)}.")
    frame, rows, notes = _below_header(name, cells, header_row)
    if len(book.sheet_names) > 1:
        notes.append(f"{name}: sheet {chosen!r} was read, of {len(book.sheet_names)}.")
    return frame, rows, notes


def _largest(book: fastexcel.ExcelReader) -> str:
    def size(sheet: str) -> int:
        loaded = book.load_sheet(sheet, header_row=None, n_rows=2000, dtypes="string")
        return int(loaded.total_height * loaded.width)

    return max(book.sheet_names, key=size)


def _cells(book: fastexcel.ExcelReader, sheet: str) -> pl.DataFrame:
    """Every cell as text; numbers with all their digits, which the reader's own text form cuts at nine decimals."""
    text, numbers = (
        book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes=kind).to_polars() for kind in ("string", "float")
    )
    return text.with_columns(
        pl.when(numbers[c].is_not_null() & (text[c].cast(pl.Float64, strict=False) != numbers[c]))
        .then(numbers[c].cast(pl.String))
        .otherwise(text[c].str.strip_suffix(" 00:00:00"))
        .alias(c)
        for c in text.columns
    )


def _below_header(name: str, cells: pl.DataFrame, header_row: int | None) -> tuple[pl.DataFrame, pl.Series, list[str]]:
    if not cells.height:
        raise InputError(f"{name}: the sheet is empty. A table has a header row and at least one row below it.")
    header = find_header(name, cells.head(max(_LOOKED_AT, header_row or 0)).rows(), header_row)
    frame = cells.slice(header.index + 1)
    frame.columns = header.names
    rows = pl.int_range(header.index + 2, header.index + 2 + frame.height, dtype=pl.UInt32, eager=True).alias("row")
    return frame, rows, header.notes


def _check(name: str, content: bytes) -> None:
    """InputError unless the workbook is a sound zip whose sheets are of a sane extent."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [info.filename for info in check_archive(archive, name, Limits())]
            strings = [archive.read(part) for part in parts if part.lower().endswith("sharedstrings.xml")]
            longest = max((len(text) for xml in strings for text in xml.split(b"</")), default=0)
            for part in parts:
                xml = archive.read(part)
                if part.endswith((".xml", ".rels")):
                    _check_xml(name, xml)
                if part == "content.xml":
                    _check_ods(name, xml)
                elif b"sheetData" in xml:  # a sheet, wherever it lies
                    _check_xlsx(name, xml, longest)
    except (*BROKEN_ARCHIVE, expat.ExpatError) as error:
        raise InputError(f"{name}: is not a whole spreadsheet ({error}). Fetch it again.") from error


def _check_xml(name: str, xml: bytes) -> None:
    """The reader passes over broken XML and loses rows in silence; a sound one needs no declarations."""
    if b"\0" in xml or b"<!" in xml.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise InputError(f"{name}: its parts are not plain UTF-8 without declarations. {_SAVE}")
    expat.ParserCreate().Parse(xml, True)  # noqa: FBT003 - expat takes it by position


def _check_xlsx(name: str, xml: bytes, longest: int) -> None:
    columns = rows = 0
    for letters, number in _REFERENCE.findall(xml):
        columns, rows = max(columns, _column(letters)), max(rows, int(number[:9]))
    _check_extent(name, columns, rows)
    if len(_SHARED.findall(xml)) * longest > MAX_TEXT_BYTES:
        raise InputError(f"{name}: its texts are too long. {_SAVE}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number


def _check_extent(name: str, columns: int, rows: int) -> None:
    too_wide(name, columns)
    if columns * rows > MAX_CELLS:
        raise InputError(
            f"{name}: a sheet claims {columns:,} x {rows:,} cells, at most {MAX_CELLS:,} are read. {_SAVE}"
        )


def _check_ods(name: str, xml: bytes) -> None:
    extent = _OdsExtent(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position


class _OdsExtent:
    """Measures the tables of an ODS while their XML streams by: only rows and cells up to a filled one count."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = self.across = self.widest = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        if tag.endswith(":table"):
            self.rows = self.widest = 0
        elif tag.endswith(":table-row"):
            self.rows += _times(attributes, "rows")
            self.across = 0
        elif tag.endswith("table-cell"):
            self.across += _times(attributes, "columns")
        if tag.endswith(":p") or "office:value-type" in attributes:
            self.widest = max(self.widest, self.across)
            _check_extent(self.name, self.widest, self.rows)


def _times(attributes: dict[str, str], what: str) -> int:
    return int(attributes.get(f"table:number-{what}-repeated", "1")[:9])
