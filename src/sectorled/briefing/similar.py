"""What to say of councils that started alike and improved: who, from where to where, and what drift alone would do."""

from collections.abc import Sequence
from typing import Any

from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import count, id_at, measured, short, sign_of, when
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
    def figure(value: float, *, area: str | None = None, period: str | None = None) -> Figure:
        return Figure(value, short(value, **measured), id_at(value_id, area=area, period=period))

    start = (figure(own[0], period=since), ")")
    if alike == 1:
        parts: list[Inline] = [f"One council of its kind stood much like {name} {when(since)} (", *start, ": "]
    else:
        them = f" councils of its kind that stood much like {name} {when(since)} ("
        parts = ["Of ", count(alike, f"{value_id}#alike"), them, *start, ", "]
    for i, (code, other, then, now) in enumerate(councils):
        link = "" if i == 0 else " and " if i == len(councils) - 1 else ", "
        went = ", which went from " if alike == 1 else " went from "
        parts += [link, Strong(other), went, figure(then, area=code, period=since), " to ", figure(now, area=code)]
    parts += [f"; {name} itself went to ", figure(own[1]), "."]
    return (*parts, *_drift(expected, value_id, measured))


def _drift(expected: float | None, value_id: str, measured: dict[str, Any]) -> Text:
    """Regression to the mean, said."""
    if expected is None:
        return ()
    points = sign_of(measured["unit"]) == "%"
    plain = number(abs(expected), value_id="-", decimals=measured["decimals"]).shown
    change = Figure(abs(expected), plain if points else short(abs(expected), **measured), f"{value_id}#drift")
    way = "rose" if expected > 0 else "fell"
    return (
        " Those who start far out drift back by themselves: over all councils of the kind, one with this start ",
        way, " by ", change, " points on average." if points else " on average.",
        " Only what goes beyond that may owe something to what was done.",
    )  # fmt: skip
