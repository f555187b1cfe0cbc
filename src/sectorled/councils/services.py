"""Keeping the rows of councils as the published release has them, and pauses of publication."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sectorled.councils.models import Council, PublicationPause
from sectorled.councils.rules import check_pause
from sectorled.platform import audit
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.groups import councils


@transaction.atomic
def project_councils(*, release: Release) -> int:
    """Write a release's councils, new or changed; returns how many there are.  None is deleted."""
    rows = councils(release.table("areas")).select("code", "name", "kind", "start", "end").iter_rows(named=True)
    made = [Council(**(row | {"kind": row["kind"] or ""})) for row in rows]
    Council.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind", "start", "end"]
    )
    return len(made)


@transaction.atomic
def enter_pause(
    *, council: str | None, starts: date, ends: date, reason: str, by: audit.Actor, at: datetime
) -> PublicationPause:
    """Pause publication on these days, for one council or (None) everywhere; RefusedError where the rules forbid it.

    The same pause entered twice is one.
    """
    check_pause(starts=starts, ends=ends, today=timezone.localdate(at))
    pause, new = PublicationPause.objects.get_or_create(council_id=council, starts=starts, ends=ends, reason=reason)
    if not new:
        return pause
    days = {"starts": str(starts), "ends": str(ends)}
    audit.record("pause.entered", kind="pause", subject=pause.pk, by=by, at=at, council=council or "", **days)
    return pause


@transaction.atomic
def end_pause(*, pause_id: int, by: audit.Actor, at: datetime) -> None:
    """End a pause with today, or take it away where it has not begun; one that is over stays as it was."""
    pause = PublicationPause.objects.select_for_update().get(pk=pause_id)
    today = timezone.localdate(at)
    if pause.ends <= today:
        return
    audit.record("pause.ended", kind="pause", subject=pause.pk, by=by, at=at, council=pause.council_id or "")
    if pause.starts > today:
        pause.delete()
    else:
        pause.ends = today
        pause.save(update_fields=["ends"])
