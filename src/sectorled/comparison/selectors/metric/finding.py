"""The live finding of the first page: one council, one measure that was judged against chance."""

from datetime import date

from sectorled.comparison.selectors.metric.page import Asked, MetricPage, metric_page
from sectorled.councils.selectors import councils_of
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release

LOOKED_AT = 3  # councils, in the order of their names: a first page is not worth more


def finding_for_home(release: Release, *, today: date) -> MetricPage | None:
    """What stands out as better, of the first council by name that has such a measure; nobody is pilloried here."""
    for council in councils_of(release)[:LOOKED_AT]:
        view = council_view(release, council.code)
        better = [line for line in view.lines if line.stands_out and line.standing.verdict == "better"]
        if better:
            best = min(better, key=lambda line: line.p or 0.0)
            return metric_page(release, Asked(best.metric, council.code), today=today)
    return None
