"""A council's own measures, read from a table: targets, quarterly values, owners and commentary (C47).

One row for each measure and period.  Columns: measure, label, period, value; where wanted unit, polarity (high, low,
none, target), owner, target, commentary, status.  Every row that cannot be read is named with its column and a remedy,
and nothing of a table with such rows is used.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isfinite
from typing import Any

from sectorled.analysis.periods import Period
from sectorled.warehouse.files import Files
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.status import COUNTED, STATUSES
from sectorled.warehouse.table_files import ENDINGS, TableFile, read_table
from sectorled.warehouse.tables import POLARITIES
from sectorled.warehouse.tidy import InputError, Refusal

REQUIRED = ("measure", "label", "period", "value")
OPTIONAL = ("unit", "polarity", "owner", "target", "commentary", "status")
LONGEST = {"measure": 80, "label": 200, "unit": 40, "owner": 120, "commentary": 2_000}  # characters
FIXED = ("label", "unit", "polarity")  # what a measure is may not differ between its rows
NEAR = 0.05  # of the target: short of it by no more is missed, by more is off track
SCHEME = (
    "Met: at the target or on its good side. Missed: short of the target by no more than 5% of it. "
    "Off track: further from it than that."
)
MOST_DECIMALS = 3
MOST_TOLD = 20  # refused rows named one by one
_NUMBER = re.compile(r"^[£$€]?(?P<digits>[-+]?[\d,]*\.?\d+)\s*%?$")


@dataclass(frozen=True, slots=True)
class Value:
    """One measure in one period; `value` None where there is none, with its status."""

    period: Period
    value: float | None
    target: float | None
    status: str
    commentary: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure of the council's own, its values oldest first; `decimals` are those its values were given with."""

    measure: str
    label: str
    unit: str | None
    polarity: str
    decimals: int
    values: tuple[Value, ...]

    @property
    def latest(self) -> Value:
        """The newest row, with a value or without."""
        return self.values[-1]

    @property
    def given(self) -> list[Value]:
        """The rows with a value that counts."""
        return [value for value in self.values if value.value is not None]

    def against_target(self, value: Value) -> str:
        """Met, missed or off track (`SCHEME`); no figure, no target or no judgement where that cannot be said."""
        if value.value is None:
            return "no figure"
        if value.target is None:
            return "no target"
        if self.polarity == "none":
            return "not judged"
        short = {"high": value.target - value.value, "low": value.value - value.target}.get(
            self.polarity, abs(value.value - value.target)
        )
        if round(short, 9) <= 0:
            return "met"
        return "missed" if round(short - NEAR * abs(value.target), 9) <= 0 else "off track"


def read_own_measures(path: str) -> list[OwnMeasure]:
    """Read the table in a file (CSV, XLSX, ODS); InputError names every row refused, with what to do."""
    with Files.open(path) as files:
        names = [name for name in files.names() if name.lower().endswith(ENDINGS)]
        if len(names) != 1:
            raise InputError(f"{path}: holds {len(names)} tables. Give one file with one table.")
        table = read_table(files, names[0])
    return own_measures(table)


def own_measures(table: TableFile) -> list[OwnMeasure]:
    """The measures of a table in the order of their first rows."""
    rows = _rows(table)
    refusals = list(table.refusals)
    kept = [read for row in rows if (read := _read(table.file, row, refusals)) is not None]
    refusals += _clashes(table.file, kept)
    if refusals:
        told = "\n".join(f"  {refusal}" for refusal in refusals[:MOST_TOLD])
        more = f"\n  and {len(refusals) - MOST_TOLD} more" if len(refusals) > MOST_TOLD else ""
        what = "1 cell cannot" if len(refusals) == 1 else f"{len(refusals)} cells cannot"
        raise InputError(f"{table.file}: {what} be read, so nothing was used.\n{told}{more}")
    if not kept:
        raise InputError(f"{table.file}: has no rows. Give one row for each measure and period.")
    order = {row["measure"]: i for i, row in reversed(list(enumerate(kept)))}
    kept.sort(key=lambda row: (order[row["measure"]], row["at"]))
    return [_measure(list(found)) for _, found in groupby(kept, key=lambda row: str(row["measure"]))]


