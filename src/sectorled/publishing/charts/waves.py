"""Answers over waves or rounds: a line for each series with 95% intervals; gaps and breaks in wording stay open."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.lines import apart, axis_names, nice_domain, scale_title
from sectorled.publishing.charts.words import (
    INTERVALS,
    as_float,
    check_series,
    in_words,
    rows_of,
    series_columns,
)  # fmt: skip
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot, Series
from sectorled.publishing.table import Cell, missing
from sectorled.publishing.theme import RULE, WIDTH

HEIGHT = 260
PLOT = WIDTH - 120
BREAK = "[b]"


def lines_over_waves(
    waves: Sequence[str], series: Sequence[Series], caption: Caption, *, breaks: Sequence[str] = ()
) -> Chart:
    """A line for each series over the waves in the order given; a wave without a value is a gap.

    `breaks` are the waves at which the wording changed: nothing is joined to the waves before.  PublishingError for
    more than four series, which cannot be told apart.
    """
    waves, series, caption, breaks = cleaned((list(waves), list(series), caption, list(breaks)))
    check_series(series, caption)
    plot = _plot(waves, series, breaks, caption.unit)
    notes = [*caption.notes, *([INTERVALS] if any(s.lower for s in series) else [])]
    notes += [f"Break in the series before {wave}: not comparable with earlier waves." for wave in breaks]
    twin = replace(caption, notes=tuple(notes)).twin(
        "Wave", series_columns(series, caption.unit), rows_of(waves, series)
    )
    said = caption.alternative or in_words(waves, series)
    said += f" Break in the series before {', '.join(breaks)}." if breaks else ""
    return Chart(caption.title, caption.subtitle, said, partial(_drawing, plot), twin, plot)


def _plot(waves: Sequence[str], series: Sequence[Series], breaks: Sequence[str], unit: str | None) -> Plot:
    """The waves with an empty place [b] before each break."""
    places = [place for i, wave in enumerate(waves) for place in ([None, i] if wave in breaks else [i])]
    names = tuple(BREAK if i is None else waves[i] for i in places)

    def spaced(cells: Sequence[Cell | None]) -> tuple[Any, ...]:
        return tuple(missing("x") if i is None else cells[i] for i in places) if cells else ()

    opened = [replace(s, values=spaced(s.values), lower=spaced(s.lower), upper=spaced(s.upper)) for s in series]
    return Plot("line", names, tuple(opened), unit=unit)


def _records(plot: Plot) -> list[dict[str, Any]]:
    made = list[dict[str, Any]]()
    for series in plot.series:
        stretch, ends = 0, series.intervals or (None,) * len(series.values)
        last = max((i for i, cell in enumerate(series.values) if cell.is_number), default=None)
        for at, (cell, pair) in enumerate(zip(series.values, ends, strict=True)):
            if not cell.is_number:
                stretch += 1
                continue
            low, high = pair or (None, None)
            point = {"at": at, "series": series.name, "stretch": stretch, "value": as_float(cell)}
            made.append({**point, "low": low, "high": high, "words": cell.text if at == last else ""})
    return made


def _drawing(plot: Plot) -> Any:
    names, n = [series.name for series in plot.series], len(plot.categories)
    bottom, top = nice_domain(plot.numbers)
    every = apart(plot.categories, PLOT)
    shown = [i for i in range(n) if plot.categories[i] == BREAK or (n - 1 - i) % every == 0]
    axis = alt.Axis(title=None, grid=False, values=shown, labelExpr=axis_names(plot.categories), labelOverlap=False)
    x = alt.X("at:Q", axis=axis, scale=alt.Scale(domain=[-0.3, n - 0.7], nice=False, zero=False))
    scale = alt.Scale(domain=[bottom, top], nice=False, zero=False)
    y = alt.Y("value:Q", title=scale_title(plot.unit, bottom), scale=scale)
    key = alt.Legend(title=None, orient="bottom") if len(names) > 1 else None
    look: dict[str, Any] = {"scale": alt.Scale(domain=names, range=plot.colours), "sort": names, "legend": key}
    colour, shape = (
        alt.Color("series:N", **look),
        alt.Shape("series:N", scale=alt.Scale(domain=names), sort=names, legend=key),
    )
    base = of(_records(plot)).encode(x=x)
    gaps = [{"at": i} for i, name in enumerate(plot.categories) if name == BREAK]
    layers = [of(gaps).mark_rule(color=RULE, strokeWidth=1.5, strokeDash=[2, 3]).encode(x=x)]
    interval = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=1.5)
    layers += [interval.encode(y=alt.Y("low:Q", scale=scale), y2="high:Q", color=colour)]
    layers += [base.mark_line(strokeWidth=3).encode(y=y, color=colour, detail="stretch:N")]
    layers += [base.mark_point(filled=True, size=60, opacity=1).encode(y=y, color=colour, shape=shape)]
    layers += [base.mark_text(align="left", dx=8, fontWeight="bold").encode(y=y, text="words:N", color=colour)]
    return alt.layer(*layers).properties(width=PLOT, height=HEIGHT)
