"""What pages of comparison show, read from a release."""

from dataclasses import dataclass

from sectorled.briefing.comparators import Comparators, comparators
from sectorled.briefing.facts import Sentence
from sectorled.briefing.sentences import standing, sureness, travel
from sectorled.councils.selectors import councils_of
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import GroupStanding, MetricLine, Series


@dataclass(frozen=True, slots=True)
class MetricPage:
    """A measure in one council's group."""

    line: MetricLine
    among: Comparators
    group: GroupStanding
    series: Series
    sentences: list[Sentence]


def metric_page(release: Release, metric: str, *, area: str | None, group: str | None) -> MetricPage:
    """What a measure's page shows of a council; without one, of the first by name that has a value."""
    definition = release.metric(metric)
    code = release.area(area) if area else councils_of(release)[0].code
    view = council_view(release, code, group=group, metrics=[str(definition["metric"])])
    line = view.lines[0]
    row = release.group(line.group)
    among = comparators(str(row["kind"]), view.group_label)
    own = series(release, line.metric, code, group=line.group)
    whole = compare(release, line.metric, period=line.period, groups=[line.group]).groups[0]
    said = [standing(line, among, name=line.standing.name), sureness(line, tests=1), travel(line, own)]
    return MetricPage(line, among, whole, own, said)


def finding_for_home(release: Release) -> MetricPage | None:
    """A live finding for the first page: the first council by name that has a metric judged against chance."""
    for council in councils_of(release)[:5]:
        view = council_view(release, council.code)
        if view.lines:
            return metric_page(release, view.lines[0].metric, area=council.code, group=None)
    return None
