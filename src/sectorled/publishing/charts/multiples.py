"""Many small lines side by side, each on its own scale, and a single line without axes for a cell or a sentence."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.lines import Reading, nice_domain, segments, with_gaps
from sectorled.publishing.charts.words import listed, spoken
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Column, Row, missing
from sectorled.publishing.theme import BODY, DARK_BLUE, INK, QUIET

COLUMNS = 3
PANEL = (180, 90)  # width and height of one panel in pixels
TITLE_LINE = 26  # characters that fit the width of a panel
SPARK = (120, 28)


@dataclass(frozen=True, slots=True)
class Panel:
    """One small line: its name (with its unit) and readings; medians are drawn where they are given."""

    name: str
    readings: Sequence[Reading]


def small_multiples(panels: Sequence[Panel], caption: Caption, *, own: str) -> Chart:
    """A grid of lines of one area, each with its first and last period and its last value; scales differ and say so."""
    panels = [Panel(panel.name, with_gaps(panel.readings)) for panel in panels]
    panels, caption, own = cleaned((panels, caption, own))
    said = caption.alternative or " ".join(f"{panel.name}: {_ends(panel.readings)}." for panel in panels)
    return Chart(caption.title, caption.subtitle, said, partial(_grid, panels), _twin(panels, caption, own))


def sparkline(readings: Sequence[Reading], caption: Caption, *, own: str) -> Chart:
    """One line with its last point, without axes or labels; what it shows is in its alternative text and its table."""
    readings, caption, own = cleaned((with_gaps(readings), caption, own))
    said = caption.alternative or f"{own}: {_ends(readings)}."
    twin = _twin([Panel(own, readings)], caption, own)
    return Chart(caption.title, caption.subtitle, said, partial(_spark, readings), twin)


def _grid(panels: Sequence[Panel]) -> Any:
    grid = alt.concat(*map(_panel, panels), columns=COLUMNS, spacing=28)
    return grid.resolve_scale(x="independent", y="independent")


def _spark(readings: Sequence[Reading]) -> Any:
    width, height = SPARK
    return alt.layer(*_marks(readings, top=2, height=height)).properties(width=width, height=height)


def _twin(panels: Sequence[Panel], caption: Caption, own: str) -> Any:
    rows = [
        Row(
            f"{panel.name}, {reading.period.spoken}" if len(panels) > 1 else reading.period.spoken,
            (reading.value, reading.median or missing("x")),
        )
        for panel in panels
        for reading in panel.readings
    ]
    return caption.twin("Measure and period", [Column(own), Column("Median of the group")], rows)


def _ends(readings: Sequence[Reading]) -> str:
    given = [r for r in readings if r.value.is_number]
    ends = given[:1] + given[1:][-1:]
    return listed([f"{spoken(r.value)} {r.period.spoken_when}" for r in ends]) if ends else "no value"


def _panel(panel: Panel) -> Any:
    width, height = PANEL
    title = alt.TitleParams(
        textwrap.wrap(panel.name, TITLE_LINE), fontSize=BODY, fontWeight="bold", limit=width + 20, offset=6
    )
    return alt.layer(*_marks(panel.readings, top=18, height=height), *_labels(panel.readings)).properties(
        width=width, height=height, title=title
    )


def _marks(readings: Sequence[Reading], *, top: int, height: int) -> list[Any]:
    mine, median = segments(readings, lambda r: r.value), segments(readings, lambda r: r.median)
    domain = nice_domain([p["value"] for p in (*mine, *median)])
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=list(domain), range=[height, top], nice=False, zero=False))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[-0.4, len(readings) - 0.6], nice=False, zero=False))
    dashed = of(median).mark_line(color=QUIET, strokeDash=[4, 3], strokeWidth=1.5)
    solid = of(mine).mark_line(color=DARK_BLUE, strokeWidth=2.5)
    dots = of([p for p in mine if p["alone"]] + mine[-1:]).mark_point(color=DARK_BLUE, filled=True, size=45, opacity=1)
    return [
        dashed.encode(x=x, y=y, detail="stretch:N"),
        solid.encode(x=x, y=y, detail="stretch:N"),
        dots.encode(x=x, y=y),
    ]


def _labels(readings: Sequence[Reading]) -> list[Any]:
    width, height = PANEL
    last = next((r.value.text for r in reversed(readings) if r.value.is_number), "no value")
    start, end = (readings[0].period.spoken, readings[-1].period.spoken) if readings else ("", "")
    lower = 16 if len(start) + len(end) > TITLE_LINE else 0  # names of quarters are long: the second stands lower
    words = [
        (0, height + 14, "left", "normal", start),
        (width, height + 14 + lower, "right", "normal", end),
        (width, -1, "right", "bold", last),
    ]
    return [
        of([{"words": text}])
        .mark_text(align=align, fontWeight=weight, color=INK if weight == "bold" else QUIET)  # type: ignore[arg-type]  # Vega's words
        .encode(x=alt.value(x), y=alt.value(y), text="words:N")
        for x, y, align, weight, text in words
    ]
