"""One table of one file (CSV, XLSX, ODS, JSON as text; Parquet with its types), within hard limits.

Text is never evaluated: a cell that begins with `=` is a cell that begins with `=`.  Blank cells are null.
"""

import json
from dataclasses import dataclass
from typing import Any

import polars as pl

from sectorled.warehouse.delimited import read_delimited
from sectorled.warehouse.files import Files
from sectorled.warehouse.headers import too_wide
from sectorled.warehouse.parquet import read_parquet
from sectorled.warehouse.spreadsheets import MAX_CELLS, read_spreadsheet
from sectorled.warehouse.tidy import InputError, Refusal

MAX_CELL_BYTES = 100_000
_SPREADSHEET, _PARQUET = b"PK\x03\x04", b"PAR1"
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet", ".json")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it stands in the file: its cells, the row number of each row, ragged rows refused, notes."""

    file: str
    frame: pl.DataFrame
    rows: pl.Series
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows below the header that are not blank, refused ones included."""
        return self.frame.height + len(self.refusals)

    def numbered(self) -> pl.DataFrame:
        """The cells with `file` and `row` beside them; columns so named become `file (column)`, `row (column)`."""
        clash: dict[str, str] = {c: f"{c} (column)" for c in ("file", "row") if c in self.frame.columns}
        return self.frame.rename(clash).with_columns(pl.lit(self.file).alias("file"), self.rows.alias("row"))


def read_table(files: Files, name: str, *, sheet: str | None = None, header_row: int | None = None) -> TableFile:
    """Read one member as a table.  `header_row` counts from 1; without it the first nearly full row is the header."""
    return table_of(name, files.read(name), sheet=sheet, header_row=header_row)


def read_csv(content: bytes, name: str) -> pl.DataFrame:
    """A CSV as text with `row` beside it; InputError where a row is ragged."""
    table = table_of(name, content)
    if table.refusals:
        raise InputError(str(table.refusals[0]))
    return table.numbered().drop("file")


def table_of(name: str, content: bytes, *, sheet: str | None = None, header_row: int | None = None) -> TableFile:
    """The table in these bytes; what they are is told by their first bytes, then by the name's ending."""
    refusals: list[Refusal] = []
    if content.startswith(_PARQUET):
        frame, rows, notes = _parquet(name, content)
    elif content.startswith(_SPREADSHEET):
        frame, rows, notes = read_spreadsheet(name, content, sheet, header_row)
    elif name.lower().endswith((".xlsx", ".xlsm", ".ods", ".parquet")):
        raise InputError(f"{name}: is not what its ending says. Fetch the file again, or give it its true ending.")
    elif name.lower().endswith(".json"):
        frame, rows, notes = _json(name, content)
    else:
        frame, rows, refusals, notes = read_delimited(name, content, header_row)
    frame = _checked(name, frame, rows)
    blank = frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    return TableFile(name, frame.filter(~blank), rows.filter(~blank), tuple(refusals), tuple(notes))


def _checked(name: str, frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Blank text as null; InputError where a cell is longer than any figure or remark could be."""
    too_wide(name, frame.width)
    for column in frame.columns:
        if frame[column].dtype == pl.String and (frame[column].str.len_bytes().max() or 0) > MAX_CELL_BYTES:  # type: ignore[operator]  # lengths are whole numbers
            at = frame[column].str.len_bytes().arg_max() or 0
            raise InputError(
                f"{name}, row {rows[at]}, {column[:80]}: a cell of more than {MAX_CELL_BYTES:,} bytes. Shorten it, or "
                "close the quotation mark that was left open."
            )
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.strip_chars() != "").then(text))


def _numbers(height: int, first: int) -> pl.Series:
    return pl.int_range(first, first + height, dtype=pl.UInt32, eager=True).alias("row")


def _parquet(name: str, content: bytes) -> tuple[pl.DataFrame, pl.Series, list[str]]:
    """Numbers stay numbers, everything else becomes text; rows are counted from 1."""
    frame = read_parquet(name, content)
    return frame, _numbers(frame.height, 1), []


def _json(name: str, content: bytes) -> tuple[pl.DataFrame, pl.Series, list[str]]:
    """A list of records with plain values, all as text; rows are counted from 1."""
    records = load_json(name, content)
    if not isinstance(records, list) or not records or not all(isinstance(r, dict) for r in records):
        raise InputError(f"{name}: is not a list of records. Write [{{...}}, {{...}}] with one record per row.")
    columns = dict.fromkeys(key for record in records for key in record)
    too_wide(name, len(columns))
    for number, record in enumerate(records, start=1):
        nested = [key for key, value in record.items() if isinstance(value, (list, dict))]
        if nested:
            raise InputError(f"{name}, row {number}, {nested[0][:80]}: is not a plain value. Write text or a number.")
    if len(records) * len(columns) > MAX_CELLS:
        raise InputError(f"{name}: claims {len(records):,} rows of {len(columns):,} columns. Split the table.")
    frame = pl.DataFrame(
        {c: [_text(record.get(c)) for record in records] for c in columns}, dict.fromkeys(columns, pl.String)
    )
    return frame, _numbers(frame.height, 1), []


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def load_json(name: str, content: bytes, *, strict: bool = True) -> Any:
    """Parse JSON: UTF-8, no NaN or infinity, no bottomless nesting; raw line ends in texts only if not `strict`."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not a number")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=refuse, strict=strict)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not valid JSON ({error}). Correct it or fetch it again.") from error
