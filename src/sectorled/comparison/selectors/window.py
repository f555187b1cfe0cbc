"""Who sees what stands out of a council, and from when."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

from sectorled.comparison.rules import opens_on
from sectorled.comparison.selectors.publications import first_published
from sectorled.councils.models import PublicationPause
from sectorled.councils.rules import pausing
from sectorled.councils.selectors import pauses_of
from sectorled.people.models import Role, User
from sectorled.people.selectors import holds
from sectorled.warehouse.queries.open import Release

SATURDAY = 5
OWN = (Role.Kind.OFFICER, Role.Kind.LEADER)  # a council's own people


def shows_what_stands_out(*, user: User | AnonymousUser, council: str, release: Release, at: datetime) -> bool:
    """Whether this reader is shown what stands out: the council at once, the public after its window to reply.

    People of other councils and of the sector body are the public here.
    """
    return is_open(council=council, release=release, at=at) or holds(user, *OWN, council=council)


def is_open(*, council: str, release: Release, at: datetime) -> bool:
    """Whether the public is shown what stands out of a council in a release at this moment."""
    day = public_from(council=council, release=release)
    return day is not None and day <= timezone.localdate(at)


def is_open_everywhere(*, release: Release, at: datetime) -> bool:
    """Whether it is open for every council: only then may a page single some out among all."""
    return all(is_open(council=code, release=release, at=at) for code in ("", *_with_own_pauses()))


def open_councils(councils: Iterable[str], *, release: Release, at: datetime) -> frozenset[str]:
    """Those of the councils for which it is open, asked of all at once."""
    own = _with_own_pauses()
    opened = {code: is_open(council=code, release=release, at=at) for code in ("", *own)}
    return frozenset(code for code in councils if opened[code if code in own else ""])


def _with_own_pauses() -> frozenset[str]:
    paused = PublicationPause.objects.exclude(council=None).order_by().values_list("council", flat=True)
    return frozenset(paused.distinct())


def public_from(*, council: str, release: Release) -> date | None:
    """The day from which the public is shown what stands out; None of a release that was never published.

    It is counted from the release's first publication, so that rolling back to it starts no new window.
    """
    published = first_published(release)
    if published is None:
        return None
    pauses = pauses_of(council)
    return opens_on(
        timezone.localdate(published),
        days=settings.REPLY_WORKING_DAYS,
        is_working=is_working_day,
        is_paused=lambda day: pausing(pauses, on=day) is not None,
    )


def keeps(user: User | AnonymousUser, council: str) -> bool:
    """Whether the user is one of the council's own people."""
    return holds(user, *OWN, council=council)


def is_working_day(day: date) -> bool:
    """Whether people work on a day in England; past the bank holidays that are announced, on every weekday."""
    return day.weekday() < SATURDAY and day not in _bank_holidays()


@cache
def _bank_holidays() -> frozenset[date]:
    known = BankHolidays(use_cached_holidays=True)
    return frozenset(holiday["date"] for holiday in known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))
