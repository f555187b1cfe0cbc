"""The charts of a measure's page, drawn from what the page shows."""

from collections.abc import Callable

from sectorled.briefing.pictures import caption, group_bars, series_line
from sectorled.comparison.selectors.metric import MetricPage
from sectorled.publishing.chart import Chart


def bars(page: MetricPage) -> Chart:
    """The group's areas, each with its interval."""
    about = caption(page.line, page.line.label, page.line.period_spoken, release=page.line.value_id.split("/")[0])
    return group_bars(page.line, page.group, about)


def line(page: MetricPage) -> Chart:
    """The council over time beside its group."""
    about = caption(page.line, page.line.label, page.series.name, release=page.series.release)
    return series_line(page.line, page.series, about)


DRAWN: dict[str, Callable[[MetricPage], Chart]] = {"bars": bars, "line": line}


def drawn(page: MetricPage, picture: str) -> Chart:
    """One of the page's charts."""
    return DRAWN[picture](page)
