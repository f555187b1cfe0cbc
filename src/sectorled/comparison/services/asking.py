"""Asking for a report that takes longer than a page may; the worker makes it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from sectorled.comparison.models import AskedReport
from sectorled.comparison.rules import KEPT, check_may_ask, has_stopped_before
from sectorled.comparison.selectors.asked import under_way
from sectorled.comparison.tasks import make_report
from sectorled.people.models import User
from sectorled.platform.refusals import TooOftenError


def ask_for_report(
    *, council: str, release: str, group: str, metrics: Sequence[str], form: str, by: User | None, at: datetime
) -> AskedReport:
    """Have a headline report made; TooOftenError while the person's last is under way, or too many wait."""
    asked = AskedReport(council=council, release=release, group=group, metrics=list(metrics), form=form, by=by, at=at)
    asked.key = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            AskedReport.objects.filter(at__lt=at - KEPT).delete()
            under_way().filter(at__lt=has_stopped_before(at)).update(state=AskedReport.State.FAILED)
            mine = by is not None and under_way().filter(by=by).exists()
            check_may_ask(own_under_way=mine, waiting=under_way().count())
            asked.save()
            transaction.on_commit(partial(make_report.enqueue, asked.pk))
    except IntegrityError as error:  # the same person, at the same moment
        raise TooOftenError("Your report is being asked for already. Look at it in a moment.") from error
    return asked
