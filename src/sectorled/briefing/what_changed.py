"""What changed since an earlier brief or report, in sentences."""

from collections.abc import Sequence
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.changed import Changed, Figures
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import count, short
from sectorled.publishing.document import Figure, Inline, Strong, Text


def what_changed(changes: Changed, now: Figures, *, value_id: str) -> list[Sentence]:
    """How much is new, revised and judged otherwise, then each revision and each verdict that moved."""
    numbers = [len(found) for found in (changes.new, changes.revised, changes.moved, changes.gone)]
    first = said("changed/all", _all, value_id=value_id, since=changes.since, numbers=numbers)
    revised = [
        said(
            f"changed/revised/{revision.key}/{revision.period}",
            _revised,
            value_id=f"{value_id}/{revision.key}/{revision.period}",
            label=now[revision.key]["label"],
            period=parse_iso(revision.period).spoken,
            values=(revision.was, revision.now),
            measured=now[revision.key]["measured"],
        )
        for revision in changes.revised
    ]
    moved = [
        said(f"changed/verdict/{moved.key}", _moved, label=now[moved.key]["label"], was=moved.was, now=moved.now)
        for moved in changes.moved
    ]
    return [first, *moved, *revised]


def _all(*, value_id: str, since: str, numbers: Sequence[int]) -> Text:
    """The counts of what changed; those of nothing are left out."""
    named = (
        ("new", " newer figure", " newer figures"),
        ("revised", " revised figure", " revised figures"),
        ("moved", " verdict that changed", " verdicts that changed"),
        ("gone", " measure no longer published", " measures no longer published"),
    )
    given = [(n, words) for n, words in zip(numbers, named, strict=True) if n]
    if not given:
        return (f"Nothing has changed since {since}.",)
    parts: list[Inline] = [f"Since {since}: "]
    for i, (n, (key, one, many)) in enumerate(given):
        link = "" if i == 0 else " and " if i == len(given) - 1 else ", "
        parts += [link, count(n, f"{value_id}#{key}"), one if n == 1 else many]
    return (*parts, ".")


def _revised(
    *, value_id: str, label: str, period: str, values: Sequence[float | None], measured: dict[str, Any]
) -> Text:
    was, now = (
        "no figure" if value is None else Figure(value, short(value, **measured), f"{value_id}#{which}")
        for value, which in zip(values, ("was", "now"), strict=True)
    )
    return (Strong(label), f" for {period} was revised from ", was, " to ", now, ".")


def _moved(*, label: str, was: str, now: str) -> Text:
    return (Strong(label), f": {was} before, {now} now.")
