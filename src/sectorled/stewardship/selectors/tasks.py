"""What waits for a steward."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from sectorled.stewardship.models import Intake, ReleaseWork
from sectorled.stewardship.selectors.measures import measures_of, newest_release, standing_reviews
from sectorled.stewardship.selectors.releases import releases_page
from sectorled.warehouse.loads import current, every_load
from sectorled.warehouse.store import open_store

STATE = Intake.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list; `waits` None: nothing does."""

    title: str
    hint: str
    href: str
    waits: str | None


def waiting(*, today: date) -> list[Waiting]:
    """Everything that may wait, whether it does or not, in the order of the work."""
    return [*_files(), *_loads(), *_measures(today), *_elsewhere(), _release()]


def _files() -> list[Waiting]:
    open_states = (STATE.COLUMNS, STATE.REFUSED, STATE.WAITING, STATE.READING)
    states = list(Intake.objects.filter(state__in=open_states).values_list("state", flat=True))
    mine = sum(state in (STATE.COLUMNS, STATE.REFUSED) for state in states)
    reading = len(states) - mine
    said = _said(mine, "to look at", "to look at") or _said(reading, "being read", "being read")
    hint = "Figures come in as files, or from an address"
    return [Waiting("Send files, and see what became of them", hint, reverse("steward-files"), said)]


def _loads() -> list[Waiting]:
    loads = current(every_load(open_store(settings.WAREHOUSE)))
    refused, strangers = sum(r.rows_refused for r in loads), sum(len(r.unknown_areas) for r in loads)
    link = reverse("steward-loads")
    return [
        Waiting("Rows that were refused", "Each with its reason and what to do", link, _said(refused, "row", "rows")),
        Waiting(
            "Councils that were not recognised",
            "Say which council a name means",
            link,
            _said(strangers, "name", "names"),
        ),
    ]


def _measures(today: date) -> list[Waiting]:
    release, link = newest_release(), reverse("steward-measures")
    unreviewed, overdue = 0, 0
    due_again = sum(measure.state == "due" for measure in measures_of(today=today))
    if release:
        decided = set(standing_reviews().values_list("metric", flat=True))
        unreviewed = len(set(release.manifest.unreviewed) - decided)
        due = release.table("metrics")["next_update"].drop_nulls().to_list()
        overdue = sum(day < today for day in due)
    hint = "Until then they are shown without judgement"
    return [
        Waiting("Measures to review", hint, f"{link}?state=unreviewed", _said(unreviewed, "measure", "measures")),
        Waiting(
            "Measures to review again",
            "The day set for it has passed",
            f"{link}?state=due",
            _said(due_again, "measure", "measures"),
        ),
        Waiting(
            "Overdue figures",
            "Due by their source, and not come",
            f"{link}?state=overdue",
            _said(overdue, "measure", "measures"),
        ),
    ]


def _elsewhere() -> list[Waiting]:
    """What other subjects have for a steward: each setting names a function and the page it counts for."""
    return [
        Waiting(title, hint, reverse(page), _said(import_string(count)(), "waiting", "waiting"))
        for title, hint, page, count in settings.STEWARD_TASKS
    ]


def _release() -> Waiting:
    page, link = releases_page(), reverse("steward-releases")
    hint = "Make, check, publish, roll back"
    if page.at_work:
        return Waiting("Releases", hint, link, page.at_work.get_state_display())
    if page.ready:
        return Waiting("Releases", hint, link, ReleaseWork.State.READY.label)
    return Waiting(
        "Releases",
        hint,
        link,
        _said(page.new_loads, "load to publish", "loads to publish")
        or _said(page.new_reviews, "review to publish", "reviews to publish"),
    )


def _said(count: int, one: str, several: str) -> str | None:
    return f"{count:,} {one if count == 1 else several}" if count else None
