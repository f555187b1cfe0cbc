"""Following a council, stopping, and marking it as seen."""

from datetime import datetime

from django.db import transaction

from sectorled.comparison.models import Following, Look
from sectorled.councils.models import Council
from sectorled.people.models import User
from sectorled.platform import audit


@transaction.atomic
def follow(*, council: Council, release: str, by: User, at: datetime) -> Following:
    """Follow a council, from the release on that stands now; once more changes nothing.

    It is the reader's own act, not the council's: the council's log does not show who follows it.
    """
    found, made = Following.objects.get_or_create(
        user=by, council=council, defaults={"since": at, "told_release": release}
    )
    if made:
        audit.record("following.began", kind="following", subject=council.pk, by=by, at=at)
    return found


@transaction.atomic
def stop_following(*, user: User, council: str, at: datetime) -> None:
    """Follow no more; where nothing was followed nothing happens."""
    gone, _ = Following.objects.filter(user=user, council=council).delete()
    if gone:
        audit.record("following.ended", kind="following", subject=council, by=user, at=at)


@transaction.atomic
def mark_as_seen(*, council: Council, release: str, by: User, at: datetime) -> Look:
    """Remember that the reader has seen a council in a release; only they know, so it is not in the audit log."""
    look, _ = Look.objects.update_or_create(user=by, council=council, defaults={"release": release, "at": at})
    return look
