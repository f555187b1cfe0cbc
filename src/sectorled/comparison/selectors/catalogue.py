"""The catalogue of measures: what there is, where it comes from, how fresh it is, found by its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sectorled.analysis.periods import Period
from sectorled.warehouse.queries.open import Release

NATURES = {"service": "Service measures", "outcome": "Shared outcomes", "context": "Context"}
REVIEWS = {"yes": "Reviewed", "no": "Not reviewed yet"}
SOUGHT = ("label", "metric", "description", "source", "caveat")


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure as the catalogue lists it."""

    metric: str
    label: str
    description: str | None
    theme: str | None
    nature: str | None
    unit: str | None
    polarity: str
    source: str | None
    publisher: str | None
    licence: str | None
    caveat: str | None
    latest: Period | None
    published: date | None
    next_due: date | None
    overdue: bool
    reviewed: date | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader looks for; blank where anything will do."""

    find: str = ""
    theme: str = ""
    source: str = ""
    nature: str = ""
    reviewed: str = ""
    sort: str = "name"


SORTS: dict[str, tuple[str, Callable[[Entry], Any]]] = {
    "name": ("Name", lambda entry: ()),
    "theme": ("Theme", lambda entry: (entry.theme or "").casefold()),
    "source": ("Source", lambda entry: (entry.source or "").casefold()),
    "newest": ("Newest figures", lambda entry: -entry.latest.end.toordinal() if entry.latest else 0),
    "due": ("Next due", lambda entry: entry.next_due or date.max),
}


def catalogue(release: Release, *, today: date) -> list[Entry]:
    """Every measure of the release, by name."""
    rows = [_entry(row, release.latest_periods, today) for row in release.table("metrics").iter_rows(named=True)]
    return sorted(rows, key=_by_name)


def sought_in(entries: Iterable[Entry], sought: Sought) -> list[Entry]:
    """Those in whose words every word of `find` occurs, in any case, and that pass each filter; sorted as asked."""
    words = sought.find.casefold().split()
    kept = [entry for entry in entries if _passes(entry, sought) and all(word in _words(entry) for word in words)]
    _, key = SORTS.get(sought.sort, SORTS["name"])
    return sorted(kept, key=lambda entry: (key(entry), *_by_name(entry)))


def _entry(row: dict[str, Any], latest: dict[str, Period], today: date) -> Entry:
    due = row["next_update"]
    keys = ("metric", "label", "description", "theme", "nature", "unit", "polarity", "source", "publisher", "licence")
    return Entry(
        **{key: row[key] for key in (*keys, "caveat", "reviewed")},
        latest=latest.get(row["metric"]),
        published=row["last_update"],
        next_due=due,
        overdue=bool(due and due < today),
    )


def _by_name(entry: Entry) -> tuple[str, str]:
    return entry.label.casefold(), entry.metric


def _passes(entry: Entry, sought: Sought) -> bool:
    asked = ((sought.theme, entry.theme), (sought.source, entry.source), (sought.nature, entry.nature))
    reviewed = (sought.reviewed == "yes") == (entry.reviewed is not None)
    return all(wanted in ("", own) for wanted, own in asked) and (not sought.reviewed or reviewed)


def _words(entry: Entry) -> str:
    return " ".join(str(getattr(entry, name) or "") for name in SOUGHT).casefold()