def _rows(table: TableFile) -> list[dict[str, Any]]:
    frame = table.numbered().drop("file")
    named = {column: column.strip().lower() for column in frame.columns}
    missing = [column for column in REQUIRED if column not in named.values()]
    if missing:
        known = ", ".join((*REQUIRED, *OPTIONAL))
        raise InputError(f"{table.file}: no column {', '.join(missing)}. The columns of own measures are {known}.")
    wanted = {*REQUIRED, *OPTIONAL, "row"}
    return [{named[c]: v for c, v in row.items() if named[c] in wanted} for row in frame.iter_rows(named=True)]


def _read(file: str, row: Mapping[str, Any], refusals: list[Refusal]) -> dict[str, Any] | None:
    """The row with its numbers and period read; None, and a refusal for each cell that cannot be read, otherwise."""
    problems, read = _wrong_words(row), dict[str, Any]()
    for name, column, reader, remedy in _READERS:
        try:
            read[name] = reader(_text(row, column))
        except ValueError as error:
            problems.append((column, str(error), remedy))
    refusals += [Refusal(file, row["row"], column, _text(row, column), *why) for column, *why in problems]
    return None if problems else {**row, **read}


def _wrong_words(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Cells that must not be blank, are too long or hold words that are not known: column, reason, remedy."""
    blank = [c for c in ("measure", "label", "period") if _text(row, c) is None]
    unknown = [(c, words) for c, words in _WORDS.items() if (_text(row, c) or words[0]).lower() not in words]
    long = [(c, most) for c, most in LONGEST.items() if len(_text(row, c) or "") > most]
    return [
        *((c, "must not be blank", "Fill it in.") for c in blank),
        *((c, f"longer than {most:,} characters", "Shorten it.") for c, most in long),
        *((c, "not one of the known words", f"Use one of: {', '.join(words)}.") for c, words in unknown),
    ]


def _text(row: Mapping[str, Any], column: str) -> str | None:
    value = row.get(column)
    return str(value).strip() or None if value is not None else None


def typed_number(text: str | None) -> float | None:
    """A number, with thousands separated or a sign of money or per cent beside it; ValueError for anything else."""
    if text is None:
        return None
    found = _NUMBER.match(text)
    if found is None:
        raise ValueError("not a number")
    number = float(found["digits"].replace(",", ""))
    if not isfinite(number):
        raise ValueError("too large")
    return number


def typed_decimals(text: str | None) -> int:
    """How many decimals a number was typed with."""
    found = _NUMBER.match(text) if text else None
    return len(found["digits"].partition(".")[2]) if found else 0


def _period(text: str | None) -> Period | None:
    return read_label(text).period if text else None


_WORDS = {"polarity": POLARITIES, "status": STATUSES}
_READ_NUMBER = "Give a plain number such as 38.3, or leave the cell blank."
_READERS: tuple[tuple[str, str, Callable[[str | None], Any], str], ...] = (
    ("value", "value", typed_number, _READ_NUMBER),
    ("decimals", "value", typed_decimals, _READ_NUMBER),
    ("target", "target", typed_number, _READ_NUMBER),
    ("at", "period", _period, "Write a period such as July to September 2025, 2025 Q3 or 2024/25."),
)


def _clashes(file: str, rows: Iterable[Mapping[str, Any]]) -> list[Refusal]:
    """Second rows for a period, and rows that say something else of what the measure is than its first row."""
    first, seen, found = dict[str, Mapping[str, Any]](), set[tuple[str, Period]](), []
    for row in rows:
        measure, key = str(row["measure"]), (str(row["measure"]), row["at"])
        start = first.setdefault(measure, row)
        if key in seen:
            why = "a second row for the same measure and period"
            found.append(Refusal(file, row["row"], "period", _text(row, "period"), why, "Keep one of them."))
        seen.add(key)
        for column in FIXED:
            if _text(row, column) != _text(start, column):
                why = f"differs from row {start['row']} of the same measure"
                found.append(Refusal(file, row["row"], column, _text(row, column), why, "Make them the same."))
    return found


def _measure(rows: Sequence[Mapping[str, Any]]) -> OwnMeasure:
    last = rows[-1]
    return OwnMeasure(
        str(last["measure"]),
        str(_text(last, "label")),
        _text(last, "unit"),
        (_text(last, "polarity") or "none").lower(),
        min(max(row["decimals"] for row in rows), MOST_DECIMALS),
        tuple(_value(row) for row in rows),
    )


def _value(row: Mapping[str, Any]) -> Value:
    status = (_text(row, "status") or "final").lower()
    value = row["value"] if status in COUNTED else None
    if value is None and status in COUNTED:
        status = "missing"
    return Value(row["at"], value, row["target"], status, _text(row, "commentary"), _text(row, "owner"))
