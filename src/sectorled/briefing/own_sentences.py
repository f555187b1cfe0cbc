"""What to say of a council's own measures: against target, since the period before, and which figures are late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sectorled.analysis.periods import Period
from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.own_measures import OwnMeasure, Value
from sectorled.briefing.spoken import count, short, shown, when
from sectorled.publishing.document import Figure, Inline, Strong, Text
from sectorled.warehouse.queries.shapes import MetricLine

ORDER = ("off track", "missed", "no figure", "met", "not judged", "no target")
_COUNTED = (
    ("met", " met it", " met it"),
    ("missed", " missed it by 5% or less", " missed it by 5% or less"),
    ("off track", " is off track", " are off track"),
    ("no figure", " has no figure", " have no figure"),
)


def measured(measure: OwnMeasure) -> dict[str, Any]:
    """How its values are said."""
    return {"unit": measure.unit, "decimals": measure.decimals, "value_type": None}


def value_id(area: str, measure: OwnMeasure, period: Period) -> str:
    """The id of an own value: no release has it, so the council's table does."""
    return f"own/{measure.measure}/{area}/{period.iso}"


def figure(measure: OwnMeasure) -> dict[str, Any]:
    """What the next report compares."""
    given = measure.given
    return {
        "label": measure.label,
        "period": (given[-1] if given else measure.latest).period.iso,
        "values": {value.period.iso: value.value for value in given},
        "verdict": measure.against_target(measure.latest),
        "measured": measured(measure),
    }


def latest(own: Sequence[OwnMeasure]) -> Period:
    """The newest period of the table."""
    return max((measure.latest.period for measure in own), key=lambda period: (period.end, -period.months))


def targets(own: Sequence[OwnMeasure], area_id: str) -> Sentence:
    """How many met their target, missed it, or are off track."""
    against = [m.against_target(m.latest) for m in own if m.latest.target is not None]
    numbers = {key: against.count(key) for key, _, _ in _COUNTED}
    return said("own/targets", _targets, value_id=area_id, targets=len(against), of=len(own), numbers=numbers)


def _targets(*, value_id: str, targets: int, of: int, numbers: Mapping[str, int]) -> Text:
    if not targets:
        return ("None of the council's own ", count(of, f"{value_id}#all"), " measures has a target.")
    parts: list[Inline] = ["Of ", count(targets, f"{value_id}#targets"), " own measures with a target, "]
    given = [(key, one, many) for key, one, many in _COUNTED if numbers[key]]
    for i, (key, one, many) in enumerate(given):
        link = "" if i == 0 else " and " if i == len(given) - 1 else ", "
        parts += [link, count(numbers[key], f"{value_id}#{key}"), one if numbers[key] == 1 else many]
    return (*parts, ".")


def against(measure: OwnMeasure, area: str) -> Sentence:
    """A measure's newest value against its target."""
    now = measure.latest
    return said(
        f"own.{measure.measure}/against",
        _against,
        value_id=value_id(area, measure, now.period),
        label=measure.label,
        period=now.period.iso,
        value=now.value,
        target=now.target,
        status=now.status,
        found=measure.against_target(now),
        measured=measured(measure),
    )


def _against(
    *,
    value_id: str,
    label: str,
    period: str,
    value: float | None,
    target: float | None,
    status: str,
    found: str,
    measured: dict[str, Any],
) -> Text:
    aim: Text = ()
    if target is not None:
        aim = ("the target is ", Figure(target, short(target, **measured), f"{value_id}#target"))
    if value is None:
        return (Strong(label), f": no figure {when(period)} ({status})", *(("; ", *aim) if aim else ()), ".")
    how = "" if status == "final" else f" ({status})"
    stood = (Strong(label), " stood at ", Figure(value, shown(value, **measured), value_id), f" {when(period)}{how}")
    if not aim:
        return (*stood, "; it has no target.")
    verdict = "no direction is good in itself, so it is not judged" if found == "not judged" else found
    return (*stood, "; ", *aim, ": ", Strong(verdict), ".")


def before(measure: OwnMeasure, area: str) -> Sentence:
    """The value of the period before, where both have one."""
    given = measure.given
    pair = given[-2:] if len(given) > 1 and measure.latest.value is not None else []
    return said(
        f"own.{measure.measure}/before",
        _before,
        value_id=value_id(area, measure, pair[0].period) if pair else "",
        ends=[(value.period.iso, value.value) for value in pair],
        measured=measured(measure),
    )


def _before(*, value_id: str, ends: Sequence[tuple[str, float]], measured: dict[str, Any]) -> Text:
    if not ends:
        return ()
    (period, was), (_, now) = ends
    moved = "Up from " if now > was else "Down from " if now < was else "Unchanged from "
    return (moved, Figure(was, short(was, **measured), value_id), f" {when(period)}.")


def overdue(own: Sequence[OwnMeasure]) -> list[tuple[OwnMeasure, Period]]:
    """Measures without a figure for a period of their length for which another measure has one; and that period."""
    newest = dict[int, Period]()
    for measure in own:
        for value in measure.given:
            months = value.period.months
            newest[months] = max(newest.get(months, value.period), value.period)
    dues = [(measure, newest.get(measure.latest.period.months)) for measure in own]
    return [(m, due) for m, due in dues if due and due not in [value.period for value in m.given]]


def late(measure: OwnMeasure, due: Period, area: str) -> Sentence:
    """A late figure, and the last one there is."""
    last = measure.given[-1] if measure.given else None
    return said(
        f"own.{measure.measure}/late",
        _late,
        value_id=value_id(area, measure, last.period) if last else "",
        label=measure.label,
        due=due.spoken,
        last=_last(last),
        owner=measure.latest.owner,
        measured=measured(measure),
    )


def _last(value: Value | None) -> tuple[str, float | None] | None:
    return (value.period.iso, value.value) if value else None


def _late(
    *,
    value_id: str,
    label: str,
    due: str,
    last: tuple[str, float] | None,
    owner: str | None,
    measured: dict[str, Any],
) -> Text:
    asked = f" Owner: {owner}." if owner else ""
    opening = (Strong(label), f": the figure for {due} has not come")
    if last is None:
        return (*opening, f", and there is none before it.{asked}")
    period, value = last
    return (*opening, "; the last is ", Figure(value, short(value, **measured), value_id), f" {when(period)}.{asked}")


def national_late(line: MetricLine, due: date) -> Sentence:
    """A national figure that its publisher should have brought by now."""
    day = Period(due).spoken
    return said(f"{line.metric}/late", _national_late, label=line.label, due=day, period=line.period_spoken)


def _national_late(*, label: str, due: str, period: str) -> Text:
    return (Strong(label), f": a newer figure than that for {period} was due on {due}.")


def stopped(words: str) -> str:
    """A remark that ends with a stop."""
    words = " ".join(words.split())
    return words if words.endswith((".", "!", "?")) else f"{words}."
