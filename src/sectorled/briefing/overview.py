"""What to say of a council over all its metrics: the first sentence, what moves, what cannot be told, what changed."""

from collections.abc import Callable, Sequence
from typing import Any

from sectorled.analysis.trend.recent import RECENT_POINTS
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.material import Material
from sectorled.briefing.spoken import count, id_at, measured, short, shown, when
from sectorled.publishing.document import Figure, Inline, Strong, Text
from sectorled.warehouse.queries.council import judged
from sectorled.warehouse.queries.shapes import MetricLine, Point, Series

TAKEN_ALONE = 0.05  # the level of one measure's own test
CONTROLLED = (
    "What stands out is controlled over the whole page: if nothing differed, at most one page in twenty would list "
    "anything (Benjamini-Hochberg at 5%)."
)


def opening(material: Material) -> Sentence:
    """How many measures are clearly better or worse, of how many tested, and what chance alone would give."""
    view = material.view
    found = [line.standing.verdict for line in material.named(view.stands_out)]
    return said(
        "council/opening",
        _opening,
        value_id=f"{view.release}/{view.area}",
        name=view.name,
        among=material.among.named,
        worse=found.count("worse"),
        better=found.count("better"),
        tests=view.tests,
    )


def _opening(*, value_id: str, name: str, among: str, worse: int, better: int, tests: int) -> Text:
    def figure(n: int, what: str) -> Figure:
        return count(n, f"{value_id}#{what}")

    if tests == 0:
        return (f"No measure of {name} could be tested against chance, so nothing here is called better or worse.",)
    if worse == better == 0:
        of = ("None of the ", figure(tests, "tests"), " measures") if tests > 1 else ("The one measure",)
        return (*of, f" of {name} that could be tested is clearly better or worse than at {among}.")
    if tests == 1:
        way = "worse" if worse else "better"
        return (f"The one measure of {name} that could be tested is clearly {way} than at {among}.",)
    parts: list[Inline] = ["Of ", figure(tests, "tests"), f" measures of {name} that could be tested, "]
    if worse:
        parts += [figure(worse, "worse"), f" {_is(worse)} clearly worse than at {among}"]
    if worse and better:
        parts += [" and ", figure(better, "better"), f" {_is(better)} clearly better."]
    elif better:
        parts += [
            figure(better, "better"),
            f" {_is(better)} clearly better than at {among}, and none is clearly worse.",
        ]
    else:
        parts += [", and none is clearly better."]
    return tuple(parts)


def _is(n: int) -> str:
    return "is" if n == 1 else "are"


def chance(material: Material) -> Sentence:
    """How the list was controlled, and how many single marks chance alone would give."""
    return _of_chance(material, "council/chance", _chance)


def controlled(material: Material) -> Sentence:
    """How the list is controlled, and nothing of what is on it."""
    return said("council/controlled", _controlled, tests=material.view.tests)


def marks(material: Material) -> Sentence:
    """How many measures differ taken alone, and how many single marks chance alone would give."""
    return _of_chance(material, "council/marks", _marks)


def _of_chance(material: Material, key: str, write: Callable[..., Text]) -> Sentence:
    view = material.view
    return said(
        key,
        write,
        value_id=f"{view.release}/{view.area}",
        tests=view.tests,
        marks=view.marks,
        expected=round(view.chance_marks, 1),
    )


def _controlled(*, tests: int) -> Text:
    untested = "The sources give neither intervals nor counts, and the series are too short to judge by."
    return (CONTROLLED if tests else untested,)


def _chance(*, value_id: str, tests: int, marks: int, expected: float) -> Text:
    if tests == 0:
        return _controlled(tests=tests)
    found = _marks(value_id=value_id, tests=tests, marks=marks, expected=expected)
    return (f"{CONTROLLED} ", *found)


def _marks(*, value_id: str, tests: int, marks: int, expected: float) -> Text:
    if tests == 0:
        return ()
    expects = Figure(expected, f"{expected:.0f}" if expected >= 1 else "fewer than 1", f"{value_id}#chance-marks")
    return (
        "Marked one at a time, ",
        count(marks, f"{value_id}#marks"),
        " of ",
        count(tests, f"{value_id}#tests"),
        " measures differ at 95%; chance alone would mark " + ("about " if expected >= 1 else ""),
        expects,
        ".",
    )


def alone(material: Material, lines: Sequence[MetricLine]) -> Sentence:
    """How many of these measures differ, each taken alone, and how many chance alone would mark."""
    tested = [line.standing.verdict for line in lines if line.p is not None and judged(line)]
    return said(
        "council/alone",
        _alone,
        value_id=f"{material.view.release}/{material.view.area}",
        among=material.among.named,
        tests=len(tested),
        worse=tested.count("worse"),
        better=tested.count("better"),
    )


