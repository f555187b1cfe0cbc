"""The charts of a comparison that a reader put together."""

from dataclasses import dataclass

from django.urls import reverse

from sectorled.briefing.facts import Sentence
from sectorled.briefing.headline import group_table
from sectorled.briefing.material import Material
from sectorled.briefing.pictures import spine_chart
from sectorled.briefing.sentences import gap, standing, sureness
from sectorled.briefing.spoken import YES_NO
from sectorled.comparison.pictures.council import SPINE_AROUND, SPINE_WIDTH
from sectorled.comparison.pictures.frames import Frame, Shown
from sectorled.comparison.pictures.measure import bars_frame
from sectorled.comparison.selectors.builder import bars
from sectorled.publishing.charts.spine import STEP
from sectorled.publishing.table import Table
from sectorled.warehouse.queries.shapes import MetricLine

SPINE = "spine"


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure of the comparison: sentences, its chart (none where there is nothing to draw), its table."""

    line: MetricLine
    said: list[Sentence]
    shown: Shown | None
    table: Table


def measures_shown(material: Material, query: str, *, opened: bool) -> list[MeasureShown]:
    """Every measure; verdicts are said to whom they are `opened`."""
    return [_measure(material, line, query, opened=opened) for line in material.view.lines]


def _measure(material: Material, line: MetricLine, query: str, *, opened: bool) -> MeasureShown:
    name, group = material.view.name, material.groups[line.metric]
    sure = [sureness(line, tests=material.view.tests), gap(line)] if opened else []
    drawn = None if line.value_type == YES_NO else bars_shown(material, line, query)
    table = group_table(line, group, name=name, release=material.release_named)
    return MeasureShown(line, [standing(line, material.among, name=name), *sure], drawn, table)


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
