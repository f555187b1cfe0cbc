"""What every loader asks of its files: the member it wants, columns that must be there, the areas of its rows."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import polars as pl

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.areas import KnownAreas
from sectorled.warehouse.files import Files
from sectorled.warehouse.table_files import TableFile, read_table
from sectorled.warehouse.tidy import InputError


def members(files: Files, pattern: str) -> list[str]:
    """Members whose file name (without folders) matches, in alphabetical order."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return [name for name in files.names() if wanted.fullmatch(name.rpartition("/")[2])]


def table_with(files: Files, name: str, columns: Iterable[str], *, header_row: int | None = None) -> TableFile:
    """The table, or InputError that names the columns it lacks."""
    table = read_table(files, name, header_row=header_row)
    lacking = [column for column in columns if column not in table.frame.columns]
    if lacking:
        raise InputError(
            f"{name}: no column {', '.join(map(repr, lacking))}. It has: {', '.join(table.frame.columns)[:300]}. "
            "Load the file as its publisher issues it, or with a mapping of your own."
        )
    return table


@contextmanager
def as_published(name: str) -> Iterator[None]:
    """Around code that takes apart nested metadata: what is not in the publisher's shape is an InputError."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError, pl.exceptions.PolarsError) as error:
        what = f"{type(error).__name__}: {error}".split("\n", 1)[0][:120]
        raise InputError(f"{name}: its metadata are not as published ({what}). Fetch the files again.") from error


def located(
    rows: pl.DataFrame, known: KnownAreas, *, code: str | None, name: str | None
) -> tuple[pl.DataFrame, dict[str, int], list[str]]:
    """Rows with `area`, null where nobody knows it; how many rows each unknown area had; notes.

    A code counts first, unless the name beside it is another area's; then the name, on the first day of the row's
    `period`.  While no register is loaded the publisher's codes stand as they are.
    """
    keys = [c for c in dict.fromkeys((code, name)) if c is not None]
    on = ["period"] if "period" in rows.columns else []
    seen = rows.select(*keys, *on).unique(maintain_order=True)
    found: list[tuple[object, ...]] = []
    notes: dict[str, None] = {}
    for row in seen.iter_rows(named=True):
        given, called = (str(row[c] or "").strip() if c else "" for c in (code, name))
        area = _resolved(given, called, _first_day(row.get("period")), known)
        found.append((*row.values(), area))
        if area and given and area != given and not known.empty and called:
            notes[f"{given} is not in the register; taken as {area} by its name {called!r}."] = None
    schema = {c: rows.schema[c] for c in (*keys, *on)} | {"area": pl.String()}
    joined = rows.join(
        pl.DataFrame(found, schema, orient="row"), on=[*keys, *on], how="left", nulls_equal=True, maintain_order="left"
    )
    label = pl.concat_str([pl.col(c).cast(pl.String).fill_null("blank") for c in keys], separator=" ")
    lost = joined.filter(pl.col("area").is_null()).group_by(label.alias("label"), maintain_order=True).len()
    return joined, dict(lost.iter_rows()), list(notes)


def _resolved(given: str, called: str, day: date | None, known: KnownAreas) -> str | None:
    if known.empty:
        return given or None
    if given in known and called and known.contradicts(given, called):
        return None
    return (known.resolve(given, day) if given else None) or (known.resolve(called, day) if called else None)


def _first_day(period: str | None) -> date | None:
    try:
        return parse_iso(period).start if period else None
    except ValueError:
        return None
