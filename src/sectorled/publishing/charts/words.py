"""What a chart shows, in words, and the columns its table has in common with others."""

import json
import textwrap
from collections.abc import Sequence

from sectorled.publishing.chart import Caption
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.marks import MEANINGS
from sectorled.publishing.plot import Series
from sectorled.publishing.table import Cell, Column, Row, missing

INTERVALS = "Thin lines show 95% intervals."
NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_SERIES = 4  # that can be told apart side by side


def as_float(cell: Cell) -> float:
    """The number in a cell that holds one."""
    if not isinstance(cell.value, int | float):
        raise TypeError(f"{cell.shown} is not a number.")
    return float(cell.value)


def spoken(cell: Cell) -> str:
    """A cell as it is read aloud: the meaning of its mark in words, not the mark."""
    if not cell.is_number:
        return MEANINGS[cell.mark or "x"]
    return cell.shown if cell.mark is None else f"{cell.shown} ({MEANINGS[cell.mark]})"


def interval_columns(*, intervals: bool) -> list[Column]:
    """Value, and the two ends of its 95% interval where any are given."""
    return [Column(label) for label in (("Value", "95% from", "95% to") if intervals else ("Value",))]


def counted(n: int, thing: str) -> str:
    """1 area, 2 areas."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def areas_in_words(areas: Sequence[tuple[str, Cell, bool]], reference: tuple[str, Cell] | None = None) -> str:
    """One's own value and place from the top, the ends of the group, the reference, and who has no value."""
    given = sorted(((n, c) for n, c, _ in areas if c.is_number), key=lambda area: -as_float(area[1]))
    absent = [f"{name} ({spoken(cell)})" for name, cell, _ in areas if not cell.is_number]
    if not given:
        return f"No values to show for {counted(len(areas), 'area')}."
    said = [_own(name, cell, [c for _, c in given]) for name, cell, own in areas if own and cell.is_number]
    (top, most), (bottom, least) = given[0], given[-1]
    said += [f"{counted(len(given), 'area')} from {least.shown} ({bottom}) to {most.shown} ({top})."]
    if reference and reference[1].is_number:
        said += [f"{reference[0]}: {reference[1].shown}."]
    if absent:
        said += [f"No value: {listed(absent)}." if len(absent) <= 5 else f"No value: {counted(len(absent), 'area')}."]
    return " ".join(said)


def _own(name: str, cell: Cell, given: list[Cell]) -> str:
    above = sum(as_float(other) > as_float(cell) for other in given)
    below = sum(as_float(other) < as_float(cell) for other in given)
    return f"{name}: {spoken(cell)}, lower than {above} and higher than {below} of the others."


def named_places(names: Sequence[str]) -> str:
    """The Vega expression that labels places with names, of which two may be the same."""
    return f"{json.dumps(list(names), ensure_ascii=False)}[datum.value]"


def wrapped_places(names: Sequence[str], room: int) -> str:
    """The same for long names: on two lines of so many characters, the rest cut."""
    return f"{json.dumps([wrapped(name, room) for name in names], ensure_ascii=False)}[datum.value]"


def wrapped(name: str, room: int) -> list[str]:
    """A name on at most two lines of so many characters, the rest cut."""
    whole = name.replace(" = ", f"{NO_BREAK}={NO_BREAK}")
    return textwrap.wrap(whole, room, max_lines=2, placeholder=" …") or [""]


def check_series(series: Sequence[Series], caption: Caption) -> None:
    """PublishingError for more series than can be told apart."""
    if len(series) > MOST_SERIES:
        raise PublishingError(
            f"{caption.title}: {MOST_SERIES} series can be told apart, not {len(series)}: join some or make two charts."
        )


def series_columns(series: Sequence[Series], unit: str | None) -> list[Column]:
    """A column for each series, and two for the ends of its intervals where there are any."""
    made = list[Column]()
    for s in series:
        made.append(Column(s.name, unit))
        made += [Column(f"{s.name}, 95% {end}", unit) for end in ("from", "to")] if s.lower else []
    return made


def rows_of(categories: Sequence[str], series: Sequence[Series]) -> list[Row]:
    """A row for each category with the cells of `series_columns`."""
    return [
        Row(name, tuple(cell for s in series for cell in (s.values[i], *_interval(s, i))))
        for i, name in enumerate(categories)
    ]


def _interval(series: Series, at: int) -> tuple[Cell, ...]:
    return tuple(ends[at] or missing("x") for ends in (series.lower, series.upper) if ends)


def in_words(categories: Sequence[str], series: Sequence[Series]) -> str:
    """Each series from its first value to its last, or every one where there are few."""
    said = list[str]()
    for s in series:
        given = [f"{spoken(cell)} ({name})" for name, cell in zip(categories, s.values, strict=True) if cell.is_number]
        few = given if len(given) <= 6 else [given[0], "...", given[-1]]
        said.append(f"{s.name}: {', '.join(few) or 'no value'}.")
    return " ".join(said) or "No values to show."
