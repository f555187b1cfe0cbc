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
from sectorled.publishing.theme import INK

NAMED_UP_TO = 28  # bars; beyond, names would not be read: only one's own is written
NARROW = 4  # per cent: in a segment below, its number does not fit
ROOM = 1.12  # the scale against the longest bar, so that its number fits beside it
_NO_LEADERS = (  # lines from labels to their bars would be taken for intervals
    '<c:showLeaderLines val="0"/><c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
ON_DARK = "#8C8C8C"  # an interval's colour on a dark bar: 3:1 against the bar and against the paper
PLOT_SHARE, APART = 0.95, 0.005  # of the width of a chart: what bars may take at most, and space before a number


def labels(plot: Plot, at: int) -> Any:
    """The labels of the series at a place: bars all have one, a line its first and last point."""
    series = plot.series[at]
    made = "".join(_label(plot, series, i, plot.colours[at]) for i in _labelled(plot, series))
    return parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{made}{_shown(value=False)}{_NO_LEADERS}</c:dLbls>")


def error_bars(plot: Plot, at: int) -> Any:
    """How far the interval of each point reaches above and below it, read from the workbook behind the chart."""
    direction = '<c:errDir val="y"/>' if plot.kind == "line" else ""
    colour = plot.colours[at]
    if plot.kind != "line":
        colour = INK if ink_on(colour) == INK else ON_DARK
    ends = "".join(_reach(plot, at, way) for way in ("plus", "minus"))
    return parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{direction}"
        f'<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>{ends}'
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
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
    place = _place(plot, series, at)
    ink = ink_on(colour) if place == "ctr" else INK
    named = len(plot.categories) > NAMED_UP_TO and plot.kind != "line"
    cell = series.values[at]
    code = '"[low]"' if cell.shown == "[low]" else number_format(cell)
    letters = f'<a:defRPr b="{int(plot.own == at)}"><a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill></a:defRPr>'
    return (
        f'<c:dLbl><c:idx val="{at}"/>{_beyond(plot, series, at)}'
        f'<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/><c:spPr/>'
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:dLblPos val="{place}"/>{_shown(value=True, name=named)}</c:dLbl>'
    )


def _place(plot: Plot, series: Series, at: int) -> str:
    """Inside a segment, beyond a bar; a line's last to its right."""
    if plot.kind == "stacked":
        return "ctr"
    if plot.kind == "line":
        last = not any(cell.is_number for cell in series.values[at + 1 :])
        return "r" if last else "l" if series.lower else "t"
    return "outEnd"


def _beyond(plot: Plot, series: Series, at: int) -> str:
    """The number of a bar moved to the end of its interval."""
    reach = reaches(series, "plus")[at] if series.intervals and plot.kind != "line" else None
    if not reach:
        return ""
    shift = reach / (ROOM * max(map(abs, plot.numbers))) * PLOT_SHARE + APART
    return f'<c:layout><c:manualLayout><c:x val="{shift:.4f}"/><c:y val="0"/></c:manualLayout></c:layout>'


def _number(cell: Cell) -> float:
    return without_noise(cell.value) if isinstance(cell.value, int | float) else 0.0


def _shown(*, value: bool, name: bool = False) -> str:
    shown = {"LegendKey": False, "Val": value, "CatName": name, "SerName": False, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{part} val="{int(on)}"/>' for part, on in shown.items())
