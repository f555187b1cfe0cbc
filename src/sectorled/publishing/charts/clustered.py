"""Groups or waves side by side: for each answer a bar for each, with its 95% interval where there is one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import (
    INTERVALS,
    as_float,
    check_series,
    in_words,
    rows_of,
    series_columns,
    wrapped_places,
)  # fmt: skip
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot, Series
from sectorled.publishing.theme import INK, PAPER, WIDTH

STEP, LEAST = 20, 34  # height of a bar, and of a cluster whose name may take two lines
ROOM = 34  # characters of a name on a line
PLOT = WIDTH - 250


def clustered_bars(categories: Sequence[str], series: Sequence[Series], caption: Caption, *, stub: str) -> Chart:
    """A cluster for each category (an answer, say), a bar for each series (a group), all from 0.

    `stub` names what the categories are.  PublishingError for more than four series, which cannot be told apart.
    """
    categories, series, caption = cleaned((list(categories), list(series), caption))
    check_series(series, caption)
    plot = Plot("clustered", tuple(categories), tuple(series), unit=caption.unit)
    notes = (*caption.notes, INTERVALS) if any(s.lower for s in series) else caption.notes
    twin = replace(caption, notes=notes).twin(stub, series_columns(series, caption.unit), rows_of(categories, series))
    said = caption.alternative or in_words(categories, series)
    return Chart(caption.title, caption.subtitle, said, partial(_drawing, plot), twin, plot)


def _records(plot: Plot) -> list[dict[str, Any]]:
    made = list[dict[str, Any]]()
    for series in plot.series:
        ends = series.intervals or (None,) * len(series.values)
        for at, (cell, pair) in enumerate(zip(series.values, ends, strict=True)):
            value = as_float(cell) if cell.is_number else None
            low, high = pair or (None, None)
            edge = max(value or 0, high or 0)
            made.append(
                {
                    "at": at,
                    "series": series.name,
                    "value": value,
                    "low": low,
                    "high": high,
                    "edge": edge,
                    "words": cell.text,
                }
            )
    return made


def _drawing(plot: Plot) -> Any:
    names = [series.name for series in plot.series]
    base = of(_records(plot))
    places = wrapped_places(plot.categories, ROOM)
    axis = alt.Axis(title=None, ticks=False, domain=False, grid=False, labelLimit=240, labelExpr=places)
    y = alt.Y("at:O", axis=axis, scale=alt.Scale(paddingInner=0.3))
    offset = alt.YOffset("series:N", sort=names, scale=alt.Scale(domain=names))
    key = alt.Legend(title=None, orient="bottom", symbolType="square", symbolSize=180) if len(names) > 1 else None
    fill = alt.Fill("series:N", legend=key, sort=names, scale=alt.Scale(domain=names, range=plot.colours))
    x = alt.X("value:Q", title=plot.unit, scale=alt.Scale(zero=True))
    place = {"y": y, "yOffset": offset}
    layers = [base.mark_bar(stroke=PAPER, strokeWidth=1).encode(x=x, fill=fill, **place)]
    interval = base.transform_filter("isValid(datum.low)")
    for colour, width in ((PAPER, 4), (INK, 1.5)):
        layers += [interval.mark_rule(stroke=colour, strokeWidth=width).encode(x=alt.X("low:Q"), x2="high:Q", **place)]
    layers += [base.mark_text(align="left", dx=6).encode(x=alt.X("edge:Q"), text="words:N", **place)]
    return alt.layer(*layers).properties(
        width=PLOT, height=alt.Step(max(STEP, LEAST // len(names)), **{"for": "offset"})
    )
