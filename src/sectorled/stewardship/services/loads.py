"""Loads: withdrawn, and names accepted for councils that were not recognised."""

from datetime import datetime

from django.conf import settings

from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.platform.refusals import RefusedError
from sectorled.warehouse import accepted_names
from sectorled.warehouse.load import known_areas
from sectorled.warehouse.loads import report_of, withdraw
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError


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


def accept_name(*, name: str, council: str, by: User, at: datetime) -> str:
    """Let a name mean a council, given by name or code, from the next reading on; returns the council's code.

    InputError where there is no such council, or the name means one already.
    """
    store = open_store(settings.WAREHOUSE)
    code = known_areas(store).resolve(council)
    if code is None:
        raise InputError(f"There is no council {council}. Look for its name in the list of councils.")
    accepted_names.accept_name(store, name, code, at=at)
    audit.record("name.accepted", kind="area", subject=code, by=by, at=at, council=code, name=name)
    return code
