"""Writing the audit log, inside the transaction of the act itself."""

from datetime import datetime
from typing import Any, Protocol

from sectorled.platform.models import AuditEvent


class Actor(Protocol):
    """Whoever acts: a user, or the system itself."""

    pk: Any

    def __str__(self) -> str: ...


def record(
    verb: str,
    *,
    kind: str,
    subject: object,
    by: Actor | None,
    at: datetime,
    council: str = "",
    **details: Any,
) -> AuditEvent:
    """Write that `by` (None: the system) did `verb` to `subject` at a time; ids and words only, no content."""
    return AuditEvent.objects.create(
        verb=verb,
        subject_kind=kind,
        subject_id=str(subject),
        council=council,
        by=by.pk if by else None,
        by_name=str(by) if by else "the system",
        at=at,
        details=details,
    )


def forget(*, user_id: int, name: str) -> None:
    """Put another name to what somebody did who is removed; that it was one person's doing stays."""
    AuditEvent.objects.filter(by=user_id).update(by_name=name)
