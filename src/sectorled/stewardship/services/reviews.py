"""Reviews of measures: written as records that are never changed, and kept in the warehouse for the next release."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship.models import MeasureReview
from sectorled.stewardship.selectors.measures import standing_reviews
from sectorled.warehouse.release.review import keep_reviews
from sectorled.warehouse.store import open_store


@transaction.atomic
def review(*, decisions: Sequence[Mapping[str, Any]], seen: int, by: User, at: datetime) -> int:
    """Write what was decided of measures; returns how many reviews are new.

    A decision is a row of the catalogue; `seen` is the newest review there was when the form was made: RefusedError
    where one of these measures was reviewed since.  The same decision again writes nothing.
    """
    metrics = [decision["metric"] for decision in decisions]
    standing = {review.metric: review for review in standing_reviews().filter(metric__in=metrics)}
    since = sorted(metric for metric, found in standing.items() if found.pk > seen)
    if since:
        raise RefusedError(
            f"{since[0]} was reviewed by {standing[since[0]].reviewer} while you did. Look at it again and decide then."
        )
    new = [
        MeasureReview(**_blanks(decision), by=by, at=at)
        for decision in decisions
        if decision["metric"] not in standing or _differs(standing[decision["metric"]], decision)
    ]
    MeasureReview.objects.bulk_create(new)
    if new:
        audit.record("measures.reviewed", kind="measures", subject=new[0].metric, by=by, at=at, measures=len(new))
        transaction.on_commit(keep)
    return len(new)


def newest_review() -> int:
    """The number of the newest review; 0 where there is none."""
    return MeasureReview.objects.aggregate(last=Max("pk"))["last"] or 0


def keep() -> None:
    """Write the standing reviews into the warehouse, where the next release takes them from."""
    keep_reviews(open_store(settings.WAREHOUSE), kept_rows())


def kept_rows() -> list[dict[str, Any]]:
    """The standing reviews as rows of the catalogue."""
    return [review.row() for review in standing_reviews()]


def _blanks(decision: Mapping[str, Any]) -> dict[str, Any]:
    """Text fields hold blanks where the catalogue holds none."""
    texts = ("nature", "scheme", "value_type", "method", "applies_to", "reason")
    return {**decision, **{field: decision.get(field) or "" for field in texts}}


def _differs(found: MeasureReview, decision: Mapping[str, Any]) -> bool:
    times = ("reviewed", "reviewer")
    row = found.row()
    return any((decision.get(field) or None) != value for field, value in row.items() if field not in times)
