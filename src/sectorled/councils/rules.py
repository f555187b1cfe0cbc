"""When publication pauses: before an election, for the whole sector body or for one council.  Pure decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sectorled.analysis.periods import Period
from sectorled.platform.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both included, on which nothing is published, and why; `council` None: nowhere."""

    starts: date
    ends: date
    reason: str
    council: str | None = None


def pausing(pauses: Iterable[Pause], *, on: date) -> Pause | None:
    """The pause that holds on a day; of several the one that ends last."""
    held = [pause for pause in pauses if pause.starts <= on <= pause.ends]
    return max(held, key=lambda pause: pause.ends, default=None)


def check_not_paused(pauses: Iterable[Pause], *, on: date) -> None:
    """Raise RefusedError, with the day on which publication goes on, where it is paused on this day."""
    pause = pausing(pauses, on=on)
    if pause:
        again = Period(pause.ends + timedelta(days=1)).spoken
        raise RefusedError(
            f"Nothing is published from {Period(pause.starts).spoken} to {Period(pause.ends).spoken}: {pause.reason}. "
            f"Do this again from {again}."
        )


def check_pause(*, starts: date, ends: date, today: date) -> None:
    """Raise RefusedError unless a pause may be entered; it begins tomorrow at the earliest.

    So nothing that the public could see this morning is hidden again this afternoon.
    """
    if ends < starts:
        raise RefusedError("The last day of the pause is before its first day. Give the later day as the last.")
    if starts <= today:
        raise RefusedError(f"A pause begins tomorrow at the earliest: after {Period(today).spoken}.")
