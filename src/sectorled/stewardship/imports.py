"""Reviews from a CSV: the columns of the export, each row checked before any is taken."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sectorled.stewardship.forms.measures import NATURES, POLARITIES
from sectorled.warehouse.release.review import COLUMNS
from sectorled.warehouse.table_files import read_csv
from sectorled.warehouse.tables import VALUE_TYPES
from sectorled.warehouse.tidy import InputError

MOST_BYTES = 5_000_000
_NEEDED = ("metric", "polarity", "reviewer", "reviewed")
_NUMBERS = ("target_low", "target_high", "multiplier")
_DATES = ("reviewed", "next_review")
_CHOICES = {"polarity": tuple(POLARITIES), "nature": tuple(NATURES), "value_type": VALUE_TYPES}
_LONGEST = {"metric": 200, "scheme": 60, "method": 30, "applies_to": 200, "reviewer": 200, "reason": 500}


def decisions_of(name: str, content: bytes, *, known: Collection[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows as decisions, and what is wrong, by row and column; InputError where it is no such table at all."""
    if len(content) > MOST_BYTES:
        raise InputError(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB. Take out what is no review.")
    frame = read_csv(content, name)
    lacking = [column for column in _NEEDED if column not in frame.columns]
    if lacking:
        raise InputError(f"{name}: no column {lacking[0]}. The columns are {', '.join(COLUMNS)}.")
    decisions, wrong, seen = list[dict[str, Any]](), list[str](), set[str]()
    for row in frame.iter_rows(named=True):
        decision = {column: row.get(column) for column in COLUMNS}
        faults = [*_faults(decision), *_of_target(decision), *_of_metric(decision, known, seen)]
        wrong += [f"{name}, row {row['row']}, {fault}" for fault in faults]
        decisions.append(decision)
    return decisions, wrong


def _faults(decision: dict[str, Any]) -> list[str]:
    """What is wrong with single cells; those that are right are given their type."""
    found = [f"{column}: is blank. Fill it in." for column in _NEEDED if not decision[column]]
    for column, value in decision.items():
        if value is None:
            continue
        if column in _NUMBERS or column in _DATES:
            try:
                decision[column] = float(value) if column in _NUMBERS else date.fromisoformat(value)
            except ValueError:
                found.append(f"{column} {value[:40]!r}: is no {'number' if column in _NUMBERS else 'date'}.")
                decision[column] = None
        elif value not in _CHOICES.get(column, (value,)):
            found.append(f"{column} {value[:40]!r}: use one of {', '.join(_CHOICES[column])}.")
        elif len(value) > _LONGEST.get(column, len(value)):
            found.append(f"{column}: is longer than {_LONGEST[column]} letters.")
    return found


def _of_target(decision: dict[str, Any]) -> list[str]:
    low, high = decision["target_low"], decision["target_high"]
    if decision["polarity"] != "target":
        decision["target_low"] = decision["target_high"] = None
        return [] if low is None and high is None else ["target_low: only polarity target has one."]
    if low is None or high is None or not low <= high:
        return ["target_low: a target has a lower end and an upper end that is not below it."]
    return []


def _of_metric(decision: dict[str, Any], known: Collection[str], seen: set[str]) -> list[str]:
    metric, said = decision["metric"], []
    if metric and metric not in known:
        said.append(f"metric {metric[:80]!r}: no measure is called so. Take the row out.")
    if metric in seen:
        said.append(f"metric {metric!r}: stands in an earlier row too. Take one out.")
    seen.add(metric or "")
    again, reviewed = decision["next_review"], decision["reviewed"]
    if isinstance(again, date) and isinstance(reviewed, date) and again < reviewed:
        said.append("next_review: is before the review itself.")
    return said
