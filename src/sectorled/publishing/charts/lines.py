"""One area over time beside its group: a line, the group's median, the inter-quartile band.

An absent period is a gap, never a 0 and never bridged; nothing is joined across a break in the series.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import altair as alt

from sectorled.analysis.periods import Period, add_months, ordinal_months, step_months
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import as_float, counted, named_places, spoken, wrapped_places
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot, Role, Series
from sectorled.publishing.table import Cell, Column, Row, Table, missing
from sectorled.publishing.theme import BAND, DARK_BLUE, INK, PAPER, QUIET, RULE, WIDTH

HEIGHT = 260
PLOT = WIDTH - 190  # names of the lines stand to their right
APART = 17  # pixels between labels at the end of lines
LABELS = 9  # period labels beneath the axis, at most
ROOM = 18  # letters of a label in one line; a longer one takes two
LETTER = 7.2  # pixels that a letter of a label takes
BESIDE = 10  # pixels between two labels
ABSENT = missing("x")


@dataclass(frozen=True, slots=True)
class Reading:
    """One period: the area's value, and of its group the median and quartiles; `breaks` where a new series starts."""

    period: Period
    value: Cell
    median: Cell | None = None
    lower_quartile: Cell | None = None
    upper_quartile: Cell | None = None
    breaks: bool = False


def line_with_band(
    readings: Sequence[Reading], caption: Caption, *, own: str, group: str = "Median of the group"
) -> Chart:
    """The line of `own` over its group's median and inter-quartile band; provisional points are hollow."""
    readings, caption, own, group = cleaned((with_gaps(readings), caption, own, group))
    alternative = caption.alternative or _in_words(readings, own, group)
    draw = partial(_drawing, readings, caption.unit, own, group)
    grouped = any(r.median for r in readings)
    names = [own, group, "Lower quartile", "Upper quartile"] if grouped else [own]
    rows = [_row(r, grouped=grouped) for r in readings]
    notes = ["Hollow points are provisional."] if any(r.value.mark == "p" for r in readings) else []
    notes += [
        f"Break in the series before {r.period.spoken}: not comparable with earlier values."
        for r in readings
        if r.breaks
    ]
    twin = replace(caption, notes=(*caption.notes, *notes)).twin("Period", [Column(n) for n in names], rows)
    return Chart(caption.title, caption.subtitle, alternative, draw, twin, _plot(readings, twin, caption.unit))


def _plot(readings: Sequence[Reading], twin: Table, unit: str | None) -> Plot:
    """The columns of the table as lines; an empty place [b] parts the two sides of a break."""
    roles: tuple[Role, ...] = ("own", "median", "quartile", "quartile")
    names, rows = list[str](), list[tuple[Cell, ...]]()
    for reading, row in zip(readings, twin.rows, strict=True):
        if reading.breaks:
            names.append("[b]")
            rows.append(tuple(ABSENT for _ in twin.columns))
        names.append(row.header)
        rows.append(row.cells)
    columns = [tuple(row[i] for row in rows) for i in range(len(twin.columns))]
    series = [Series(c.label, cells, role=role) for c, cells, role in zip(twin.columns, columns, roles, strict=False)]
    return Plot("line", tuple(names), tuple(series), unit=unit)


