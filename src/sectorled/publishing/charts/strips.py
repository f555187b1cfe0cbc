"""Strips: each measure a row, each council of the group a tick, one's own a mark with its 95% interval.

Rows share no unit: a row's middle line is its group's median, and right is the better side (`StripRow.higher_is_right`
is False where low is good).  A verdict has a shape and a word, never a colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.drawing import of
from sectorled.publishing.charts.spine import COLOURS, NOT_COMPARED, SHAPES
from sectorled.publishing.charts.words import as_float, spoken
from sectorled.publishing.table import Cell, Column, Row, Table, missing, text
from sectorled.publishing.theme import INK, OTHER, PAPER, QUIET, RULE

STEP = 24
PLOT = 225
OWN_AT, REFERENCE_AT, VERDICT_AT = -76, -10, PLOT + 12  # columns of words, in pixels from the left of the scale


@dataclass(frozen=True, slots=True)
class StripRow:
    """One measure: the own value with its interval where there is one, the group's median, the others' values."""

    measure: str
    value: Cell
    reference: Cell
    others: tuple[float, ...]
    lower: Cell | None = None
    upper: Cell | None = None
    higher_is_right: bool = True
    verdict: str | None = None


def strips(
    rows: Sequence[StripRow], caption: Caption, *, own: str, reference: str = "Median", stub: str = "Measure"
) -> Chart:
    """The rows in the order given, all with a value; the twin has one's own numbers and the median."""
    said = caption.alternative or _in_words(rows, own)
    draw = partial(_drawing, rows, own, reference)
    return Chart(caption.title, caption.subtitle, said, draw, _twin(rows, caption, stub))


def _twin(rows: Sequence[StripRow], caption: Caption, stub: str) -> Table:
    """Value, interval where any row has one, median, verdict."""
    with_ends = any(r.lower and r.lower.is_number for r in rows)
    ends = ("95% from", "95% to") if with_ends else ()
    columns = [Column(name) for name in ("Value", *ends, "Median of the group")]
    body = [Row(r.measure, (r.value, *(_ends(r) if with_ends else ()), r.reference, text(_word(r)))) for r in rows]
    return caption.twin(stub, [*columns, Column("Verdict", align="left")], body)


def _ends(row: StripRow) -> tuple[Cell, Cell]:
    return row.lower or missing("x"), row.upper or missing("x")


def _word(row: StripRow) -> str:
    return row.verdict or NOT_COMPARED


def _in_words(rows: Sequence[StripRow], own: str) -> str:
    return f"{own} beside the others of its group. {'; '.join(_row_in_words(row) for row in rows)}."


def _row_in_words(row: StripRow) -> str:
    value = as_float(row.value)
    above, below = sum(other > value for other in row.others), sum(other < value for other in row.others)
    where = f"lower than {above} and higher than {below} of the others, whose median is {spoken(row.reference)}"
    return f"{row.measure}: {spoken(row.value)}, {where} ({_word(row)})"


def _drawing(rows: Sequence[StripRow], own: str, reference: str) -> Any:
    marks = [mark for row in rows for mark in _placed(row)]
    several = len(rows) > 1  # of one row the sentence above it says the name and the verdict
    y = _names([row.measure for row in rows], named=several)
    base = of(marks).encode(y=y)
    scale = alt.Scale(domain=[-1.04, 1.04], nice=False)
    x, start = (alt.X(field, axis=None, scale=scale) for field in ("at:Q", "from:Q"))
    others = base.transform_filter("datum.kind == 'other'").mark_tick(color=OTHER, thickness=2, height=13)
    interval = base.transform_filter("datum.kind == 'own' && isValid(datum.from)")
    middle = of([{"at": 0}]).mark_rule(color=RULE, strokeWidth=1.5, strokeDash=[4, 3])
    layers = [others.encode(x=x), middle.encode(x=x)]
    for colour, width in ((PAPER, 5), (INK, 2)):
        layers.append(interval.mark_rule(stroke=colour, strokeWidth=width).encode(x=start, x2="to:Q"))
    layers += [
        _points(base).encode(x=x),
        *_words(base, verdicts=several),
        *_headings(own if several else "Value", reference),
    ]
    return alt.layer(*layers).properties(width=PLOT, height=alt.Step(STEP))


def _placed(row: StripRow) -> list[dict[str, Any]]:
    """The marks of a row on a scale from -1 to 1 about the median."""
    middle, way = as_float(row.reference), 1 if row.higher_is_right else -1
    ends = [as_float(end) for end in (row.lower, row.upper) if end and end.is_number]
    mine = [as_float(row.value), *ends]
    reach = max(abs(v - middle) for v in (*row.others, *mine)) or 1.0
    places = [way * (v - middle) / reach for v in mine]
    words = {"value": row.value.text, "reference": row.reference.text, "verdict": _word(row)}
    own = {"kind": "own", "measure": row.measure, **dict(zip(("at", "from", "to"), places, strict=False)), **words}
    others = [way * (v - middle) / reach for v in row.others]
    return [*({"kind": "other", "measure": row.measure, "at": at} for at in others), own]


def _names(measures: list[str], *, named: bool) -> alt.Y:
    look = {"labelLimit": 250, "labelPadding": -OWN_AT + 72} if named else {"labels": False}
    axis = alt.Axis(title=None, ticks=False, domain=False, grid=False, **look)
    return alt.Y("measure:N", sort=measures, axis=axis)


def _points(base: Any) -> Any:
    verdicts = [*SHAPES, NOT_COMPARED]
    shape = alt.Shape("verdict:N", legend=None, scale=alt.Scale(domain=verdicts, range=[*SHAPES.values(), "diamond"]))
    fill = alt.Fill("verdict:N", legend=None, scale=alt.Scale(domain=verdicts, range=[*COLOURS.values(), PAPER]))
    mine = base.transform_filter("datum.kind == 'own'").mark_point(size=120, stroke=INK, strokeWidth=1, opacity=1)
    return mine.encode(shape=shape, fill=fill)


def _words(base: Any, *, verdicts: bool) -> list[Any]:
    mine = base.transform_filter("datum.kind == 'own'")
    verdict = mine.mark_text(align="left").encode(x=alt.value(VERDICT_AT), text="verdict:N")
    return [
        mine.mark_text(align="right", fontWeight="bold").encode(x=alt.value(OWN_AT), text="value:N"),
        mine.mark_text(align="right").encode(x=alt.value(REFERENCE_AT), text="reference:N"),
        *([verdict] if verdicts else []),
    ]


def _headings(own: str, reference: str) -> list[Any]:
    ends = [(0, "\N{LEFTWARDS ARROW} worse", "left"), (PLOT, "better \N{RIGHTWARDS ARROW}", "right")]
    heads = [(OWN_AT, own, "right"), (REFERENCE_AT, reference, "right"), *ends]
    return [
        of([{"words": words}])
        .mark_text(align=align, baseline="bottom", color=QUIET, limit=220)  # type: ignore[arg-type]  # one of Vega's
        .encode(x=alt.value(x), y=alt.value(-3), text="words:N")
        for x, words, align in heads
    ]
