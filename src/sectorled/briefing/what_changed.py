"""What changed since an earlier brief or report, in sentences."""

from collections.abc import Sequence
from typing import Any

from sectorled.analysis.periods import parse_iso
from sectorled.briefing.changed import Changed, Figures
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import count, short
from sectorled.publishing.document import Figure, Strong, Text


def what_changed(changes: Changed, now: Figures, *, value_id: str) -> list[Sentence]:
    """New and revised figures and verdicts that moved, in sentences; says so where nothing did."""
    if not changes.any:
        return [said("changed/nothing", _nothing, since=changes.since)]
    sentences = [
        said("changed/new", _new, value_id=value_id, since=changes.since, new=len(changes.new), gone=len(changes.gone))
    ]
    for revision in changes.revised:
        facts = now[revision.key]
        sentences.append(
            said(
                f"changed/revised/{revision.key}/{revision.period}",
                _revised,
                value_id=f"{value_id}/{revision.key}/{revision.period}",
                label=facts["label"],
                period=parse_iso(revision.period).spoken,
                values=(revision.was, revision.now),
                measured=facts["measured"],
            )
        )
    for moved in changes.moved:
        label = now[moved.key]["label"]
        sentences.append(said(f"changed/verdict/{moved.key}", _moved, label=label, was=moved.was, now=moved.now))
    return sentences


def _nothing(*, since: str) -> Text:
    return (f"No figure or verdict has changed since {since}.",)


def _new(*, value_id: str, since: str, new: int, gone: int) -> Text:
    said_new: Text = (
        (
            f"Since {since}, ",
            count(new, f"{value_id}#new"),
            " measures have a newer figure." if new != 1 else " measure has a newer figure.",
        )
        if new
        else (f"No measure has a newer figure since {since}.",)
    )
    return said_new if not gone else (*said_new, " ", count(gone, f"{value_id}#gone"), " are no longer published.")


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
