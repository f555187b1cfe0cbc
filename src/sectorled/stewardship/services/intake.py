"""Taking files in: what a steward sends is put into a folder of its own and read by the worker."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.platform.refusals import RefusedError
from sectorled.stewardship import rules
from sectorled.stewardship.models import Intake
from sectorled.stewardship.places import data_of, folder_of
from sectorled.stewardship.tasks import read_files
from sectorled.warehouse.files import Files
from sectorled.warehouse.sources import KINDS, recognise

STATE = Intake.State
UNFINISHED = (STATE.COLUMNS, STATE.REFUSED)


def take_in(
    *,
    token: UUID,
    files: Sequence[UploadedFile[Any]],
    address: str,
    kind: str,
    adds: bool,
    by: User,
    at: datetime,
) -> list[Intake]:
    """Put files, or an address, in line to be read; the same form sent twice is taken in once.

    Files of several kinds become one intake each.  RefusedError or InputError, with nothing left behind, where they
    cannot be taken in.
    """
    before = list(Intake.objects.filter(token=token).order_by("part"))
    if before:
        return before
    stage = folder_of(token, 0)
    try:
        stage.mkdir(parents=True)
    except FileExistsError as error:  # the same form, a moment earlier
        raise RefusedError("These files are being taken in already. Look for them in the list of files.") from error
    try:
        parts = [(kind, list[str]())] if address else _parts(token, files, kind)
        return _recorded(token, parts, address=address, adds=adds, by=by, at=at)
    except BaseException:
        for part in stage.parent.glob(f"{token.hex}-*"):
            shutil.rmtree(part)
        raise


def _parts(token: UUID, files: Sequence[UploadedFile[Any]], kind: str) -> list[tuple[str, list[str]]]:
    """Write the files down, and lay those of one kind together."""
    names = [rules.file_name(file.name or "") for file in files]
    rules.check_files(names, [file.size or 0 for file in files], most_bytes=settings.UPLOAD_BYTES)
    stage = folder_of(token, 0)
    for name, file in zip(names, files, strict=True):
        with (stage / name).open("wb") as target:
            shutil.copyfileobj(file, target)
    found = [(kind, names)] if kind else rules.parcels({name: _kind(stage / name) for name in names})
    for part, (of_kind, together) in enumerate(found, 1):
        data = data_of(token, part, of_kind or "", len(together))
        data.mkdir(parents=True)
        for name in together:
            (stage / name).rename(data / name)
    return [(of_kind or "", together) for of_kind, together in found]


def _kind(path: Path) -> str | None:
    with Files.open(path) as files:
        return recognise(files)


@transaction.atomic
def _recorded(
    token: UUID, parts: list[tuple[str, list[str]]], *, address: str, adds: bool, by: User, at: datetime
) -> list[Intake]:
    transaction.on_commit(folder_of(token, 0).rmdir)
    order = [*KINDS, ""]
    made = []
    for part, (kind, names) in sorted(enumerate(parts, 1), key=lambda pair: order.index(pair[1][0])):
        intake = Intake.objects.create(
            token=token, part=part, kind=kind, files=names, address=address, adds=adds, by=by, at=at
        )
        told: dict[str, Any] = {"files": names, "address": _without_key(address)}
        audit.record("files.sent", kind="intake", subject=intake.pk, by=by, at=at, **told)
        transaction.on_commit(partial(read_files.enqueue, intake.pk))
        made.append(intake)
    return made


def _without_key(address: str) -> str:
    """An address as the log keeps it for ever: what follows the path, or stands before the host, may open a door."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@transaction.atomic
def read_again(*, intake_id: int, by: User, at: datetime, **how: Any) -> Intake:
    """Put an intake in line once more, with what is said otherwise now; RefusedError while it is read."""
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    if not may_be_read_again(intake, at=at):
        raise RefusedError("These files are being read, or were set aside. Look at them again in a moment.")
    for name, value in (how | {"state": STATE.WAITING, "beat": None, "message": "", "step": ""}).items():
        setattr(intake, name, value)
    intake.at, intake.load, intake.refusals = at, "", []
    intake.save()
    audit.record("files.read_again", kind="intake", subject=intake.pk, by=by, at=at)
    transaction.on_commit(partial(read_files.enqueue, intake.pk))
    return intake


def may_be_read_again(intake: Intake, *, at: datetime) -> bool:
    """Whether nobody is reading these files now and they are still there."""
    if intake.state == STATE.READING:
        return rules.is_silent(since=intake.beat or intake.at, at=at)
    return intake.state in (*UNFINISHED, STATE.KEPT, STATE.UNCHANGED)


@transaction.atomic
def set_aside(*, intake_id: int, by: User, at: datetime) -> None:
    """Take an intake that needs somebody off the list, and delete its files."""
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    if intake.state not in UNFINISHED:
        raise RefusedError("Only files that were refused, or whose columns are not described, can be set aside.")
    intake.state = STATE.SET_ASIDE
    intake.save(update_fields=["state"])
    audit.record("files.set_aside", kind="intake", subject=intake.pk, by=by, at=at)
    transaction.on_commit(partial(shutil.rmtree, folder_of(intake.token, intake.part), ignore_errors=True))


@transaction.atomic
def describe(*, intake_id: int, proposed: Mapping[str, Any], roles: Mapping[str, str] | None = None) -> None:
    """Keep what was said so far of a table's columns; nothing is loaded yet."""
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    if intake.state not in UNFINISHED:
        raise RefusedError("These files are being read, or were loaded. Look at what became of them.")
    intake.proposed = dict(proposed)
    if roles is not None:
        intake.columns = [{**column, "role": roles[column["name"]]} for column in intake.columns]
    intake.save(update_fields=["proposed", "columns"])
