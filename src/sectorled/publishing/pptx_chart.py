"""A chart that the slide program draws itself and an analyst can edit, with the workbook behind it."""

import math
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from sectorled.analysis.arrays import DECIMALS
from sectorled.publishing.chart import Chart
from sectorled.publishing.charts.lines import nice_domain, scale_title
from sectorled.publishing.plot import Plot, Series
from sectorled.publishing.pptx_labels import NAMED_UP_TO, ROOM, error_bars, labels
from sectorled.publishing.pptx_style import CONTENT
from sectorled.publishing.pptx_workbook import workbook
from sectorled.publishing.table import Cell, without_noise
from sectorled.publishing.theme import DARK_BLUE, GRID, INK, PAPER, QUIET

TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "clustered": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
POINTS, CROWDED_POINTS = 12, 10
CROWDED_FROM = 17  # bars
SHAPES = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.TRIANGLE)
WHOLE = 100  # per cent
LINES = 8  # of a grid, at most


def add_chart(slide: Any, chart: Chart, plot: Plot, *, at: datetime, banner: str | None) -> Any:
    """Add the plot of a chart to a slide and return its frame; the workbook behind it holds the chart's table too."""
    data = CategoryChartData()
    data.categories = plot.categories
    for series in plot.series:
        data.add_series(series.name, [_value(cell) for cell in series.values])
    frame = slide.shapes.add_chart(TYPES[plot.kind], *CONTENT, data)
    made = frame.chart
    made.font.size = Pt(CROWDED_POINTS if len(plot.categories) >= CROWDED_FROM else POINTS)
    made.font.color.rgb = _rgb(INK)
    made.has_title = False
    (_lines if plot.kind == "line" else _bars)(made, plot)
    for i, (drawn, series) in enumerate(zip(made.plots[0].series, plot.series, strict=True)):
        names = drawn._element.find(qn("c:cat"))  # noqa: SLF001 - python-pptx has no error bars and coarser labels
        names.addprevious(labels(plot, i))
        if any(series.intervals):
            names.addprevious(error_bars(plot, i))
    made.has_legend = len(plot.series) > 1
    if made.has_legend:
        _legend(made)
    made.part.chart_workbook.update_from_xlsx_blob(workbook(chart, plot, at=at, banner=banner))
    return frame


def _value(cell: Cell) -> float | None:
    return without_noise(cell.value) if isinstance(cell.value, int | float) else None


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour[1:])


def _bars(made: Any, plot: Plot) -> None:
    drawn = made.plots[0]
    drawn.gap_width, drawn.overlap = (45, 100) if plot.kind != "clustered" else (60, -5)
    names, scale = made.category_axis, made.value_axis
    names.reverse_order = True
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.format.line.color.rgb = _rgb(QUIET)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if len(plot.categories) > NAMED_UP_TO:
        names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    scale.visible, scale.has_major_gridlines = False, False
    reach = [0.0, *plot.numbers]
    low, high = min(reach) * ROOM, max(reach) * ROOM
    scale.minimum_scale, scale.maximum_scale = low, high if high > low else 1
    if plot.kind == "stacked":
        scale.minimum_scale, scale.maximum_scale = 0, WHOLE
    for series, colour in zip(drawn.series, plot.colours, strict=True):
        _fill(series, colour, edge=QUIET if plot.kind == "stacked" else PAPER)
        series.invert_if_negative = False
    if plot.own is not None:
        _fill(drawn.series[0].points[plot.own], DARK_BLUE)
    if plot.reference is not None:
        point = drawn.series[0].points[plot.reference]
        _fill(point, PAPER)
        point.format.line.color.rgb, point.format.line.width = _rgb(INK), Pt(1.5)


def _fill(shape: Any, colour: str, edge: str = PAPER) -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = _rgb(colour)
    shape.format.line.color.rgb, shape.format.line.width = _rgb(edge), Pt(0.75)


def _lines(made: Any, plot: Plot) -> None:
    scale, names = made.value_axis, made.category_axis
    scale.minimum_scale, scale.maximum_scale, scale.major_unit = _ticks(*nice_domain(plot.numbers))
    scale.major_gridlines.format.line.color.rgb = _rgb(GRID)
    scale.format.line.fill.background()
    scale.major_tick_mark = XL_TICK_MARK.NONE
    if title := scale_title(plot.unit, scale.minimum_scale):
        scale.axis_title.text_frame.text = title
        scale.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    names.format.line.color.rgb, names.tick_label_position = _rgb(QUIET), XL_TICK_LABEL_POSITION.LOW
    for i, (series, drawn, colour) in enumerate(zip(plot.series, made.plots[0].series, plot.colours, strict=True)):
        _line(drawn, series, colour)
        drawn.marker.style = SHAPES[i % len(SHAPES) if series.role == "plain" else 0]


def _ticks(bottom: float, top: float) -> tuple[float, float, float]:
    """Round ends of a scale, and the step between its lines, of which there are four to nine."""
    size = 10.0 ** math.floor(math.log10(top - bottom))
    step = next(size * s for s in (0.2, 0.25, 0.5, 1.0, 2.0) if (top - bottom) / (size * s) <= LINES)
    low, high = math.floor(bottom / step), math.ceil(top / step)
    return round(low * step, DECIMALS), round(high * step, DECIMALS), round(step, DECIMALS)


def _line(drawn: Any, series: Series, colour: str) -> None:
    drawn.smooth = False
    line, quiet = drawn.format.line, series.role in {"median", "quartile"}
    line.color.rgb, line.width = _rgb(colour), Pt(1.5 if quiet else 3)
    if quiet:
        line.dash_style = MSO_LINE.DASH if series.role == "median" else MSO_LINE.ROUND_DOT
    drawn.marker.size = 5 if quiet else 8
    for mark in (drawn.marker, *(drawn.points[i].marker for i, c in enumerate(series.values) if c.mark == "p")):
        mark.format.fill.solid()
        mark.format.fill.fore_color.rgb = _rgb(colour if mark is drawn.marker else PAPER)
        mark.format.line.color.rgb = _rgb(colour)


def _legend(made: Any) -> None:
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.legend.font.size = Pt(POINTS)
