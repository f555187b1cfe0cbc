"""The one table object: what every sink (HTML, XLSX, DOCX, PDF, CSV) writes, and what every chart has as its twin.

A number never travels alone: each numeric cell carries the id of its value, and a table its unit, base, source, caveats
and release.  A missing value is a shorthand mark (`marks.MEANINGS`), never blank and never 0.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sectorled.analysis.arrays import DECIMALS
from sectorled.analysis.words import half_up
from sectorled.publishing.marks import INSTEAD, MEANINGS, explained
from sectorled.publishing.plain_text import plain_text

SHORT = 12  # rows
LARGEST_EXACT = 2**53  # beyond, a float no longer holds every whole number
MONEY = ("£", "€", "$")
RowKind = Literal["body", "base", "total"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a number, a text, or (value None) the mark that stands for it; `shown` is what every reader sees.

    Make one with `number`, `missing` or `text`.  ValueError where a number has no value id, or nothing would show.
    """

    value: float | int | str | None
    shown: str
    mark: str | None = None
    value_id: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.value, float | int | str | None):
            raise TypeError(f"The value of {self.shown} is a {type(self.value).__name__}: use float() or int().")
        if not plain_text(self.shown).strip():
            raise ValueError("A cell that shows nothing: use missing() with a shorthand mark.")
        if self.mark is not None and self.mark not in MEANINGS:
            raise ValueError(f"No such shorthand: [{self.mark}]. Use one of {', '.join(MEANINGS)}.")
        if self.value is None and self.mark not in INSTEAD:
            raise ValueError(f"A missing value needs one of the marks {', '.join(sorted(INSTEAD))}.")
        if self.is_number and not (self.value_id and math.isfinite(float(self.value or 0))):
            raise ValueError(f"The number {self.shown} needs to be finite and to carry the id of its value.")

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number, be it shown as `[low]`."""
        return isinstance(self.value, int | float)

    @property
    def text(self) -> str:
        """What is printed: the number with its mark after it."""
        bare = self.mark is None or self.shown == f"[{self.mark}]"
        return self.shown if bare else f"{self.shown} [{self.mark}]"

    @property
    def decimals(self) -> int:
        """Decimals of the number as shown."""
        digits = self.shown.rpartition(".")[2] if "." in self.shown else ""
        return len(digits) - len(digits.lstrip("0123456789"))


def number(
    value: float, *, value_id: str, decimals: int = 0, mark: str | None = None, signed: bool = False, unit: str = ""
) -> Cell:
    """A number rounded half up from the unrounded value, thousands separated.

    Only a true 0 shows 0; what merely rounds to it shows [low].  `unit` is a sign printed with the number, before it
    for money, else after it (%); `signed` puts a plus before an increase.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be published ({value_id}): use missing().")
    value = value if isinstance(value, int) else float(value)
    rounded = half_up(value, decimals)
    if value and not rounded:
        return Cell(value, "[low]", mark or "low", value_id)
    sign = "\N{MINUS SIGN}" if rounded < 0 else "+" if signed and rounded else ""
    before, after = (unit, "") if unit in MONEY else ("", unit)
    return Cell(value, f"{sign}{before}{abs(rounded):,}{after}", mark, value_id)


def without_noise(value: float) -> float:
    """The number as forms of data hold it: 42.1 for 42.09999999999999, 3 for 3.0."""
    clean = round(float(value), DECIMALS) or float(value)
    return int(clean) if clean.is_integer() and abs(clean) < LARGEST_EXACT else clean


def missing(mark: str = "x", *, value_id: str | None = None) -> Cell:
    """A value that is not there, as its shorthand."""
    return Cell(None, f"[{mark}]", mark, value_id)


def text(words: str) -> Cell:
    """Words, such as a position or a verdict."""
    return Cell(words, words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, unit, and the break (`group`) it stands under in a banner table."""

    label: str
    unit: str | None = None
    align: Literal["left", "right"] = "right"
    group: str | None = None

    @property
    def full(self) -> str:
        """Group, label and unit in one line, for forms without spanning headers."""
        label = f"{self.group}: {self.label}" if self.group else self.label
        return f"{label} ({self.unit})" if self.unit else label


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its header and one cell for each column; a `base` row holds counts, a `total` row sums."""

    header: str
    cells: tuple[Cell, ...]
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all that must travel with it.

    `stub` heads the column of row headers.  `details` are terms with their text: question as asked, fieldwork, mode,
    weighting.  `empty` is said where there are no rows: what is missing, why, when it comes, what one can do.
    ValueError where a row and the columns differ in number, or two columns have the same full label.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stub: str
    subtitle: str | None = None
    base: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    release: str | None = None
    empty: str = "There are no figures to show here."

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.title}, row {row.header}: {len(row.cells)} cells for {len(self.columns)} columns."
                )
        labels = [words.casefold() for words in (self.stub, *(column.full for column in self.columns))]
        if len(set(labels)) != len(labels):
            raise ValueError(f"{self.title}: two columns have the same label; name what sets them apart.")

    def cells(self) -> Iterator[tuple[Row, Column, Cell]]:
        """Every cell with its row and column, row by row."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                yield row, column, cell

    @property
    def marks(self) -> frozenset[str]:
        """The shorthand the table uses."""
        cells = [cell for _, _, cell in self.cells()]
        low = {"low"} if any(cell.shown == "[low]" for cell in cells) else set()
        return frozenset({cell.mark for cell in cells if cell.mark} | low)

    @property
    def short(self) -> bool:
        """Whether the rows are few enough to be kept on one page."""
        return len(self.rows) <= SHORT

    @property
    def grouped(self) -> bool:
        """Whether any column stands under a group."""
        return any(column.group for column in self.columns)

    @property
    def footnotes(self) -> tuple[tuple[str, str], ...]:
        """What is printed beneath the table, each with its term, in a fixed order."""
        lines = [("Base", self.base), ("Shorthand", "; ".join(explained(self.marks)))]
        lines += [("Note", note) for note in self.notes]
        lines += [("Caveat", caveat) for caveat in self.caveats]
        lines += [("Source", source) for source in self.sources]
        lines += [("Release", self.release)]
        return (*self.details, *((term, words) for term, words in lines if words))
