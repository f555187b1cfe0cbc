"""The areas of a group as bars, each with its interval; one's own council stands out by weight and colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import areas_in_words, as_float, interval_columns, named_places
from sectorled.publishing.marks import MEANINGS
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot, Series
from sectorled.publishing.table import Cell, Row, Table, missing
from sectorled.publishing.theme import DARK_BLUE, INK, OTHER, PAPER, QUIET, RULE, WIDTH

STEP = 25
TALLEST = 960
LOWEST = 15  # pixels of a bar that a name can stand beside
NAMED_UP_TO = TALLEST // LOWEST  # areas; beyond, names would not be read: only one's own is written
UNNAMED = "There are too many bars to write each name: the table has them."
PLOT = WIDTH - 250  # names stand to the left of the bars, numbers to the right


@dataclass(frozen=True, slots=True)
class Bar:
    """One area: its value (or the mark instead), its 95% interval where there is one, whether it is one's own."""

    area: str
    value: Cell
    lower: Cell | None = None
    upper: Cell | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A value to compare with, such as the group's median, and its name."""

    label: str
    value: Cell


def bars_with_intervals(
    bars: Sequence[Bar],
    caption: Caption,
    *,
    reference: Reference | None = None,
    order: Literal["value", "name"] = "value",
) -> Chart:
    """Bars from 0 by value (highest first) or name; areas without a value come last with their mark in words."""
    bars, caption, reference = cleaned((_ordered(bars, order), caption, reference))
    beside = (reference.label, reference.value) if reference else None
    said = areas_in_words([(bar.area, bar.value, bar.own) for bar in bars], beside)
    draw = partial(_drawing, bars, caption.unit, reference)
    twin, plot = _twin(bars, caption, reference), _plot(bars, caption.unit, reference)
    return Chart(caption.title, caption.subtitle, caption.alternative or said, draw, twin, plot)


def _ordered(bars: Sequence[Bar], order: Literal["value", "name"]) -> list[Bar]:
    given = sorted((b for b in bars if b.value.is_number), key=lambda b: b.area)
    if order == "value":
        given.sort(key=lambda b: as_float(b.value), reverse=True)
    return given + sorted((b for b in bars if not b.value.is_number), key=lambda b: b.area)


def _twin(bars: Sequence[Bar], caption: Caption, reference: Reference | None) -> Table:
    intervals = any(bar.lower or bar.upper for bar in bars)
    rows = [_row(bar.area, bar.value, bar.lower, bar.upper, intervals=intervals) for bar in bars]
    if reference:
        rows.append(_row(reference.label, reference.value, None, None, intervals=intervals))
    notes = [*caption.notes, *(["Thin lines show 95% intervals."] if intervals else [])]
    notes += [UNNAMED] if len(bars) > NAMED_UP_TO else []
    return replace(caption, notes=tuple(notes)).twin("Area", interval_columns(intervals=intervals), rows)


def _plot(bars: Sequence[Bar], unit: str | None, reference: Reference | None) -> Plot:
    """The reference is a bar of its own among the others, before the first that is lower."""
    placed, at = list(bars), None
    if reference and reference.value.is_number:
        level = as_float(reference.value)
        lower = (i for i, bar in enumerate(bars) if not bar.value.is_number or as_float(bar.value) < level)
        at = next(lower, len(bars))
        placed.insert(at, Bar(reference.label, reference.value))
    names = tuple(bar.area if bar.value.is_number else f"{bar.area} {bar.value.shown}" for bar in placed)
    ends = [tuple(bar.lower for bar in placed), tuple(bar.upper for bar in placed)]
    series = Series(unit or "Value", tuple(bar.value for bar in placed), *(ends if any(map(any, ends)) else ()))
    own = next((i for i, bar in enumerate(placed) if bar.own), None)
    return Plot("bar", names, (series,), own, at, unit)


def _row(name: str, value: Cell, lower: Cell | None, upper: Cell | None, *, intervals: bool) -> Row:
    instead = missing("x" if value.is_number else value.mark or "x")
    return Row(name, (value, lower or instead, upper or instead) if intervals else (value,))


def _records(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    return [
        {
            "at": at,
            "area": bar.area,
            "value": as_float(bar.value) if bar.value.is_number else None,
            "lower": as_float(bar.lower) if bar.lower and bar.lower.is_number else None,
            "upper": as_float(bar.upper) if bar.upper and bar.upper.is_number else None,
            "own": bar.own,
            "words": bar.value.text if bar.value.is_number else f"{bar.value.shown} {MEANINGS[bar.value.mark or 'x']}",
        }
        for at, bar in enumerate(bars)
    ]


def _drawing(bars: Sequence[Bar], unit: str | None, reference: Reference | None) -> Any:
    named = len(bars) <= NAMED_UP_TO
    step = step_of(len(bars))
    base = of(_records(bars))
    y = _names(bars, named=named)
    x = alt.X("value:Q", title=unit, scale=alt.Scale(zero=True))
    own = alt.condition("datum.own", alt.value(DARK_BLUE), alt.value(OTHER))
    layers = [base.mark_bar(height={"band": 0.72 if named else 1}).encode(x=x, y=y, color=own)]
    if any(bar.lower and bar.upper for bar in bars):
        ends = {"x": alt.X("lower:Q", title=unit), "x2": "upper:Q", "y": y}
        layers += [base.mark_rule(stroke=PAPER, strokeWidth=4 if named else 0).encode(**ends)]
        layers += [base.mark_rule(stroke=INK, strokeWidth=1.5 if named else 0.5).encode(**ends)]
    if reference and reference.value.is_number:
        layers += _reference_line(reference)
    layers += [_values(base, y, named=named)]
    return alt.layer(*layers).properties(width=PLOT, height=alt.Step(step))


def step_of(n: int) -> int:
    """The height of each of so many bars with the room about it, in pixels."""
    return max(2, min(STEP, TALLEST // max(n, 1)))


def _names(bars: Sequence[Bar], *, named: bool) -> alt.Y:
    """The place of each bar, labelled with its name: two areas may have the same."""
    own = f"indexof({[at for at, bar in enumerate(bars) if bar.own]}, datum.value) >= 0"
    name = named_places([bar.area for bar in bars])
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        grid=False,
        labelLimit=230,
        labelOverlap=False,
        labelExpr=name if named else f"{own} ? {name} : ''",
        labelFontWeight=alt.condition(own, alt.value("bold"), alt.value("normal")),
    )
    return alt.Y("at:O", axis=axis)


def _values(base: alt.Chart, y: alt.Y, *, named: bool) -> Any:
    """The number of each area at the right edge, out of the way of intervals."""
    shown = base if named else base.transform_filter("datum.own")
    weight = alt.expr("datum.own ? 'bold' : 'normal'")
    text = shown.mark_text(align="left", baseline="middle", fontWeight=weight).encode(y=y, text="words:N")
    given, absent = text.transform_filter("datum.value !== null"), text.transform_filter("datum.value === null")
    return alt.layer(given.encode(x=alt.value(PLOT + 8)), absent.encode(x=alt.value(5)))


def _reference_line(reference: Reference) -> list[alt.Chart]:
    at = [{"at": as_float(reference.value), "words": f"{reference.label}: {reference.value.text}"}]
    base = of(at).encode(x="at:Q")
    rule = base.mark_rule(stroke=RULE, strokeWidth=2, strokeDash=[6, 3])
    return [rule, base.mark_text(baseline="bottom", color=QUIET, dy=-4).encode(y=alt.value(0), text="words:N")]
