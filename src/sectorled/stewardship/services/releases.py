"""Releases: asked to be made, dropped, published or rolled back.  The work itself is the worker's (`making`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction

from sectorled.councils.selectors import check_not_paused
from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship import rules
from sectorled.stewardship.models import ReleaseWork
from sectorled.stewardship.tasks import make_release, publish_release
from sectorled.warehouse.release.publish import history
from sectorled.warehouse.store import open_store

STATE, ACT = ReleaseWork.State, ReleaseWork.Act


def start(*, by: User, at: datetime) -> ReleaseWork:
    """Have a release made of what is loaded now; RefusedError where somebody else's is at work."""
    with _alone(), transaction.atomic():
        _end_silent(at)
        ReleaseWork.objects.filter(state=STATE.READY).update(state=STATE.DROPPED, finished=at)
        work = ReleaseWork.objects.create(by=by, at=at)
        audit.record("release.asked_for", kind="release work", subject=work.pk, by=by, at=at)
        transaction.on_commit(partial(make_release.enqueue, work.pk))
    return work


@transaction.atomic
def drop(*, work_id: int, by: User, at: datetime) -> None:
    """Do not publish a release that is ready; it stays in the warehouse, where nobody reads it."""
    work = ReleaseWork.objects.select_for_update().get(pk=work_id)
    if work.state != STATE.READY:
        raise RefusedError("Only a release that is ready can be dropped. Look at how far it is now.")
    work.state, work.finished = STATE.DROPPED, at
    work.save(update_fields=["state", "finished"])
    audit.record("release.dropped", kind="release", subject=work.release, by=by, at=at)


def confirm(*, work_id: int, by: User, at: datetime) -> ReleaseWork:
    """Have a release that is ready published; RefusedError where it may not be, and nothing happens."""
    with _alone(), transaction.atomic():
        _end_silent(at)
        work = ReleaseWork.objects.select_for_update().get(pk=work_id)
        check_not_paused(at=at)
        rules.check_publish(
            state=work.state,
            verified=bool(work.verified.get("ok")),
            published_now=published_now(),
            compared_with=work.before,
            release=work.release,
        )
        work.state, work.busy, work.by, work.at, work.beat, work.step = STATE.PUBLISHING, True, by, at, None, ""
        work.save()
        audit.record("release.confirmed", kind="release", subject=work.release, by=by, at=at, before=work.before)
        transaction.on_commit(partial(publish_release.enqueue, work.pk))
    return work


def roll_back(*, to: str, reason: str, by: User, at: datetime) -> ReleaseWork:
    """Have an earlier release published again, with a reason; a pause does not stand in the way of mending."""
    now, earlier = published_now(), {entry.release for entry in history(open_store(settings.WAREHOUSE))}
    rules.check_roll_back(to=to, published_now=now, earlier=earlier, reason=reason)
    with _alone(), transaction.atomic():
        _end_silent(at)
        work = ReleaseWork.objects.create(
            act=ACT.ROLL_BACK, state=STATE.PUBLISHING, release=to, before=now, reason=reason.strip(), by=by, at=at
        )
        audit.record(
            "release.roll_back_confirmed", kind="release", subject=to, by=by, at=at, before=now, reason=work.reason
        )
        transaction.on_commit(partial(publish_release.enqueue, work.pk))
    return work


@transaction.atomic
def try_again(*, work_id: int, by: User, at: datetime) -> ReleaseWork:
    """Have a publication that stopped half-way finished; RefusedError where it still gives signs of life."""
    work = ReleaseWork.objects.select_for_update().get(pk=work_id)
    if work.state != STATE.PUBLISHING or not rules.is_silent(since=work.beat or work.at, at=at):
        raise RefusedError("This work has not stopped. Look at how far it is now.")
    work.beat, work.at, work.step = None, at, ""
    work.save(update_fields=["beat", "at", "step"])
    audit.record("release.tried_again", kind="release", subject=work.release, by=by, at=at)
    transaction.on_commit(partial(publish_release.enqueue, work.pk))
    return work


def published_now() -> str:
    """The id of the published release; blank where nothing was published yet."""
    entries = history(open_store(settings.WAREHOUSE))
    return entries[-1].release if entries else ""


@contextmanager
def _alone() -> Iterator[None]:
    """Of two at once the database lets one through; the other is told."""
    try:
        yield
    except IntegrityError as error:
        raise RefusedError(
            "Somebody is making or publishing a release at this moment. Look at how far it is, and wait for its end."
        ) from error


def _end_silent(at: datetime) -> None:
    """What was at work and gives no sign of life any more stands in nobody's way."""
    for work in ReleaseWork.objects.select_for_update().filter(busy=True):
        if rules.is_silent(since=work.beat or work.at, at=at):
            work.state, work.busy, work.finished = STATE.FAILED, False, at
            work.message = "The worker ended before this was done. What is published is at the top of the releases."
            work.save(update_fields=["state", "busy", "finished", "message"])
