"""Making a report to committee, and keeping what the next one is compared with."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sectorled.comparison.models import CommitteeReport
from sectorled.comparison.selectors.reports import written
from sectorled.councils.models import Council
from sectorled.people.models import User
from sectorled.platform import audit


@transaction.atomic
def make_report(
    *,
    council: Council,
    release: str,
    group: str,
    metrics: Sequence[str],
    own: Sequence[str],
    until: str,
    since: CommitteeReport | None,
    by: User,
    at: datetime,
) -> CommitteeReport:
    """Make a quarterly report of own measures up to a period, beside national ones, and keep its facts."""
    report = CommitteeReport(
        council=council,
        release=release,
        group=group,
        metrics=list(metrics),
        own=list(own),
        until=until,
        since=since,
        made_by=by,
        made_at=at,
    )
    report.facts = json.loads(written(report).facts())
    report.save()
    audit.record("report.made", kind="report", subject=report.pk, by=by, at=at, council=council.pk, release=release)
    return report