def with_gaps(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order of time, with an empty one for every period that was left out."""
    ordered = sorted(readings, key=lambda r: r.period)
    step = step_months(r.period for r in ordered)
    filled = ordered[:1]
    for earlier, later in pairwise(ordered):
        start = earlier.period.start
        while step and ordinal_months(later.period.start) - ordinal_months(start) > step:
            start = add_months(start, step)
            filled.append(Reading(replace(later.period, start=start), ABSENT))
        filled.append(later)
    return filled


def _row(reading: Reading, *, grouped: bool) -> Row:
    cells = (reading.value, reading.median, reading.lower_quartile, reading.upper_quartile)
    return Row(reading.period.spoken, tuple(cell or ABSENT for cell in cells) if grouped else cells[:1])


def _in_words(readings: Sequence[Reading], own: str, group: str) -> str:
    given = [r for r in readings if r.value.is_number]
    if not given:
        return f"{own} has no value in {counted(len(readings), 'period')}."
    first, last = given[0], given[-1]
    said = f"{own}: {spoken(first.value)} {first.period.spoken_when}"
    said += f", {spoken(last.value)} {last.period.spoken_when}." if last is not first else "."
    if last.median and last.median.is_number:
        said += f" {group} {last.period.spoken_when}: {spoken(last.median)}."
    gone = [r.period.spoken for r in readings if not r.value.is_number]
    said += f" No value in {', '.join(gone)}." if gone else ""
    broken = [r.period.spoken for r in readings if r.breaks]
    return said + (f" Break in the series before {', '.join(broken)}." if broken else "")


def segments(readings: Sequence[Reading], cell: Callable[[Reading], Cell | None]) -> list[dict[str, Any]]:
    """Position, value and unbroken stretch of each number; `alone` where a stretch has one point and draws no line."""
    found, stretch = list[dict[str, Any]](), 0
    for i, reading in enumerate(readings):
        now = cell(reading)
        stretch += reading.breaks or now is None or not now.is_number
        if now is not None and now.is_number:
            words = f"{now.text} {reading.period.spoken_when}"
            point = {
                "at": i,
                "value": as_float(now),
                "stretch": stretch,
                "provisional": now.mark == "p",
                "words": words,
            }
            found.append(point)
    sizes = [f["stretch"] for f in found]
    return [{**f, "alone": sizes.count(f["stretch"]) == 1} for f in found]


def _drawing(readings: Sequence[Reading], unit: str | None, own: str, group: str) -> Any:
    mine = segments(readings, lambda r: r.value)
    median = segments(readings, lambda r: r.median)
    paired = [r if _has_band(r) else replace(r, lower_quartile=None, upper_quartile=None) for r in readings]
    low, high = segments(paired, lambda r: r.lower_quartile), segments(paired, lambda r: r.upper_quartile)
    band = [{**a, "low": a["value"], "high": b["value"]} for a, b in zip(low, high, strict=True)]
    bottom, top = nice_domain([p["value"] for p in (*mine, *median, *low, *high)])
    x = alt.X("at:Q", axis=_axis([r.period.spoken for r in readings]), scale=_across(len(readings)))
    y = alt.Y("value:Q", title=scale_title(unit, bottom), scale=_between(bottom, top))
    between = {"x": x, "y": alt.Y("low:Q", scale=_between(bottom, top)), "y2": "high:Q", "detail": "stretch:N"}
    layers = [of(band).mark_area(color=BAND).encode(**between)]
    layers += [of([b for b in band if b["alone"]]).mark_rule(color=BAND, strokeWidth=8).encode(**between)]
    layers += [_breaks(readings)]
    layers += [of(median).mark_line(color=QUIET, strokeDash=[5, 3], strokeWidth=2).encode(x=x, y=y, detail="stretch:N")]
    layers += [of([m for m in median if m["alone"]]).mark_point(color=QUIET, filled=True).encode(x=x, y=y)]
    layers += [of(mine).mark_line(color=DARK_BLUE, strokeWidth=3).encode(x=x, y=y, detail="stretch:N")]
    hollow = alt.condition("datum.provisional", alt.value(PAPER), alt.value(DARK_BLUE))
    dots = of(mine).mark_point(stroke=DARK_BLUE, strokeWidth=2, size=55, opacity=1)
    layers += [dots.encode(x=x, y=y, fill=hollow)]
    layers += [_end_labels(mine, median, band, (own, group), (bottom, top))]
    return alt.layer(*layers).properties(width=PLOT, height=HEIGHT)


def _has_band(reading: Reading) -> bool:
    ends = (reading.lower_quartile, reading.upper_quartile)
    return all(end is not None and end.is_number for end in ends)


def scale_title(unit: str | None, bottom: float) -> str | None:
    """The unit, with a warning where the axis does not start at 0."""
    return unit if bottom == 0 else f"{unit or 'Value'} (axis does not start at 0)"


def _axis(labels: list[str]) -> alt.Axis:
    every = apart(labels, PLOT)
    shown = [i for i in range(len(labels)) if (len(labels) - 1 - i) % every == 0]
    return alt.Axis(title=None, grid=False, values=shown, labelExpr=axis_names(labels), labelOverlap=False)


def axis_names(labels: Sequence[str]) -> str:
    """The Vega expression that labels places beneath an axis, on two lines where any needs them."""
    return wrapped_places(labels, ROOM) if any(len(label) > ROOM for label in labels) else named_places(labels)


def apart(labels: Sequence[str], width: float) -> int:
    """Every how many places a label stands beneath an axis, so that no two touch."""
    longest = max((min(len(label), ROOM) for label in labels), default=0) * LETTER + BESIDE
    return math.ceil(len(labels) / max(1, min(LABELS, int(width / longest))))


def _across(n: int) -> alt.Scale:
    return alt.Scale(domain=[-0.3, n - 0.7], nice=False, zero=False)


def _between(bottom: float, top: float) -> alt.Scale:
    return alt.Scale(domain=[bottom, top], nice=False, zero=False)


def nice_domain(values: Iterable[float]) -> tuple[float, float]:
    """Round ends for an axis; from 0 where the values come near it, so that small changes do not look large."""
    given = list(values) or [0.0]
    low, high = min(given), max(given)
    if 0 <= low <= high / 2:
        low = 0.0
    elif low / 2 <= high <= 0:
        high = 0.0
    spread = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(spread)) / 2 or spread
    bottom, top = min(low, math.floor(low / step) * step), max(high, math.ceil(high / step) * step)
    return bottom, top if top > bottom else bottom + step


def _breaks(readings: Sequence[Reading]) -> Any:
    at = [{"at": i - 0.5, "words": "Break in series"} for i, reading in enumerate(readings) if reading.breaks]
    base = of(at).encode(x=alt.X("at:Q", scale=_across(len(readings))))
    words = base.mark_text(align="left", dx=5, dy=8, color=QUIET).encode(y=alt.value(0), text="words:N")
    return alt.layer(base.mark_rule(color=RULE, strokeWidth=1.5, strokeDash=[2, 3]), words)


def _end_labels(
    mine: list[dict[str, Any]],
    median: list[dict[str, Any]],
    band: list[dict[str, Any]],
    names: tuple[str, str],
    domain: tuple[float, float],
) -> Any:
    """The names of the lines at their right ends, moved apart where they would touch."""
    wanted = [
        (points[-1]["value"], name, own)
        for points, name, own in ((mine, names[0], True), (median, names[1], False))
        if points
    ]
    if band:
        middle = (band[-1]["low"] + band[-1]["high"]) / 2
        edge = "high" if wanted and wanted[0][0] < middle else "low"  # away from one's own line
        wanted.append((band[-1][edge], "Middle half of the group", False))
    bottom, top = domain
    apart, ceiling = APART * (top - bottom) / HEIGHT, math.inf
    labels = list[dict[str, Any]]()
    for value, name, own in sorted(wanted, reverse=True):
        ceiling = min(value, ceiling - apart)
        labels.append({"value": ceiling, "name": name, "own": own})
    weight, colour = alt.expr("datum.own ? 'bold' : 'normal'"), alt.expr(f"datum.own ? '{DARK_BLUE}' : '{INK}'")
    text = of(labels).mark_text(align="left", baseline="middle", fontWeight=weight, color=colour, limit=185)
    return text.encode(x=alt.value(PLOT + 6), y=alt.Y("value:Q", scale=_between(bottom, top)), text="name:N")
