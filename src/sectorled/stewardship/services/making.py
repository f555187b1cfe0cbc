"""What the worker does with releases: build, check, verify, compare; and, once confirmed, publish."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sectorled.platform import audit
from sectorled.stewardship.lists import write_list
from sectorled.stewardship.models import ReleaseWork
from sectorled.stewardship.places import report_of_work
from sectorled.stewardship.services.announcing import follow_up
from sectorled.stewardship.services.reviews import kept_rows
from sectorled.stewardship.telling import NOTHING_DONE, TakenOverError, Telling, alive, beat
from sectorled.warehouse.queries.check import check
from sectorled.warehouse.queries.open import Release, open_release
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.diff import diff
from sectorled.warehouse.release.publish import history, publish, rollback
from sectorled.warehouse.release.review import keep_reviews
from sectorled.warehouse.store import Store, StoreError, open_store
from sectorled.warehouse.tidy import InputError
from sectorled.warehouse.verify import verify

STATE, ACT = ReleaseWork.State, ReleaseWork.Act
SHOWN = 20  # of a list on the page; the whole is in a file beside it
OURS = "A fault of ours stopped this step; nothing was published. Try it again, and tell us if it stays so."
log = structlog.get_logger("sectorled.stewardship")


def make_release(*, work_id: int, at: datetime) -> None:
    """Make a release that was asked for; one that does not wait is left alone, so that doing it twice makes it once."""
    waiting = ReleaseWork.objects.filter(pk=work_id, state=STATE.WAITING)
    if waiting.update(state=STATE.MAKING, beat=at):
        _guarded(ReleaseWork.objects.get(pk=work_id), _make, at)


def publish_release(*, work_id: int, at: datetime) -> None:
    """Publish a release that was confirmed; a publication that stopped half-way is finished."""
    confirmed = ReleaseWork.objects.filter(pk=work_id, state=STATE.PUBLISHING, step="")
    if confirmed.update(step="publishing", beat=at, **NOTHING_DONE):
        _guarded(ReleaseWork.objects.get(pk=work_id), _publish, at)


def _guarded(work: ReleaseWork, do: Any, at: datetime) -> None:
    """Do the work with signs of life; whatever stops it is said on its page."""
    try:
        with alive(work) as telling:
            do(open_store(settings.WAREHOUSE), work, telling, at)
    except TakenOverError:
        return
    except (InputError, StoreError) as error:
        _failed(work, str(error))
    except Exception:  # the page must not wait for ever
        log.exception("release work failed", work=work.pk)
        _failed(work, OURS)


def _failed(work: ReleaseWork, message: str) -> None:
    if beat(work, state=STATE.FAILED, busy=False, message=message, finished=timezone.now()):
        audit.record("release.failed", kind="release work", subject=work.pk, by=work.by, at=timezone.now())


def _make(store: Store, work: ReleaseWork, telling: Telling, at: datetime) -> None:
    telling.step("building")
    keep_reviews(store, kept_rows())
    manifest = build(store, at=at, progress=telling.progress)
    built = {"counts": manifest.counts, "unreviewed": len(manifest.unreviewed), "reviews": manifest.reviews}
    telling.step("checking", release=manifest.release, built=built)
    made = Release(store, manifest)
    checked = check(store, made, today=timezone.localdate(at))
    findings = [asdict(finding) for finding in checked.findings]
    write_list(report_of_work(work.pk, "findings"), findings, ("kind", "subject", "file", "row", "field", "text"))
    telling.step("verifying", checked={"counts": checked.counts})
    verified = verify(made, progress=telling.progress)
    said = asdict(verified) | {"ok": verified.ok, "differences": [asdict(d) for d in verified.differences[:SHOWN]]}
    telling.step("comparing", verified=said)
    entries = history(store)
    before = entries[-1].release if entries else ""
    compared = _compared(store, before, made, work, telling) if before not in ("", made.id) else {}
    telling.step("", before=before, compared=compared, state=STATE.READY, busy=False, finished=timezone.now())


def _compared(store: Store, before: str, made: Release, work: ReleaseWork, telling: Telling) -> dict[str, Any]:
    changes = diff(open_release(store.address, release=before), made, progress=telling.progress)
    columns = tuple(changes.observations.columns)
    write_list(report_of_work(work.pk, "changes"), changes.observations.iter_rows(named=True), columns)
    return {
        "counts": changes.counts(),
        "definitions": changes.definitions.head(SHOWN).to_dicts(),
        "of_definitions": changes.definitions.height,
        "of_verdicts": changes.verdicts.height,
        "new_metrics": changes.new_metrics[:SHOWN],
        "of_new_metrics": len(changes.new_metrics),
        "withdrawn_metrics": changes.withdrawn_metrics[:SHOWN],
        "of_withdrawn_metrics": len(changes.withdrawn_metrics),
        "revised": _revised(changes.observations.iter_rows(named=True)),
    }


def _revised(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["change"] != "new":
            found.append(dict(row))
        if len(found) == SHOWN:
            break
    return found


def _publish(store: Store, work: ReleaseWork, telling: Telling, at: datetime) -> None:
    """Move the pointer; then rows of councils, the audit log and messages, all of which may be done twice."""
    if work.act == ACT.ROLL_BACK:
        rollback(store, at=at, to=work.release, progress=telling.progress)
    else:
        publish(store, work.release, at=at, progress=telling.progress)
    with transaction.atomic():
        telling.step("", state=STATE.PUBLISHED, busy=False, finished=timezone.now())
        follow_up(work.release, act=work.act, by=work.by, at=at, reason=work.reason, before=work.before)
