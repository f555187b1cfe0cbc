"""What to say of the target that a measure is judged by its distance from."""

from typing import Any

from sectorled.briefing.facts import Sentence, said
from sectorled.briefing.spoken import measured, short, shown
from sectorled.publishing.document import Figure, Text
from sectorled.warehouse.queries.shapes import MetricLine


def target(line: MetricLine, low: float | None, high: float | None) -> Sentence:
    """The target, a point or a range; nothing where the definition gives none."""
    return said(
        f"{line.metric}/target",
        _target,
        value_id=line.value_id,
        ends=(low, high),
        measured=measured(line),
    )


def _target(*, value_id: str, ends: tuple[float | None, float | None], measured: dict[str, Any]) -> Text:
    low, high = ends
    if low is None or high is None:
        return ()
    most = Figure(high, shown(high, **measured), f"{value_id}#target-high")
    if low == high:
        return ("Its target is ", most, ".")
    return ("Its target is from ", Figure(low, short(low, **measured), f"{value_id}#target-low"), " to ", most, ".")