def _alone(*, value_id: str, among: str, tests: int, worse: int, better: int) -> Text:
    if tests == 0:
        return ()
    by_chance = tests * TAKEN_ALONE
    about = f"about {by_chance:.0f}" if by_chance >= 1 else "fewer than 1"
    return (
        "Of ", count(tests, f"{value_id}#tests"), f"{_measures(tests)} tested, ",
        count(worse, f"{value_id}#worse"), f" {_is(worse)} worse than at {among} and ",
        count(better, f"{value_id}#better"), " better, each taken alone; chance alone would mark ",
        Figure(by_chance, about, f"{value_id}#chance-marks"), ".",
    )  # fmt: skip


def kinds(material: Material) -> Sentence:
    """By what each difference that is judged was, and how many could not be."""
    given = [line for line in material.view.lines if line.standing.value is not None and judged(line)]
    how = [line.standing.how_sure for line in given]
    names = ("sampling", "counts", "history", "none")
    return said(
        "council/kinds",
        _kinds,
        value_id=f"{material.view.release}/{material.view.area}",
        numbers=tuple(how.count(name) for name in names),
    )


def _kinds(*, value_id: str, numbers: Sequence[int]) -> Text:
    words = (
        "by the interval its source gives",
        "by its counts",
        "by how much the council's own figure has varied",
        "not at all, because its source allows none of these",
    )
    given = [(n, text) for n, text in zip(numbers, words, strict=True) if n]
    if not given:
        return ()
    parts: list[Inline] = ["Chance was judged for each measure "]
    for i, (n, text) in enumerate(given):
        link = "" if i == 0 else "; "
        parts += [link, text, " (", count(n, f"{value_id}#judged-{i}"), ")"]
    return (*parts, ".")


def move(line: MetricLine, series: Series | None) -> Sentence:
    """How far a metric moved over its trend: "Library visits: from 3.1 per person in 2020/21 to 4.2 in 2024/25"."""
    start = began(series) if series else None
    return said(
        f"{line.metric}/move",
        _move,
        value_id=line.value_id,
        label=line.label,
        ends=[*([(start.period, start.value)] if start else []), (line.period, line.standing.value)],
        measured=measured(line),
    )


def began(series: Series) -> Point | None:
    """The first of the unbroken points the trend was told from; None where it says nothing beside the last."""
    run = [series.points[-1]]
    for point in reversed(series.points[:-1]):
        if not run[-1].follows_on or point.value is None:
            break
        run.append(point)
    most = RECENT_POINTS if series.trend.method != "Mann-Kendall" else len(run)
    return run[:most][-1] if len(run) > 1 else None


def _move(*, value_id: str, label: str, ends: Sequence[tuple[str, float | None]], measured: dict[str, Any]) -> Text:
    given = [(period, value) for period, value in ends if value is not None]
    parts = list[Inline]()
    for i, (period, value) in enumerate(given):
        link = " to " if i else ": from " if len(given) > 1 else ": "
        say = short if i else shown
        parts += [link, Figure(value, say(value, **measured), id_at(value_id, period=period)), f" {when(period)}"]
    return (Strong(label), *parts)


def position(line: MetricLine) -> Sentence:
    """A metric with its distance in words: "Fly-tipping (far above the median)"."""
    return said(f"{line.metric}/position", _position, label=line.label, words=line.standing.words)


def _position(*, label: str, words: str | None) -> Text:
    return (Strong(label), f" ({words})") if words else (Strong(label),)


def plainly(line: MetricLine, quote: str | None = None) -> Sentence:
    """A metric's figure beside the group's median, with nothing said of it but what the council says."""
    own = line.standing
    return said(
        f"{line.metric}/plainly",
        _plainly,
        value_id=line.value_id,
        label=line.label,
        values=(own.value, line.median),
        status=own.status,
        period=line.period,
        measured=measured(line),
        quote=quote,
    )


def _plainly(
    *,
    value_id: str,
    label: str,
    values: Sequence[float | None],
    status: str,
    period: str,
    measured: dict[str, Any],
    quote: str | None,
) -> Text:
    value, median = values
    if value is None:
        return ()
    figure = Figure(value, shown(value, **measured), value_id)
    at = when(period) if status == "final" else f"{when(period)}, {status}"
    middle: Text = ()
    if median is not None:
        middle = (" (", Figure(median, short(median, **measured), f"{value_id}#median"), ")")
    return (Strong(label), " ", figure, f" {at}", *middle, f"; {quote}" if quote else "")


def doubt(material: Material, furthest: MetricLine | None) -> Sentence:
    """How many measures could not be tested against chance, and which lies furthest from the group, if any is far."""
    view = material.view
    return said(
        "council/doubt",
        _doubt,
        value_id=f"{view.release}/{view.area}",
        n=len(view.uncertain),
        label=furthest.label if furthest else None,
        words=furthest.standing.words if furthest else None,
    )


def _doubt(*, value_id: str, n: int, label: str | None, words: str | None) -> Text:
    opening = ("Chance could not be assessed for ", count(n, f"{value_id}#uncertain"), _measures(n))
    if label is None:
        return (*opening, ", and none lies well away from the group's median" if n > 1 else ", close to the median")
    return (*opening, "; furthest from the group: ", *_position(label=label, words=words))


def _measures(n: int) -> str:
    return " measure" if n == 1 else " measures"
