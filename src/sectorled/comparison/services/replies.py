"""Writing a reply, withdrawing it, publishing it, sending it back."""

from datetime import datetime

from django.db import transaction

from sectorled.comparison.models import Reply
from sectorled.comparison.rules import ReplyState, check_reply_move, check_seen
from sectorled.comparison.services import telling
from sectorled.councils.models import Council
from sectorled.councils.selectors import check_not_paused
from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.warehouse.queries.shapes import MetricLine


@transaction.atomic
def write_reply(
    *, council: Council, release: str, line: MetricLine, text: str, seen: int, by: User, at: datetime
) -> Reply:
    """Write a new version, which waits for the sector body; `seen` is the newest version the writer saw (0: none).

    StaleError where a newer one was sent meanwhile.  The same words sent twice by one person are one version.  A
    version that still waited is replaced; one that is published stands until this one is.
    """
    Council.objects.select_for_update().get(pk=council.pk)  # two writers wait for each other, also for the first reply
    versions = Reply.objects.filter(council=council, release=release, metric=line.metric)
    newest = versions.order_by("-number").first()
    if newest and newest.state == ReplyState.WAITING and (newest.text, newest.written_by) == (text, by):
        return newest
    check_seen(seen=seen, newest=newest.number if newest else 0)
    if newest and newest.state == ReplyState.WAITING:
        _decide(newest, ReplyState.REPLACED, by=by, at=at)
    reply = Reply.objects.create(
        council=council,
        release=release,
        metric=line.metric,
        label=line.label,
        period=line.period,
        number=seen + 1,
        text=text,
        written_by=by,
        written_at=at,
    )
    _record("written", reply, by=by, at=at)
    return reply


@transaction.atomic
def withdraw_reply(*, reply_id: int, by: User, at: datetime) -> Reply:
    """Take back a version that waits or stands; RefusedError where it does neither."""
    reply = Reply.objects.select_for_update().get(pk=reply_id)
    _decide(reply, ReplyState.WITHDRAWN, by=by, at=at)
    _record("withdrawn", reply, by=by, at=at)
    return reply


@transaction.atomic
def publish_reply(*, reply_id: int, by: User, at: datetime) -> Reply:
    """Let a version that waits stand beside its figure, instead of the one before; RefusedError while in a pause."""
    reply = Reply.objects.select_for_update().get(pk=reply_id)
    check_reply_move(ReplyState(reply.state), ReplyState.PUBLISHED)
    check_not_paused(at=at, council=reply.council_id)
    before = Reply.objects.filter(
        council=reply.council_id, release=reply.release, metric=reply.metric, state=ReplyState.PUBLISHED
    )
    for stood in before.select_for_update():
        _decide(stood, ReplyState.REPLACED, by=by, at=at)
    _decide(reply, ReplyState.PUBLISHED, by=by, at=at)
    _record("published", reply, by=by, at=at)
    telling.reply_decided(reply, at=at)
    return reply


@transaction.atomic
def send_back_reply(*, reply_id: int, reason: str, by: User, at: datetime) -> Reply:
    """Send a version that waits back to the council with a reason; what stood before goes on standing."""
    reply = Reply.objects.select_for_update().get(pk=reply_id)
    _decide(reply, ReplyState.SENT_BACK, by=by, at=at, reason=reason)
    _record("sent_back", reply, by=by, at=at)
    telling.reply_decided(reply, at=at)
    return reply


def _decide(reply: Reply, to: ReplyState, *, by: User, at: datetime, reason: str = "") -> None:
    check_reply_move(ReplyState(reply.state), to)
    reply.state, reply.decided_by, reply.decided_at, reply.reason = to, by, at, reason
    reply.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _record(act: str, reply: Reply, *, by: User, at: datetime) -> None:
    about = {"metric": reply.metric, "release": reply.release, "version": reply.number}
    audit.record(f"reply.{act}", kind="reply", subject=reply.pk, by=by, at=at, council=reply.council_id, **about)
