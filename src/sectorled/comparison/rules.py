"""What decides over replies and over the days in which what stands out is the council's alone.  Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from sectorled.platform.refusals import RefusedError, TooOftenError

KEPT = timedelta(days=7)  # for which a report that was asked for can be had
LONGEST = timedelta(minutes=10)  # more than making a report takes, behind others too
MOST_WAITING = 20  # reports, of everybody
AT_ONCE = 5  # measures of a report that a page draws itself: each takes up to half a second
MOST_LETTERS = 1_500  # of a reply: a quarter of a page, so that it fits beside its figure


class ReplyState(TextChoices):
    """Where one version of a reply has come to."""

    WAITING = "waiting", "waiting"
    PUBLISHED = "published", "published"
    SENT_BACK = "sent back", "sent back"
    REPLACED = "replaced", "replaced by a newer version"
    WITHDRAWN = "withdrawn", "withdrawn"


NEXT: Mapping[ReplyState, frozenset[ReplyState]] = {
    ReplyState.WAITING: frozenset(
        {ReplyState.PUBLISHED, ReplyState.SENT_BACK, ReplyState.REPLACED, ReplyState.WITHDRAWN}
    ),
    ReplyState.PUBLISHED: frozenset({ReplyState.REPLACED, ReplyState.WITHDRAWN}),
    ReplyState.SENT_BACK: frozenset(),
    ReplyState.REPLACED: frozenset(),
    ReplyState.WITHDRAWN: frozenset(),
}


class StaleError(RefusedError):
    """A newer version was sent while this one was being written; nothing was kept or lost."""


def check_reply_move(state: ReplyState, to: ReplyState) -> None:
    """Raise RefusedError where a version of a reply cannot go from a state to another."""
    if to not in NEXT[state]:
        raise RefusedError(f"This version of the reply is {state.label}, so it cannot become {to.label}.")


def check_seen(*, seen: int, newest: int) -> None:
    """Raise StaleError where the version somebody writes from is not the newest one any more (0: there was none)."""
    if seen != newest:
        raise StaleError("A newer version of this reply was sent while you were writing yours.")


def opens_on(
    published: date, *, days: int, is_working: Callable[[date], bool], is_paused: Callable[[date], bool]
) -> date:
    """The first day on which the public is shown what stands out of a release that was first published on a day.

    `days` whole working days outside pauses lie between the two, and the day itself is in no pause.  A pause that is
    entered later can only move a day that has not come, because it begins after the day on which it is entered.
    """
    day, left = published, days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working(day) and not is_paused(day)
    if days:
        day += timedelta(days=1)
    while is_paused(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Said:
    """A published reply to a measure as it was in a release."""

    metric: str
    release: str
    period: str
    text: str


def standing_replies(replies: Iterable[Said], *, release: str, published: Sequence[str]) -> dict[str, Said]:
    """The replies that stand beside a release's figures, by metric: those to it, else those to the newest before it.

    `published` are the releases in the order of their first publication; a reply never stands beside an older release.
    """
    upto = published[: published.index(release) + 1] if release in published else [release]
    found = [said for said in replies if said.release in upto]
    return {said.metric: said for said in sorted(found, key=lambda said: upto.index(said.release))}


def takes_long(measures: int, form: str) -> bool:
    """Whether a report of so many measures is made by the worker; a workbook has no charts to draw."""
    return form != "xlsx" and measures > AT_ONCE


def has_stopped_before(at: datetime) -> datetime:
    """What was asked for before this moment and is not made has stopped."""
    return at - LONGEST


def check_may_ask(*, own_under_way: bool, waiting: int) -> None:
    """Raise TooOftenError while one's last report is being made, or too many wait."""
    if own_under_way:
        raise TooOftenError("The report that you asked for before is still being made. Wait for it, then ask again.")
    if waiting >= MOST_WAITING:
        raise TooOftenError("Many reports are being made at this moment. Ask for yours again in a few minutes.")
