"""The charts of a comparison that a reader put together."""

from django.urls import reverse

from sectorled.briefing.material import Material
from sectorled.briefing.pictures import spine_chart
from sectorled.comparison.pictures.council import SPINE_AROUND, SPINE_WIDTH
from sectorled.comparison.pictures.frames import Frame, Shown
from sectorled.comparison.pictures.measure import bars_frame
from sectorled.comparison.selectors.builder import bars
from sectorled.publishing.charts.spine import STEP
from sectorled.warehouse.queries.shapes import MetricLine

SPINE = "spine"


def spine_shown(material: Material, query: str) -> Shown | None:
    """All measures on one scale."""
    chart = spine_chart(material)
    if chart is None:
        return None
    return Shown(chart, _address(SPINE), query, Frame(SPINE_WIDTH, STEP * len(chart.table().rows) + SPINE_AROUND))


def bars_shown(material: Material, line: MetricLine, query: str) -> Shown:
    """Every council of the group on one measure."""
    return Shown(bars(material, line), _address(line.metric), query, bars_frame(material.groups[line.metric]))


def _address(picture: str) -> str:
    return reverse("compare-picture", args=(picture, "svg")).removesuffix(".svg")
