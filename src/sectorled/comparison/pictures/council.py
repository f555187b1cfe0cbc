"""The charts of a council's pages: one measure among its group, and many measures on one scale."""

from urllib.parse import urlencode

from django.urls import reverse

from sectorled.briefing.facts import Report
from sectorled.briefing.material import Material
from sectorled.briefing.pictures import spine_chart
from sectorled.comparison.pictures.frames import Frame, Shown
from sectorled.comparison.pictures.measure import STRIP, strip_of
from sectorled.comparison.selectors.council.page import CouncilPage
from sectorled.publishing.chart import Chart
from sectorled.publishing.charts.spine import STEP
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.shapes import MetricLine

SPINE_WIDTH, SPINE_AROUND = 760, 70
OUTSTANDING_WIDTH, OUTSTANDING_STEP, OUTSTANDING_AROUND = 640, 24, 30


def strips_shown(release: Release, page: CouncilPage) -> dict[str, Shown]:
    """The small chart of each finding, by metric."""
    material = page.material
    found = (
        (line, strip_of(line, material.groups[line.metric], among=material.among, release=release))
        for line in (finding.line for finding in page.findings)
    )
    return {line.metric: _strip_shown(release, line, chart) for line, chart in found if chart is not None}


def _strip_shown(release: Release, line: MetricLine, chart: Chart) -> Shown:
    address = reverse("measure-picture", args=(line.metric, "strip", "svg")).removesuffix(".svg")
    view = {"release": release.id, "council": line.standing.area, "group": line.group, "period": line.period}
    return Shown(chart, address, urlencode(view), STRIP)


def spine_shown(material: Material, theme: str) -> Shown | None:
    """All measures of a theme with a value on one scale."""
    chart = spine_chart(material)
    if chart is None:
        return None
    view = material.view
    address = reverse("council-picture", args=(view.area, "spine", "svg")).removesuffix(".svg")
    query = urlencode({"release": view.release, "group": view.group, "theme": theme})
    return Shown(chart, address, query, Frame(SPINE_WIDTH, STEP * len(chart.table().rows) + SPINE_AROUND))


def outstanding_shown(report: Report) -> Shown | None:
    """The chart of a brief; None where it has none."""
    chart = next((block for block in report.document.blocks if isinstance(block, Chart)), None)
    if chart is None:
        return None
    address = reverse("council-picture", args=(report.about["area"], "outstanding", "svg")).removesuffix(".svg")
    query = urlencode({"release": report.about["release"], "group": report.about["group"]})
    return Shown(chart, address, query, outstanding_frame(chart))


def outstanding_frame(chart: Chart) -> Frame:
    """A row for each measure."""
    return Frame(OUTSTANDING_WIDTH, OUTSTANDING_STEP * len(chart.table().rows) + OUTSTANDING_AROUND)
