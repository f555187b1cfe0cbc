"""A measure's definition as a page shows it: every field that is given, in words, and how fresh its figures are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sectorled.analysis.periods import Period

GOOD = {
    "high": "High is good",
    "low": "Low is good",
    "target": "Close to its target is good",
    "none": "Neither high nor low is good in itself, so no judgement is made",
}
NATURE = {
    "service": "Service measure: what councils do",
    "outcome": "Shared outcome: what councils influence together with others",
    "context": "Context: what the place is like; councils are not judged by it",
}
TERMS = (
    ("What it is", "description"),
    ("The question it answers", "question"),
    ("What it does not show", "not_shown"),
    ("Unit", "unit"),
    ("Type of value", "value_type"),
    ("Which way is good", "polarity"),
    ("Target", "target"),
    ("Kind of measure", "nature"),
    ("Theme", "theme"),
    ("Counted (numerator)", "numerator_definition"),
    ("Out of (denominator)", "denominator_definition"),
    ("Applies to", "applies_to"),
    ("How often", "frequency"),
    ("Source", "source"),
    ("Publisher", "publisher"),
    ("Address of the source", "url"),
    ("Licence", "licence"),
    ("Owner of the definition", "owner"),
    ("Reviewed by", "reviewer"),
    ("Reviewed on", "reviewed"),
    ("Next review", "next_review"),
    ("Version", "version"),
    ("Identifier", "metric"),
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """When figures were last published and the next are due; `overdue` where that day has passed."""

    published: date | None
    due: date | None
    overdue: bool


def freshness(definition: dict[str, Any], *, today: date) -> Freshness:
    """How fresh a measure's figures are on a day."""
    due = definition["next_update"]
    return Freshness(definition["last_update"], due, overdue=bool(due and due < today))


def definition_of(definition: dict[str, Any]) -> list[tuple[str, str]]:
    """Each term with its words; what is not given is left out."""
    told = definition | {
        "polarity": GOOD[definition["polarity"]],
        "nature": NATURE.get(definition["nature"] or ""),
        "target": _target(definition["target_low"], definition["target_high"]),
        "theme": _capital(definition["theme"]),
    }
    return [(term, _words(told[key])) for term, key in TERMS if told.get(key) is not None]


def _target(low: float | None, high: float | None) -> str | None:
    if low is None or high is None:
        return None
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _capital(words: str | None) -> str | None:
    return words and words[:1].upper() + words[1:]


def _words(value: Any) -> str:
    return Period(value).spoken if isinstance(value, date) else str(value)
