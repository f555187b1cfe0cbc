"""Delimited text (CSV, TSV and their relatives) as a frame of text, row by row accounted for."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from sectorled.warehouse.headers import Header, find_header, too_wide
from sectorled.warehouse.tidy import InputError, Refusal

_LOOKED_AT = 50  # rows searched for the header
_LINE_LOOKED_AT = 1 << 16  # characters of a line searched for the delimiter
_DELIMITERS = ",;\t|"
_BLOCK_BYTES = 1 << 24  # no row may be longer than this
_END = "end of the table"
_REPAIR = "Give every row as many cells as the header has, or quote cells that hold the delimiter."


def read_delimited(
    name: str, content: bytes, header_row: int | None
) -> tuple[pl.DataFrame, pl.Series, list[Refusal], list[str]]:
    """The frame, the row number of each of its rows, rows refused because ragged, and notes."""
    text, notes = decoded(name, content)
    delimiter = _delimiter(text)
    records = list(_records(name, text, delimiter))
    if not records:
        raise InputError(f"{name}: is empty. A table has a header row and at least one row below it.")
    header = find_header(name, [cells for cells, _ in records], header_row)
    start = records[header.index][1]
    frame, bad = _body(name, text[start:].encode(), delimiter, header)
    first = header.index + 2
    refused = dict(bad)
    numbers = [n for n in range(1, frame.height + len(bad) + 1) if n not in refused]
    rows = pl.Series("row", [n + first - 1 for n in numbers], pl.UInt32)
    width = len(header.names)
    reason = "has {} cells where the header has {}"
    refusals = [
        Refusal(name, n + first - 1, "row", None, reason.format(cells, width), _REPAIR) for n, cells in refused.items()
    ]
    return frame, rows, refusals, notes + header.notes


_NO_TABLES = {
    b"\x89PNG\r\n": "a picture (PNG), not a table. Choose the file that has the table.",
    b"\xff\xd8\xff": "a picture (JPEG), not a table. Choose the file that has the table.",
    b"%PDF-": "a PDF, not a table. Choose the table it was made from, as CSV or XLSX.",
    b"\xd0\xcf\x11\xe0": "an Excel file of an old kind (XLS). Open it, save it as XLSX, and choose that.",
}


def decoded(name: str, content: bytes) -> tuple[str, list[str]]:
    """The text, with a note where it is not UTF-8: UTF-16 by its mark, else Windows-1252.

    InputError for what is no text; what people most often send instead of a table is named.
    """
    for mark, words in _NO_TABLES.items():
        if content.startswith(mark):
            raise InputError(f"{name}: is {words}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, notes = "utf-16", [f"{name}: read as UTF-16."]
    else:
        encoding, notes = "utf-8-sig", []
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text, line = _western(name, content), content.count(b"\n", 0, error.start) + 1
        notes = [f"{name}: line {line} is not UTF-8, so the file was read as Windows-1252. Save it as UTF-8."]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(f"{name}, line {line}: is not text. Save the table as CSV (UTF-8).")
    return text, notes


def _western(name: str, content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: is neither UTF-8 nor Windows-1252. Save it as CSV (UTF-8).") from error


def _delimiter(text: str) -> str:
    """The delimiter that cuts the most of the first rows into equally many cells; a comma where none does."""
    head = [line[:_LINE_LOOKED_AT] for line in text[:_BLOCK_BYTES].splitlines(keepends=True)[:_LOOKED_AT]]

    def alike(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(head, delimiter=delimiter))
        except csv.Error:
            return 0, 0
        return max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=alike)


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The first records, each with the offset of the text after it."""
    offset = 0

    def lines() -> Iterator[str]:
        nonlocal offset
        for line in io.StringIO(text, newline=""):
            offset += len(line)
            yield line

    try:
        for number, cells in enumerate(csv.reader(lines(), delimiter=delimiter)):
            if number == _LOOKED_AT:
                return
            too_wide(name, len(cells))
            yield cells, offset
    except csv.Error as error:
        raise InputError(f"{name}: cannot be read as a table ({error}). Save it as CSV (UTF-8).") from error


def _body(name: str, content: bytes, delimiter: str, header: Header) -> tuple[pl.DataFrame, list[tuple[int, int]]]:
    """All records below the header as text, and number and width of those whose width is wrong."""
    bad: list[tuple[int, int]] = []

    def ragged(row: arrow_csv.InvalidRow) -> str:
        bad.append((row.number, row.actual_columns))
        return "skip"

    if not content.strip():
        return pl.DataFrame(schema=dict.fromkeys(header.names, pl.String)), bad
    end = f"\n{delimiter.join([_END] * len(header.names))}\n"  # a quotation mark left open would swallow it
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(content + end.encode()),
            arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES, column_names=header.names),
            arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=ragged
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(header.names, pa.large_string())),
        )
    except (pa.ArrowException, ValueError) as error:
        raise InputError(f"{name}: cannot be read as a table ({error}). Save it as CSV (UTF-8).") from error
    frame = pl.DataFrame(table)
    if frame.height == 0 or set(frame.row(-1)) != {_END}:
        row = header.index + 1 + frame.height + len(bad)
        raise InputError(f"{name}, row {row}: a quotation mark is never closed. Close it; it swallows the rows below.")
    return frame.head(-1), bad
