"""How sure one can be of a difference, a change and a trend of a metric in a group (C46)."""

from dataclasses import dataclass

from sectorled.warehouse.queries.placing import Placing
from sectorled.warehouse.queries.shapes import Trend


@dataclass(frozen=True, slots=True)
class Sureness:
    """The kind of uncertainty that could be assessed, and the verdicts it allows."""

    kind: str

    def verdict(self, i: int) -> str | None:
        return None

    def verdict_on_change(self, before: int, i: int) -> str | None:
        return None

    def trend(self, i: int) -> Trend:
        return Trend("none", None, None, None, None)


def sureness(placed: Placing, m: int, t: int) -> Sureness:
    """Choose the kind for this metric and period."""
    return Sureness("none")
