"""Every address pattern of the site, and something behind each that a person could ask for by its id."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver

from sectorled.comparison.models import AskedReport, CommitteeReport
from sectorled.comparison.selectors.asked import path_of
from sectorled.councils.models import PublicationPause
from sectorled.platform.files import Upload, store
from sectorled.platform.models import Message
from sectorled.stewardship.columns import with_roles
from sectorled.stewardship.models import Intake, ReleaseWork
from sectorled.warehouse.store import open_store
from sectorled.warehouse.table_mapping import TableMapping
from tests.comparison.factories import METRIC, own_value, reply
from tests.people.factories import AT, COUNCIL, council


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The whole route of every pattern."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def _report(people, _):
    own_value(council().council, written_by=people["officer"])
    asked = {"own": ["calls"], "measure": [METRIC], "until": "2026-07-01/P3M", "since": "", "group": ""}
    client = Client()
    client.force_login(people["officer"])
    client.post(f"/councils/{COUNCIL}/report/quarterly/", asked)
    return CommitteeReport.objects.get().pk


def _asked_report(people, release):
    given = {"council": COUNCIL, "release": release, "metrics": [METRIC], "form": "html", "by": people["officer"]}
    asked = AskedReport.objects.create(key="k" * 43, at=AT, state="ready", **given)
    path_of(asked).parent.mkdir(exist_ok=True)
    path_of(asked).write_text("<p>A report</p>")
    return asked.key


def _load(*_):
    return open_store(settings.WAREHOUSE).folders("loads")[0]


def _pause(*_):
    return PublicationPause.objects.create(starts=AT.date(), ends=AT.date(), reason="a poll").pk


def _file(people, _):
    upload = Upload("figures.csv", [b"a,b\n"])
    return store(upload, purpose="test", by=people["officer"], at=AT, council=COUNCIL).key


def _intake(people, _):
    return Intake.objects.create(by=people["steward"], at=AT, token=uuid.uuid4(), files=["a.csv"]).pk


ROLES = {"Council": "area_name", "Year": "period", "Homes": "value"}


def _undescribed(people, _, **state):
    columns = [{"name": name, "samples": [], "role": role, "sure": 0, "why": ""} for name, role in ROLES.items()]
    proposed = with_roles(asdict(TableMapping(dataset="homes", columns={})), ROLES)
    proposed["about"] = {"label": "Homes", "source": "A register"}
    given = {"state": "columns", "columns": columns, "proposed": proposed} | state
    return Intake.objects.create(by=people["steward"], at=AT, token=uuid.uuid4(), files=["homes.csv"], **given).pk


def _refused(people, _):
    row = {
        "file": "homes.csv",
        "row": 2,
        "field": "area",
        "value": "Nowhere",
        "reason": "no such area",
        "remedy": "Mend it.",
    }
    return _undescribed(people, _, state="refused", message="1 row was refused.", refusals=[row])


def _work(people, _):
    failed = {"state": "failed", "busy": False, "message": "It did not work."}
    return ReleaseWork.objects.create(by=people["steward"], at=AT, **failed).pk


OBJECTS = {  # what stands in braces in permissions.csv, each of Amberfold's where it is of a council
    "person": lambda people, _: people["resident"].pk,
    "role": lambda people, _: people["officer"].roles.get().pk,
    "message": lambda *_: Message.objects.create(to="jo@example.org", subject="x", text="x", at=AT).pk,
    "file": _file,
    "reply": lambda people, release: reply(release, written_by=people["officer"]).pk,
    "own": lambda people, _: own_value(council().council, written_by=people["officer"]).measure_id,
    "report": _report,
    "asked": _asked_report,
    "pause": _pause,
    "intake": _intake,
    "undescribed": _undescribed,
    "refused": _refused,
    "work": _work,
    "load": _load,
    "release": lambda _, release: release,
}
TABLE = Path(__file__).with_name("permissions.csv")
