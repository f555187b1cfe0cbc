"""A spine chart: many measures of one area on one scale, each beside its group's spread.

The reference is in the middle of every row; worse is to the left, better to the right, so a measure where low is good
is turned round.  A verdict has a shape and a word, never a colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.words import counted, listed, wrapped
from sectorled.publishing.plain_text import cleaned
from sectorled.publishing.table import Cell, Column, Row, text
from sectorled.publishing.theme import BAND, CATEGORIES, DARK_BLUE, DARK_GREY, INK, OTHER, PAPER, QUIET

STEP = 34
ROOM = 34  # letters of a measure's name in a line; there are two
HALF = 7  # pixels by which two lines stand above their middle
PLOT = 300
NAME_AT, OWN_AT = -156, -84  # columns of words, in pixels from the left of the scale
REFERENCE_AT, VERDICT_AT = -12, PLOT + 12
SHAPES = {"better": "triangle-up", "worse": "triangle-down", "similar": "circle"}
COLOURS = {"better": DARK_BLUE, "worse": CATEGORIES[3], "similar": DARK_GREY}
NOT_COMPARED = "not compared"
UNJUDGED = "Where neither high nor low is good, worst stands for the lowest and best for the highest value."


@dataclass(frozen=True, slots=True)
class SpineRow:
    """One measure: the area's value, the reference, the two ends of the group, and where they lie on the scale.

    `marks` are the places, from -1 to 1 with the reference at 0, of worst, quarter, three quarters and best; `at` is
    the place of the value, None without one.  `verdict` is better, worse, similar, or None where chance was not
    assessed.  A measure that is not `judged` (no polarity) runs from its lowest value to its highest.
    """

    measure: str
    value: Cell
    reference: Cell
    worst: Cell
    best: Cell
    marks: tuple[float, float, float, float]
    at: float | None
    verdict: str | None = None
    judged: bool = True


def spine(rows: Sequence[SpineRow], caption: Caption, *, own: str, reference: str = "Median") -> Chart:
    """The rows in the order given; the twin has every number drawn."""
    rows, caption, own, reference = cleaned((list(rows), caption, own, reference))
    alternative = caption.alternative or _in_words(rows, own)
    columns = [Column(own), Column(reference), Column("Worst"), Column("Best"), Column("Verdict", align="left")]
    notes = caption.notes if all(row.judged for row in rows) else (*caption.notes, UNJUDGED)
    twin = replace(caption, notes=notes).twin("Measure", columns, [_row(row) for row in rows])
    return Chart(caption.title, caption.subtitle, alternative, partial(_drawing, rows, own, reference), twin)


def _row(row: SpineRow) -> Row:
    return Row(row.measure, (row.value, row.reference, row.worst, row.best, text(row.verdict or NOT_COMPARED)))


def _in_words(rows: Sequence[SpineRow], own: str) -> str:
    said = []
    for verdict in (*SHAPES, None):
        named = [row.measure for row in rows if row.verdict == verdict]
        if named:
            said.append(f"{verdict or NOT_COMPARED} on {counted(len(named), 'measure')} ({listed(named)})")
    return f"{own}: {'; '.join(said)}." if said else f"{own}: no measures to show."


def _records(rows: Sequence[SpineRow]) -> list[dict[str, Any]]:
    return [
        {
            **dict(zip(("worst", "quarter", "three_quarters", "best"), row.marks, strict=True)),
            "row": n,
            "name": wrapped(row.measure, ROOM),
            "at": row.at,
            "value": row.value.text,
            "reference": row.reference.text,
            "verdict": row.verdict or NOT_COMPARED,
        }
        for n, row in enumerate(rows)
    ]


def _drawing(rows: Sequence[SpineRow], own: str, reference: str) -> Any:
    base = of(_records(rows)).encode(y=alt.Y("row:O", axis=None))
    scale = alt.Scale(domain=[-1, 1], nice=False)
    spread = base.mark_bar(height=16, color=BAND).encode(x=alt.X("worst:Q", axis=None, scale=scale), x2="best:Q")
    middle = base.mark_bar(height=16, color=OTHER).encode(x=alt.X("quarter:Q", scale=scale), x2="three_quarters:Q")
    line = of([{"x": 0}]).mark_rule(color=INK, strokeWidth=2).encode(x=alt.X("x:Q", scale=scale))
    return alt.layer(spread, middle, line, _points(base, scale), *_words(base), _headings(own, reference)).properties(
        width=PLOT, height=alt.Step(STEP)
    )


def _points(base: Any, scale: alt.Scale) -> Any:
    verdicts = [*SHAPES, NOT_COMPARED]
    shape = alt.Shape("verdict:N", legend=None, scale=alt.Scale(domain=verdicts, range=[*SHAPES.values(), "diamond"]))
    fill = alt.Fill("verdict:N", legend=None, scale=alt.Scale(domain=verdicts, range=[*COLOURS.values(), PAPER]))
    given = base.transform_filter("datum.at !== null").mark_point(size=150, stroke=INK, strokeWidth=1, opacity=1)
    return given.encode(x=alt.X("at:Q", scale=scale), shape=shape, fill=fill)


def _words(base: Any) -> list[Any]:
    up = alt.expr(f"{-HALF} * (length(datum.name) - 1)")
    name = base.mark_text(align="right", dy=up).encode(x=alt.value(NAME_AT), text="name:N")
    own = base.mark_text(align="right", fontWeight="bold").encode(x=alt.value(OWN_AT), text="value:N")
    beside = base.mark_text(align="right").encode(x=alt.value(REFERENCE_AT), text="reference:N")
    return [name, own, beside, base.mark_text(align="left").encode(x=alt.value(VERDICT_AT), text="verdict:N")]


def _headings(own: str, reference: str) -> Any:
    heads = [(OWN_AT, own, "right"), (REFERENCE_AT, reference, "right"), (0, "Worst", "left"), (PLOT, "Best", "right")]
    layers = [
        of([{"words": words}])
        .mark_text(align=align, baseline="bottom", color=QUIET, limit=90)  # type: ignore[arg-type]  # one of Vega's
        .encode(x=alt.value(x), y=alt.value(-4), text="words:N")
        for x, words, align in heads
    ]
    return alt.layer(*layers)
