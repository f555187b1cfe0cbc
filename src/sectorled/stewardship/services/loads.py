"""Loads: withdrawn, and names accepted for councils that were not recognised."""

from datetime import datetime

from django.conf import settings

from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.platform.refusals import RefusedError
from sectorled.warehouse import accepted_names
from sectorled.warehouse.loads import report_of, withdraw
from sectorled.warehouse.store import open_store


def withdraw_load(*, load: str, reason: str, by: User, at: datetime) -> None:
    """Take a load out of the next release; what is published stays as it is until then."""
    store = open_store(settings.WAREHOUSE)
    report = report_of(store, load)
    if report is None:
        raise RefusedError("This load was withdrawn already.")
    if not reason.strip():
        raise RefusedError("Say why you withdraw it, for those who look for these figures.")
    audit.record("load.withdrawn", kind="load", subject=load, by=by, at=at, file=report.file, reason=reason.strip())
    withdraw(store, load)


def accept_name(*, name: str, council: str, by: User, at: datetime) -> None:
    """Let a name mean a council from the next reading on; InputError where it means one already."""
    accepted_names.accept_name(open_store(settings.WAREHOUSE), name, council, at=at)
    audit.record("name.accepted", kind="area", subject=council, by=by, at=at, council=council, name=name)
