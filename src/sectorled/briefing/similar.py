"""What to say of councils that started alike and improved: who, from where to where, and what drift alone would do."""

from collections.abc import Sequence
from typing import Any

from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import count, measured, short, when
from sectorled.publishing.document import Figure, Inline, Strong, Text
from sectorled.publishing.table import number
from sectorled.warehouse.queries.shapes import MetricLine
from sectorled.warehouse.queries.similar import SimilarStarts

NAMED = 3  # councils to ring


def improved_from_like_start(line: MetricLine, found: SimilarStarts, *, name: str) -> Sentence:
    """Who improved most from a similar start; with what an average council with that start changed by."""
    return said(
        f"{line.metric}/similar",
        _improved,
        value_id=line.value_id,
        name=name,
        since=found.since,
        own=(found.then, found.now),
        alike=found.alike,
        councils=[(c.area, c.name, c.then, c.now) for c in found.improvers[:NAMED]],
        expected=found.expected_change,
        measured=measured(line),
    )


def _improved(
    *,
    value_id: str,
    name: str,
    since: str,
    own: tuple[float, float],
    alike: int,
    councils: Sequence[tuple[str, str, float, float]],
    expected: float | None,
    measured: dict[str, Any],
) -> Text:
    def figure(value: float, what: str) -> Figure:
        return Figure(value, short(value, **measured), f"{value_id}#{what}")

    them = f" {'council' if alike == 1 else 'councils'} of its kind that stood much like {name} {when(since)} ("
    parts: list[Inline] = ["Of ", count(alike, f"{value_id}#alike"), them, figure(own[0], "start"), "), "]
    for i, (code, other, then, now) in enumerate(councils):
        link = "" if i == 0 else " and " if i == len(councils) - 1 else ", "
        parts += [link, Strong(other), " went from ", figure(then, f"{code}/start"), " to ", figure(now, code)]
    parts += [f"; {name} itself to ", figure(own[1], "now"), "."]
    return (*parts, *_drift(expected, value_id, measured))


def _drift(expected: float | None, value_id: str, measured: dict[str, Any]) -> Text:
    """Regression to the mean, said."""
    if expected is None:
        return ()
    size = (
        number(abs(expected), value_id="-", decimals=measured["decimals"]).shown
        if measured["unit"] == "%"
        else (short(abs(expected), **measured))
    )
    change = Figure(abs(expected), size, f"{value_id}#drift")
    points = " points" if measured["unit"] == "%" else ""
    way = "rose" if expected > 0 else "fell"
    return (
        " Those who start far out drift back by themselves: over all councils of the kind, one with this start ",
        way, " by ", change, f"{points} on average. Only what goes beyond that may owe something to what was done.",
    )  # fmt: skip
