"""What to say of a metric: the answer first, then how sure one can be, the gap, and the direction of travel.

Each sentence is a pure function of plain facts (`facts.said`).  "Better" and "worse" are said only with a verdict that
rests on assessed uncertainty; otherwise a sentence gives positions and says that chance was not assessed.  "Clearly"
means by more than chance alone would explain (`CLEARLY`, which every document says once).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sectorled.analysis.periods import parse_iso, step_months
from sectorled.briefing.comparators import NEIGHBOURS, Comparators
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.positions import Place, beside, ranked
from sectorled.briefing.spoken import YES_NO, count, id_at, measured, short, shown, when
from sectorled.publishing.document import Figure, Strong, Text
from sectorled.warehouse.queries.shapes import MetricLine, Point, Series, Then
from sectorled.warehouse.status import COUNTED

CLEARLY = "“Clearly” means by more than chance alone would explain."
SURE_DIGITS = 3  # of a gap: more would claim what nobody knows
IN_POUNDS = " in pounds"
NO_NOUN = "in the numerator"  # what `queries.gaps` says where the definition has no short name for what is counted
ENOUGH_TO_RUN = 3  # values: two steps the same way are a run, one is not
WHY_NOT = {
    "suppressed": "it was withheld to protect confidentiality",
    "restricted": "it may not be published",
    "not applicable": "the council does not run this service, or the source does not cover it",
    "not collected": "it was not collected",
    "missing": "none has been received",
}
_JUDGED_BY = {
    "sampling": "the size of the sample",
    "counts": "the number of cases",
    "history": "how much it has varied before",
}
_EACH = {12: "every year", 3: "every quarter", 1: "every month"}


def standing(
    line: MetricLine, among: Comparators = NEIGHBOURS, *, name: str | None = None, median: bool = True
) -> Sentence:
    """Where the council stands on a metric, or why there is nothing to say.

    `name` is for where no title names the council; the group's `median` may be left out where a chart shows it.
    """
    own = line.standing
    return said(
        f"{line.metric}/standing",
        _standing,
        value_id=line.value_id,
        label=line.label if name is None else f"{line.label} in {name}",
        value=own.value,
        status=own.status,
        period=line.period,
        place=_placed(line, among),
        with_median=median,
        measured=measured(line),
    )


def _placed(line: MetricLine, among: Comparators) -> Place | None:
    """Its place; None where no other council has a figure."""
    own = line.standing
    others = line.n - (own.value is not None)
    if others < 1 or line.median is None or line.q1 is None or line.q3 is None:
        return None
    quartiles = (line.q1, line.q3)
    return Place(line.polarity, own.rank, own.joint, others, among.counted, line.missing > 0, line.median, quartiles)


def _standing(
    *,
    value_id: str,
    label: str,
    value: float | None,
    status: str,
    period: str,
    place: Place | None,
    with_median: bool,
    measured: dict[str, Any],
) -> Text:
    if value is None or status not in COUNTED:
        return (
            Strong(label),
            f": there is no figure for {parse_iso(period).spoken}, because {WHY_NOT.get(status, WHY_NOT['missing'])}.",
        )
    figure = Figure(value, shown(value, **measured), value_id)
    at = f" {when(period)}" if status == "final" else f" {when(period)} ({status})"
    if measured["value_type"] == YES_NO:
        return (Strong(label), ": ", figure, f"{at}.")
    return (
        Strong(label),
        " stood at ",
        figure,
        at,
        *_position(value, value_id, place, measured, with_median=with_median),
        ".",
    )


def _position(value: float, value_id: str, place: Place | None, measured: dict[str, Any], *, with_median: bool) -> Text:
    if place is None:
        return ("; no other council in the group has a figure",)
    middle = Figure(place.median, short(place.median, **measured), f"{value_id}#median")
    if place.rank is None:
        where = beside(place, value)
        return (": ", where, " of " if where.endswith("median") else ", whose median is ", middle)
    where_ranked = ranked(place, value_id)
    return (": ", *where_ranked, "; the group's median is ", middle) if with_median else (": ", *where_ranked)


def sureness(line: MetricLine, *, tests: int) -> Sentence:
    """Whether chance could explain the difference; `tests` is how many differences the page tested."""
    own = line.standing
    return said(
        f"{line.metric}/sureness",
        _sureness,
        value_id=line.value_id,
        given=own.value is not None,
        how_sure=own.how_sure,
        verdict=own.verdict,
        found=line.stands_out,
        judged=line.polarity != "none",
        tests=tests,
    )


def _sureness(
    *, value_id: str, given: bool, how_sure: str, verdict: str | None, found: bool, judged: bool, tests: int
) -> Text:
    if not given:
        return ()
    if how_sure == "none" or (verdict is None and judged):
        return ("Chance was not assessed.",)
    if verdict is None:
        return ("Neither high nor low is good in itself.",)
    by = f"judging by {_JUDGED_BY[how_sure]}"
    if verdict == "similar":
        return (f"No clear difference, {by}.",)
    if found:
        return (f"Clearly {verdict}, {by}.",)
    return (f"{verdict.capitalize()} if taken alone; among ", count(tests, f"{value_id}#tests"),
            " measures tested, chance makes some look so.")  # fmt: skip


def agreement(line: MetricLine) -> Sentence:
    """Whether the verdict survives other reasonable groups; nothing where it was tested in one only."""
    return said(
        f"{line.metric}/agreement",
        _agreement,
        value_id=line.value_id,
        same=line.same_in,
        of=line.of_groups,
        clear=line.standing.verdict in ("better", "worse"),
    )


def _agreement(*, value_id: str, same: int | None, of: int | None, clear: bool) -> Text:
    if not clear or same is None or of is None or of < 2:
        return ()
    groups = count(of, f"{value_id}#groups")
    if same == of:
        return ("The same in all ", groups, " of its groups.")
    return ("The same in ", count(same, f"{value_id}#same"), " of its ", groups, " groups.")


def gap(line: MetricLine) -> Sentence:
    """How many people, things or pounds it would take to reach the group's median, where it is not reached."""
    found = line.gap_to_median
    return said(
        f"{line.metric}/gap",
        _gap,
        value_id=line.value_id,
        units=found.units if found else None,
        words=found.unit_words if found else None,
    )


