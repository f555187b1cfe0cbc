"""The live finding of the first page: one council, one measure that was judged against chance."""

from datetime import date, datetime

import polars as pl
from django.utils import timezone

from sectorled.comparison.selectors.metric.page import Asked, MetricPage, metric_page
from sectorled.comparison.selectors.window import open_councils
from sectorled.councils.selectors import councils_of
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release

LOOKED_AT = 3  # councils, in the order of their names: a first page is not worth more


def finding_for_home(release: Release, *, at: datetime) -> MetricPage | None:
    """What stands out as better, of the first council by name that has such a measure; nobody is pilloried here.

    As long as councils may still reply it is a measure over all of them, the first by name that is judged.
    """
    today = timezone.localdate(at)
    first = [council.code for council in councils_of(release)[:LOOKED_AT]]
    opened = open_councils(first, release=release, at=at)
    for code in (code for code in first if code in opened):
        view = council_view(release, code)
        better = [line for line in view.lines if line.stands_out and line.standing.verdict == "better"]
        if better:
            best = min(better, key=lambda line: line.p or 0.0)
            return metric_page(release, Asked(best.metric, code), today=today)
    return None if len(opened) == len(first) else _over_all(release, today=today)


def _over_all(release: Release, *, today: date) -> MetricPage | None:
    judged = release.table("metrics").filter(pl.col("polarity").is_in(["high", "low"]))
    first = judged.sort("label", "metric")["metric"].head(1).to_list()
    return metric_page(release, Asked(first[0]), today=today) if first else None
