"""The numbers beside the points of a native chart, and its intervals as error bars.

A label is a number format, not text: it looks as the number does in every other form, and follows when it is edited.
"""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from sectorled.publishing.number_format import number_format
from sectorled.publishing.plot import Plot, Series, ink_on
from sectorled.publishing.pptx_workbook import reaches, where
from sectorled.publishing.table import Cell, without_noise
from sectorled.publishing.theme import DARK_BLUE, INK, PAPER

NAMED_UP_TO = 28  # bars; beyond, names would not be read: only one's own is written
NARROW = 4  # per cent: in a segment below, its number does not fit
INSIDE_FROM = 0.15  # share of the longest bar from which its number fits inside it, out of the way of its interval
_INSIDE = frozenset({"ctr", "inBase"})


def labels(plot: Plot, at: int) -> Any:
    """The labels of the series at a place: bars all have one, a line its first and last point."""
    series = plot.series[at]
    made = "".join(_label(plot, series, i, plot.colours[at]) for i in _labelled(plot, series))
    return parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{made}{_shown(value=False)}</c:dLbls>")


def error_bars(plot: Plot, at: int) -> Any:
    """How far the interval of each point reaches above and below it, read from the workbook behind the chart."""
    direction = '<c:errDir val="y"/>' if plot.kind == "line" else ""
    ends = "".join(_reach(plot, at, way) for way in ("plus", "minus"))
    return parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{direction}"
        f'<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>{ends}'
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{INK[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )


def _reach(plot: Plot, at: int, way: str) -> str:
    reach = reaches(plot.series[at], way)
    points = "".join(f'<c:pt idx="{i}"><c:v>{v!r}</c:v></c:pt>' for i, v in enumerate(reach) if v is not None)
    cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(reach)}"/>{points}</c:numCache>'
    return f"<c:{way}><c:numRef><c:f>{where(plot, at, way)}</c:f>{cache}</c:numRef></c:{way}>"


def _labelled(plot: Plot, series: Series) -> Iterable[int]:
    """The places of the points whose numbers are written."""
    given = [i for i, cell in enumerate(series.values) if cell.is_number]
    if plot.kind == "line":
        return sorted({*given[:1], *given[-1:]}) if series.role in {"own", "plain"} else ()
    if plot.kind == "stacked":
        return [i for i in given if _number(series.values[i]) >= NARROW]
    return given if len(plot.categories) <= NAMED_UP_TO else [i for i in given if i in {plot.own, plot.reference}]


def _label(plot: Plot, series: Series, at: int, colour: str) -> str:
    own = plot.own == at
    fill = {plot.reference: PAPER, plot.own: DARK_BLUE}.get(at, colour)
    place = _place(plot, series, at)
    ink = ink_on(fill) if place in _INSIDE else INK
    named = len(plot.categories) > NAMED_UP_TO and plot.kind != "line"
    cell = series.values[at]
    code = '"[low]"' if cell.shown == "[low]" else number_format(cell)
    letters = f'<a:defRPr b="{int(own)}"><a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill></a:defRPr>'
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/><c:spPr/>'
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:dLblPos val="{place}"/>{_shown(value=True, name=named)}</c:dLbl>'
    )


def _place(plot: Plot, series: Series, at: int) -> str:
    """Inside a segment, at the foot of a bar with an interval, beyond any other bar; a line's last to its right."""
    if plot.kind == "stacked":
        return "ctr"
    if plot.kind == "line":
        last = not any(cell.is_number for cell in series.values[at + 1 :])
        return "r" if last or series.lower else "t"
    interval = bool(series.intervals) and series.intervals[at] is not None
    return "inBase" if interval and _number(series.values[at]) >= INSIDE_FROM * max(plot.numbers) else "outEnd"


def _number(cell: Cell) -> float:
    return without_noise(cell.value) if isinstance(cell.value, int | float) else 0.0


def _shown(*, value: bool, name: bool = False) -> str:
    shown = {"LegendKey": False, "Val": value, "CatName": name, "SerName": False, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{part} val="{int(on)}"/>' for part, on in shown.items())