def _gap(*, value_id: str, units: float | None, words: str | None) -> Text:
    if not units or not words or words == NO_NOUN or abs(units) < 1:
        return ()
    rough = max(len(str(int(abs(units)))) - SURE_DIGITS, 0)
    size = int(round(abs(units), -rough))
    pounds = words.endswith(IN_POUNDS)
    amount = Figure(size, f"{'£' if pounds else ''}{size:,}", f"{value_id}#gap")
    what = words.removesuffix(IN_POUNDS)
    what = what if what[:2].isupper() else what[:1].lower() + what[1:]
    return ("It would take ", amount, f" {'more' if units > 0 else 'fewer' if not pounds else 'less'} {what} ",
            "to reach the group's median.")  # fmt: skip


def travel(line: MetricLine, series: Series | None = None) -> Sentence:
    """Direction of travel: the run of years in one direction, the trend's verdict, or the figure before."""
    before, trend = line.standing.previous, line.standing.trend
    return said(
        f"{line.metric}/travel",
        _travel,
        value_id=line.value_id,
        given=line.standing.value is not None,
        run=run(series) if series else None,
        trend=(trend.direction, trend.verdict, trend.reason),
        target=line.polarity == "target",
        before=_before(before) if before else None,
        measured=measured(line),
    )


def _before(then: Then) -> tuple[str, float | None, str]:
    between = "a break" if then.across_break else "" if then.follows_on else "a gap"
    return then.period, then.value, between


def run(series: Series) -> tuple[str, str] | None:
    """How it moved without a break up to the last point and since when: ("risen every year", "2019/20"), or None."""
    points = [point for point in series.points if point.value is not None]
    steps = list(pairwise(points))
    direction = _sign(*steps[-1]) if steps else 0
    start, length = len(points) - 1, 1
    for earlier, later in reversed(steps):
        if not later.follows_on or direction == 0 or _sign(earlier, later) != direction:
            break
        start, length = start - 1, length + 1
    if length < ENOUGH_TO_RUN or points[-1] is not series.points[-1]:
        return None
    each = _EACH.get(step_months(parse_iso(point.period) for point in points[start:]) or 0, "every time")
    return f"{'risen' if direction > 0 else 'fallen'} {each}", points[start].period_spoken


def _sign(earlier: Point, later: Point) -> int:
    difference = round((later.value or 0.0) - (earlier.value or 0.0), 9)
    return (difference > 0) - (difference < 0)


def _travel(
    *,
    value_id: str,
    given: bool,
    run: Sequence[str] | None,
    trend: Sequence[str | None],
    target: bool,
    before: Sequence[Any] | None,
    measured: dict[str, Any],
) -> Text:
    direction, verdict, reason = trend
    if not given or measured["value_type"] == YES_NO:
        return ()
    clear = verdict in ("better", "worse")
    if run or clear:
        return (_lately(run, direction, verdict if clear else None, target=target),)
    said_before = _was(before, value_id, measured) if before else ()
    if reason:
        return (*said_before, "; " if said_before else "", *_too_few(reason, opening=not said_before))
    if verdict == "similar":
        return (*said_before, ", with no clear trend.") if said_before else ("There is no clear trend.",)
    return (*said_before, ".") if said_before else ()


def _lately(run: Sequence[str] | None, direction: str | None, verdict: str | None, *, target: bool) -> str:
    """The latest run and the verdict on all the years; where they point different ways, both are said."""
    over = (
        f"over the years it has been {_going(direction, target=target)}: clearly getting {verdict}." if verdict else ""
    )
    if not run:
        return f"O{over[1:]}"
    if verdict and target:
        return f"It has {run[0]} since {run[1]}; {over}"
    if verdict and run[0].startswith("risen") != (direction == "higher"):
        return f"It has {run[0]} since {run[1]}, but {over}"
    return f"It has {run[0]} since {run[1]}{f': clearly getting {verdict}' if verdict else ''}."


def _going(direction: str | None, *, target: bool) -> str:
    if target:
        return "moving away from its target" if direction == "higher" else "moving towards its target"
    return "rising" if direction == "higher" else "falling"


def _was(before: Sequence[Any], value_id: str, measured: dict[str, Any]) -> Text:
    period, value, between = before
    if value is None:
        return ()
    words = ("It was ", Figure(value, short(value, **measured), id_at(value_id, period=period)), f" {when(period)}")
    if between == "a break":
        return (*words, ", before a break, so the two do not compare")
    return (*words, f", the last figure before {between}") if between else words


def _too_few(reason: str, *, opening: bool) -> Text:
    words = "too few years to tell a trend" if "fewer than" in reason else "no trend can be told"
    return (f"{words.capitalize() if opening else words}.",)
