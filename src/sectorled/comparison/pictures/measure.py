"""The charts of a measure's page."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from sectorled.briefing.comparators import Comparators
from sectorled.briefing.headline import group_table
from sectorled.briefing.material import named
from sectorled.briefing.pictures import base, caption, group_bars, series_line, strip_chart
from sectorled.comparison.pictures.frames import Frame, Shown
from sectorled.comparison.selectors.metric.before import before_it_existed
from sectorled.comparison.selectors.metric.layouts import boundaries_for, hexes_for
from sectorled.comparison.selectors.metric.maps import Mapped, mapped
from sectorled.comparison.selectors.metric.page import MetricPage
from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.bars import NAMED_UP_TO, TALLEST, UNNAMED, step_of
from sectorled.publishing.charts.maps import boundary_map, hex_map
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import GroupStanding, MetricLine

MAP = Frame(680, 640)
LINE = Frame(640, 330)
STRIP = Frame(390, 54)
LETTER = 7.2  # pixels that a letter of a label takes
TICKS = "Each tick is a council, the dashed line the group's median, the bar a 95% interval; better is to the right"
BESIDE, AROUND = 400, 70  # pixels that bars take beside the names, and above and below


def bars(page: MetricPage) -> Chart | None:
    """The areas of the group, each with its interval."""
    if not any(area.value is not None for area in page.group.areas):
        return None
    drawn = group_bars(page.line, page.group, _caption(page, _title(page)))
    twin = group_table(page.line, page.group, name=page.council, release=named(page.release))
    unnamed = (UNNAMED,) if len(page.group.areas) > NAMED_UP_TO else ()
    return replace(drawn, twin=replace(twin, notes=(*twin.notes, *unnamed)))


def line(page: MetricPage) -> Chart | None:
    """The council over time beside its group."""
    if page.series is None or not page.series.points:
        return None
    about = _caption(page, f"{page.line.label} over the years", over_time=True)
    before = before_it_existed(page.release, page.series)
    return series_line(page.line, page.series, replace(about, notes=(*about.notes, *([before] if before else []))))


def hexes(page: MetricPage) -> Chart | None:
    """All councils as hexagons of the same size."""
    found = mapped(page)
    layout = hexes_for(page.release, {area.code for area in found.areas if area.value.is_number})
    if not layout:
        return None
    return hex_map(
        found.areas, layout, _of_map(page, found, f"{page.line.label}, one hexagon a council"), bands=found.bands
    )


def boundaries(page: MetricPage) -> Chart | None:
    """All councils in their boundaries."""
    found = mapped(page)
    known = boundaries_for(page.release, {area.code for area in found.areas if area.value.is_number})
    if known is None:
        return None
    about = _of_map(page, found, f"{page.line.label} on the map")
    return boundary_map(found.areas, known[0], about, layer=known[1], bands=found.bands)


def strip(page: MetricPage) -> Chart | None:
    """The council's value with its interval, each other council of the group a tick."""
    return strip_of(page.line, page.group, among=page.among, release=page.release)


def strip_of(line: MetricLine, group: GroupStanding, *, among: Comparators, release: Release) -> Chart | None:
    """The same from a line and its group."""
    if line.standing.value is None:
        return None
    title = f"{line.label}: {line.standing.name} beside {among.named}"
    return strip_chart(line, group, caption(line, title, TICKS, release=named(release)))


DRAWN: dict[str, Callable[[MetricPage], Chart | None]] = {
    "bars": bars,
    "line": line,
    "hexagons": hexes,
    "boundaries": boundaries,
    "strip": strip,
}
ON_PAGE = ("bars", "line", "hexagons", "boundaries")
FRAMES = {"line": LINE, "hexagons": MAP, "boundaries": MAP, "strip": STRIP}


def shown(page: MetricPage, picture: str) -> Shown | None:
    """A chart as its page shows it; None where there is nothing to draw."""
    chart = DRAWN[picture](page)
    if chart is None:
        return None
    address = reverse("measure-picture", args=(page.line.metric, picture, "svg")).removesuffix(".svg")
    return Shown(chart, address, urlencode(page.query), frame_of(page, picture))


def frame_of(page: MetricPage, picture: str) -> Frame:
    """The room for a chart, told from what it will draw."""
    if picture in FRAMES:
        return FRAMES[picture]
    return bars_frame(page.group)


def bars_frame(group: GroupStanding) -> Frame:
    """The room for a group's bars."""
    areas = group.areas
    if len(areas) > NAMED_UP_TO:
        return Frame(BESIDE + 200, TALLEST + AROUND)
    longest = max((len(area.name) for area in areas), default=0)
    return Frame(round(BESIDE + 60 + min(230, longest * LETTER)), step_of(len(areas)) * len(areas) + AROUND)


def _title(page: MetricPage) -> str:
    where = f": {page.council} in its group" if page.council else ""
    return f"{page.line.label}{where}"


def _caption(page: MetricPage, title: str, *, over_time: bool = False) -> Caption:
    when = "all periods" if over_time else page.line.period_spoken
    where = f"{when}, {page.line.unit or 'number'}, {base(page.line)}"
    return caption(page.line, title, where, release=named(page.release))


def _of_map(page: MetricPage, found: Mapped, title: str) -> Caption:
    """A map shows all councils, whatever group is compared."""
    given = sum(area.value.is_number for area in found.areas)
    about = f"{given:,} of {len(found.areas):,} councils with a figure"
    where = f"{page.line.period_spoken}, {page.line.unit or 'number'}, {about}"
    return replace(caption(page.line, title, where, release=named(page.release)), base=about)
