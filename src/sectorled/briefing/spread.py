"""What to say of a measure over a group when no council was chosen: the middle of the group and how far it spreads."""

from collections.abc import Sequence
from typing import Any

from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import YES_NO, count, measured, short, shown, when
from sectorled.publishing.document import Figure, Strong, Text
from sectorled.warehouse.queries.shapes import MetricLine

ENOUGH = 4  # councils, below which there is no middle half to speak of


def spread(line: MetricLine, group: str) -> Sentence:
    """The group's median and middle half at the line's period."""
    return said(
        f"{line.metric}/spread",
        _spread,
        value_id=line.value_id,
        label=line.label,
        group=group,
        n=line.n,
        middle=(line.q1, line.median, line.q3),
        period=line.period,
        measured=measured(line),
    )


def _spread(
    *,
    value_id: str,
    label: str,
    group: str,
    n: int,
    middle: Sequence[float | None],
    period: str,
    measured: dict[str, Any],
) -> Text:
    low, median, high = middle
    if median is None or low is None or high is None:
        return (Strong(label), f": no council of {group} has a figure {when(period)}.")
    councils = (count(n, f"{value_id}#n"), " council has" if n == 1 else " councils have")
    if measured["value_type"] == YES_NO:
        return (Strong(label), f" {when(period)}: ", *councils, " a figure.")
    figure = Figure(median, shown(median, **measured), f"{value_id}#median")
    said = (Strong(label), f" {when(period)}: ", *councils, " a figure, and the median is ", figure, ".")
    if n < ENOUGH:
        return said
    ends = [Figure(end, short(end, **measured), f"{value_id}#{what}") for end, what in ((low, "q1"), (high, "q3"))]
    return (*said, " Half of them lie between ", ends[0], " and ", ends[1], ".")
