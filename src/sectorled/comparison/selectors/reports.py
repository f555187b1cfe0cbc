"""Reports to committee: those made before, what can be chosen, and each written from what it was made of."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.facts import Report
from sectorled.briefing.headline import headline
from sectorled.briefing.material import gather
from sectorled.briefing.quarterly import quarterly
from sectorled.comparison.models import CommitteeReport
from sectorled.comparison.selectors.measures import own_measures
from sectorled.comparison.selectors.replies import published_replies
from sectorled.councils.models import Council
from sectorled.councils.releases import release_read
from sectorled.warehouse.queries.council import groups_of
from sectorled.warehouse.queries.open import Release


def reports_of(council: Council) -> QuerySet[CommitteeReport]:
    """A council's reports, the newest first."""
    return council.reports.select_related("made_by", "council", "since")


def written(report: CommitteeReport) -> Report:
    """The report from what it was made of; replies stand in it as they stand now."""
    release, code = release_read(report.release), report.council_id
    replies = published_replies(council=code, release=release.id)
    material = gather(release, code, group=report.group or None, metrics=report.metrics or None, replies=replies)
    own = own_measures(report.council, at=report.made_at, until=parse_iso(report.until), keys=report.own)
    last = report.since.facts if report.since else None
    return quarterly(material, own, at=report.made_at, publisher=report.council.name, last=last)


def headline_report(release: Release, council: str, *, group: str, metrics: Sequence[str], at: datetime) -> Report:
    """Chosen measures in a chosen group (its nearest, where it is ""), with the council's replies beside them."""
    replies = published_replies(council=council, release=release.id)
    material = gather(release, council, group=group or None, metrics=metrics, replies=replies)
    return headline(material, at=at, publisher=release.area_names[council])


def measures_by_theme(release: Release) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every measure, id and label, under its theme; both in order of name."""
    rows = [(theme or "Other", label, metric) for theme, label, metric in _rows(release)]
    by_theme = groupby(sorted(rows), key=lambda row: row[0])
    return [(theme, [(metric, label) for _, label, metric in found]) for theme, found in by_theme]


def _rows(release: Release) -> list[tuple[str | None, str, str]]:
    return list(release.table("metrics").select("theme", "label", "metric").iter_rows())


def group_choices(release: Release, council: str) -> list[tuple[str, str]]:
    """The groups that a council is compared in, its nearest first."""
    kinds = ("neighbours", "family", "type", "tier", "region", "nation", "all", "custom")
    return [(group, release.group(group)["label"] or group) for group in groups_of(release, council, kinds)]
