"""Answers on a scale as bars of segments, one bar for each group or wave; a segment's length is its per cent.

The scale always runs from 0 to 100 and nothing is stretched to fill it: answers not shown leave a gap at the end.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import as_float, spoken, wrapped_places
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.plot import Plot, Series, ink_on
from sectorled.publishing.table import Cell, Column, Row
from sectorled.publishing.theme import QUIET, SEQUENCE, WIDTH

STEP = 36
ROOM = 27  # characters of a name on a line
PLOT = WIDTH - 200
WHOLE = 100
NARROW = 5  # per cent: a shorter segment has no room for its number
ROUNDED = 0.5  # per cent that an answer may add to 100 where only rounded figures may be told
IN_ORDER = "Answers run from left to right in the order of the key."


def stacked_bars(
    groups: Sequence[str],
    answers: Sequence[Series],
    caption: Caption,
    *,
    bases: Sequence[Cell] = (),
    stub: str = "Group",
) -> Chart:
    """Each group's answers in the order given, in per cent; "don't know" is an answer with the role `rest`.

    `bases`, one for each group, are written beside its name.  PublishingError where a group's answers add up to more
    than 100 (several answers to one question: use `clustered_bars`) or a scale has more than five steps.
    """
    groups, answers, caption, bases = cleaned((list(groups), list(answers), caption, list(bases)))
    _check(groups, answers, caption)
    named = [_name(i, group, answers, bases) for i, group in enumerate(groups)]
    plot = Plot("stacked", tuple(named), tuple(answers), unit=caption.unit)
    columns = [Column(answer.name, caption.unit) for answer in answers] + ([Column("Base")] if bases else [])
    rows = [Row(name, (*(answer.values[i] for answer in answers), *bases[i : i + 1])) for i, name in enumerate(groups)]
    twin = replace(caption, notes=(*caption.notes, IN_ORDER)).twin(stub, columns, rows)
    said = caption.alternative or _in_words(named, answers)
    return Chart(caption.title, caption.subtitle, said, partial(_drawing, plot), twin, plot)


def _name(at: int, group: str, answers: Sequence[Series], bases: Sequence[Cell]) -> str:
    """The group with its base, and the marks of answers that are not shown."""
    marks = dict.fromkeys(answer.values[at].shown for answer in answers if not answer.values[at].is_number)
    return " ".join([group, *([f"(n = {bases[at].shown})"] if bases else []), *marks])


def _check(groups: Sequence[str], answers: Sequence[Series], caption: Caption) -> None:
    for i, group in enumerate(groups):
        total = sum(as_float(answer.values[i]) for answer in answers if answer.values[i].is_number)
        if total > WHOLE + ROUNDED * len(answers):
            raise PublishingError(
                f"{caption.title}, {group}: the answers add up to {total:g} per cent. "
                "Where several could be given, use clustered bars."
            )
    steps = sum(answer.role == "plain" for answer in answers)
    if steps > len(SEQUENCE):
        raise PublishingError(f"{caption.title}: {len(SEQUENCE)} answers can be told apart, not {steps}: join some.")


def _in_words(groups: Sequence[str], answers: Sequence[Series]) -> str:
    said = [
        f"{group}: " + ", ".join(f"{answer.name} {spoken(answer.values[i])}" for answer in answers)
        for i, group in enumerate(groups)
    ]
    return f"{'; '.join(said)}." if said else "No answers to show."


def _records(plot: Plot) -> list[dict[str, Any]]:
    made = list[dict[str, Any]]()
    for at in range(len(plot.categories)):
        start = 0.0
        for order, (answer, colour) in enumerate(zip(plot.series, plot.colours, strict=True)):
            cell = answer.values[at]
            if cell.is_number:
                end = start + as_float(cell)
                place = {"at": at, "from": start, "to": end, "middle": (start + end) / 2, "order": order}
                made.append({**place, "answer": answer.name, "words": cell.text, "ink": ink_on(colour)})
                start = end
    return made


def _drawing(plot: Plot) -> Any:
    records = _records(plot)
    names = [answer.name for answer in plot.series]
    key = alt.Legend(title=None, orient="bottom", symbolType="square", symbolSize=180, columns=3)
    fill = alt.Fill("answer:N", legend=key, scale=alt.Scale(domain=names, range=plot.colours), sort=names)
    places = wrapped_places(plot.categories, ROOM)
    axis = alt.Axis(title=None, ticks=False, domain=False, grid=False, labelLimit=190, labelExpr=places)
    y = alt.Y("at:O", axis=axis, scale=alt.Scale(domain=list(range(len(plot.categories)))))
    x = alt.X("from:Q", title=plot.unit, scale=alt.Scale(domain=[0, WHOLE], nice=False, clamp=True))
    bars = (
        of(records)
        .mark_bar(height={"band": 0.72}, stroke=QUIET, strokeWidth=0.75)
        .encode(x=x, x2="to:Q", y=y, fill=fill)
    )
    wide = [record for record in records if record["to"] - record["from"] >= NARROW]
    words = of(wide).mark_text(baseline="middle").encode(x=alt.X("middle:Q"), y=y, text="words:N")
    return alt.layer(bars, words.encode(color=alt.Color("ink:N", scale=None))).properties(
        width=PLOT, height=alt.Step(STEP)
    )
