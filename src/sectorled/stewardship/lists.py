"""Lists as CSV for a spreadsheet: no text in them that a spreadsheet would run as a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from sectorled.publishing.csv import BYTE_ORDER_MARK
from sectorled.publishing.plain_text import harmless


def write_list(place: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write rows to a file, a row at a time."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8", newline="") as file:
        _write(file, rows, columns)


def as_list(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """The same as text."""
    text = io.StringIO()
    _write(text, rows, columns)
    return text.getvalue()


def _write(file: IO[str], rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in (row[c] for c in columns)])
