"""What follows a publication: councils as rows, the audit log, messages; once, wherever it was published."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from sectorled.councils.selectors import check_not_paused
from sectorled.councils.services import project_councils
from sectorled.people.models import Role
from sectorled.people.selectors import councils_of, holders
from sectorled.platform import audit, notify
from sectorled.platform.models import AuditEvent
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship.models import ReleaseWork
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.release.publish import Publication, history
from sectorled.warehouse.store import open_store

PUBLISHED, ROLLED_BACK, FOUND = "release.published", "release.rolled_back", "release.found"
NEW = (
    "New figures are published, as release {release}.\n\n"
    "For {days} working days what stands out of a council is shown to its own people alone, so "
    "that they can reply first.\n\n"
)
ROLL_BACK = ReleaseWork.Act.ROLL_BACK.value


@transaction.atomic
def follow_up(
    release: str, *, act: str, by: audit.Actor | None, at: datetime, reason: str = "", before: str = ""
) -> None:
    """Do what follows a publication, together; all of it may be done twice."""
    project_councils(release=open_release(settings.WAREHOUSE, release=release))
    verb = ROLLED_BACK if act == ROLL_BACK else PUBLISHED
    audit.record(verb, kind="release", subject=release, by=by, at=at, before=before)
    _announce(release, back=act == ROLL_BACK, reason=reason, at=at)
    _tell_others()


@transaction.atomic
def notice_publication(*, at: datetime) -> Publication | None:
    """Follow up a publication that was made at the command line; None where the one that stands is known.

    Nobody is told in a pause: the next notice after it does.  What stood when the records began is nothing new to
    officers and stewards; who follows a council knows which release they were told of.
    """
    entries = history(open_store(settings.WAREHOUSE))
    if not entries or _under_way() or _paused(at):
        return None
    known = AuditEvent.objects.filter(subject_kind="release", verb__in=(PUBLISHED, ROLLED_BACK, FOUND))
    known.select_for_update().first()  # who notices at the same moment waits here, and then finds it known
    last, stands = known.first(), entries[-1]
    if last and last.subject_id == stands.release:
        return None
    if last:
        follow_up(stands.release, act=stands.act, by=None, at=at, before=last.subject_id)
        return stands
    audit.record(FOUND, kind="release", subject=stands.release, by=None, at=at)
    _tell_others()
    return None


def _under_way() -> bool:
    """Whether a steward's publication is at work, which follows itself up."""
    return ReleaseWork.objects.filter(state=ReleaseWork.State.PUBLISHING).exists()


def _paused(at: datetime) -> bool:
    try:
        check_not_paused(at=at)
    except RefusedError:
        return True
    return False


def _tell_others() -> None:
    """Have the worker do what other subjects do after a publication."""
    for name in settings.AFTER_PUBLICATION:
        transaction.on_commit(partial(import_string(name).enqueue))


def _announce(release: str, *, back: bool, reason: str, at: datetime) -> None:
    """Tell the stewards, and the officers of councils, who may now reply to their figures."""
    subject = "Figures were rolled back" if back else "New figures were published"
    why = f"Why: {reason}\n\n" if reason else ""
    again = f"An earlier release of figures, {release}, is published again.\n\n{why}"
    what = again if back else NEW.format(release=release, days=settings.REPLY_WORKING_DAYS)
    for person in holders(Role.Kind.STEWARD, Role.Kind.OFFICER):
        pages = [reverse("changed", args=[code]) for code in councils_of(person, Role.Kind.OFFICER)] or ["/"]
        links = "\n".join(settings.ADDRESS + page for page in pages)
        notify.send(to=person.email, subject=subject, text=f"{what}See what changed:\n{links}\n", at=at)
