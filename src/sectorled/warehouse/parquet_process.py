"""Reads Parquet in a process of its own: a broken file can end the library's process, and takes nothing with it.

The parent keeps one such process and tells it, a line of JSON at a time, which file to read; the process writes the
cells as Arrow beside it and answers with a line: what was wrong, or nothing.  Its memory is limited.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl

from sectorled.warehouse.guarded import guarded
from sectorled.warehouse.headers import too_wide
from sectorled.warehouse.spreadsheets import MAX_CELLS
from sectorled.warehouse.tidy import InputError

_MEMORY_BYTES = 16 << 30  # address space, of which the libraries reserve much and use little
_PLAIN = (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Decimal, pl.Categorical, pl.Enum, pl.Null)


def read(name: str, place: str) -> pl.DataFrame:
    """Numbers stay numbers, the rest becomes text; InputError where the file cannot be read or claims too much."""

    def load() -> pl.DataFrame:
        lazy = pl.scan_parquet(place)
        schema = lazy.collect_schema()
        too_wide(name, len(schema))
        nested = [c for c, dtype in schema.items() if not (dtype.is_numeric() or dtype.base_type() in _PLAIN)]
        if nested:
            raise InputError(f"{name}: column {nested[0]} holds {schema[nested[0]]}. Write it as text or as a number.")
        height = int(lazy.select(pl.len()).collect().item())
        if height * len(schema) > MAX_CELLS * 10:
            raise InputError(f"{name}: claims {height:,} rows of {len(schema):,} columns. Split the table.")
        frame = lazy.collect()
        others = [c for c, dtype in schema.items() if not dtype.is_numeric() or dtype.is_decimal()]
        return frame.with_columns(_plain(schema[c])(pl.col(c)) for c in others)

    return guarded(name, load)


def _plain(dtype: pl.DataType) -> Callable[[pl.Expr], pl.Expr]:
    target = pl.Float64 if dtype.is_decimal() else pl.String
    return lambda column: column.cast(target) if target != pl.String else _day_alone(column.cast(pl.String))


def _day_alone(column: pl.Expr) -> pl.Expr:
    """Without the midnight that turns a day into a moment."""
    return column.str.replace(r"^(\d{4}-\d{2}-\d{2}) 00:00:00(\.0+)?$", "$1")


def answer(line: str) -> str:
    """Read the file that a line names and write its cells beside it; what was wrong, or an empty text."""
    asked = json.loads(line)
    try:
        read(asked["name"], asked["place"]).write_ipc(Path(asked["place"] + ".arrow"))
    except InputError as error:
        return str(error)
    except MemoryError:
        return f"{asked['name']}: claims more than a machine can hold. Fetch the file again, or split it."
    return ""


def main() -> None:
    """Answer line after line until there are no more."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES if hard < 0 else min(_MEMORY_BYTES, hard), hard))
    for line in sys.stdin:
        print(json.dumps(answer(line)), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
