"""Loads as a steward reads them: what was kept, what was refused and why, which councils were not recognised."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404

from sectorled.stewardship.kinds import KIND_WORDS
from sectorled.stewardship.models import Intake
from sectorled.warehouse.load import known_areas
from sectorled.warehouse.loads import LoadReport, current, every_load, report_of
from sectorled.warehouse.store import open_store

REFUSAL_COLUMNS = ("file", "row", "field", "value", "reason", "remedy")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load in a list; `stands`: the next release is made of it."""

    report: LoadReport
    at: datetime
    stands: bool


@dataclass(frozen=True, slots=True)
class LoadPage:
    """A load with what may be done about it."""

    loaded: Loaded
    kind: str
    strangers: list[tuple[str, int, list[str]]]
    files: Intake | None


def every_loaded() -> list[Loaded]:
    """All loads, the newest first."""
    loads = every_load(open_store(settings.WAREHOUSE))
    standing = {report.load for report in current(loads)}
    return [_loaded(report, stands=report.load in standing) for report in reversed(loads)]


def load_page(load: str) -> LoadPage:
    """A load by its id, with each name that was not recognised, its rows and names spelt alike; else 404."""
    store = open_store(settings.WAREHOUSE)
    report = report_of(store, load)
    if report is None:
        raise Http404
    stands = load in {standing.load for standing in current(every_load(store))}
    known = known_areas(store) if report.unknown_areas else None
    strangers = [(name, rows, known.suggest(name)) for name, rows in report.unknown_areas.items()] if known else []
    kept = (Intake.State.KEPT, Intake.State.UNCHANGED)
    files = Intake.objects.filter(load=load, state__in=kept).first()
    kind = KIND_WORDS.get(report.kind, report.kind).partition(":")[0]
    return LoadPage(_loaded(report, stands=stands), kind, strangers, files)


def _loaded(report: LoadReport, *, stands: bool) -> Loaded:
    return Loaded(report, datetime.fromisoformat(report.at), stands)


def spelt_alike(name: str) -> list[str]:
    """Names of councils that are spelt much like this one."""
    return known_areas(open_store(settings.WAREHOUSE)).suggest(name)
