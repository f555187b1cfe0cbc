"""Messages to people: their reply was decided, a council they follow has new figures.  They leave once it is done."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from sectorled.comparison.models import Following, Reply
from sectorled.comparison.rules import ReplyState
from sectorled.comparison.selectors.following import token_to_stop
from sectorled.comparison.selectors.publications import published_upto
from sectorled.comparison.selectors.since import CouncilChanges, changes_of, compared_with
from sectorled.platform import notify
from sectorled.warehouse.queries.open import Release


def reply_decided(reply: Reply, *, at: datetime) -> None:
    """Tell the writer that a reply was published or sent back."""
    done = "was published" if reply.state == ReplyState.PUBLISHED else "was sent back"
    why = f"\n\nWhy: {reply.reason}" if reply.reason else ""
    address = settings.ADDRESS + reverse("reply", args=[reply.council_id, reply.metric])
    text = f"{reply.council}'s reply on {reply.label} {done}.{why}\n\n{address}?release={reply.release}\n"
    notify.send(to=reply.written_by.email, subject=f"Your reply on {reply.label} {done}", text=text, at=at)


def tell_followers(*, release: Release, at: datetime) -> int:
    """Tell those who follow a council, once, that this release has new figures; returns how many were told.

    Nobody is told of a release that was first published before the one they were told of, so rolling back is silent.
    The message counts what changed and singles nothing out: what stands out is on the page, for whom it is for.
    """
    waiting = _waiting(release).order_by("council_id")
    return sum(_tell_of(code, release, at) for code in waiting.values_list("council_id", flat=True).distinct())


def _waiting(release: Release) -> QuerySet[Following]:
    return Following.objects.filter(
        told_release__in=[known for known in published_upto(release) if known != release.id]
    )


def _tell_of(council: str, release: Release, at: datetime) -> int:
    before = compared_with(release, since=None, user=AnonymousUser(), council=council)
    found = changes_of(release, before, council, today=timezone.localdate(at), judged=False) if before else None
    waiting = _waiting(release).filter(council=council).select_related("user", "council")
    return sum(_tell(following, release, found, at) for following in waiting)


@transaction.atomic
def _tell(following: Following, release: Release, found: CouncilChanges | None, at: datetime) -> int:
    """One message, and that it was written, together; whoever told meanwhile told once."""
    mine = Following.objects.filter(pk=following.pk, told_release=following.told_release)
    if not mine.update(told_release=release.id):
        return 0
    name, code = following.council.name, following.council_id
    page = settings.ADDRESS + reverse("changed", args=[code])
    stop = settings.ADDRESS + reverse("stop-following", args=[token_to_stop(following)])
    text = (
        f"There are new figures of {name}. {_counted(found)}\n\n{page}\n\n"
        f"You get this because you follow {name}. To stop it, without signing in:\n{stop}\n"
    )
    notify.send(to=following.user.email, subject=f"{name}: new figures", text=text, at=at)
    return 1


def _counted(found: CouncilChanges | None) -> str:
    """How many measures were checked and what changed, in one or two sentences."""
    if found is None:
        return "They are the first."
    kinds = (
        (found.new, "new figure", "new figures"),
        (found.revised, "revised figure", "revised figures"),
        (found.withdrawn, "withdrawn figure", "withdrawn figures"),
        (found.new_measures, "new measure", "new measures"),
        (found.gone_measures, "withdrawn measure", "withdrawn measures"),
        ({one.metric for one in found.definitions}, "changed definition", "changed definitions"),
        (found.overdue, "overdue measure", "overdue measures"),
    )
    said = [f"{len(of):,} {one if len(of) == 1 else many}" for of, one, many in kinds if of]
    return f"{found.checked:,} measures were checked: {', '.join(said) or 'nothing changed'}."
