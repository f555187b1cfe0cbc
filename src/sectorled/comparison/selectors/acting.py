"""What a reader can do with a council: for the page of the council."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from sectorled.comparison.selectors.following import is_following
from sectorled.comparison.selectors.pauses import pause_now
from sectorled.comparison.selectors.window import keeps
from sectorled.councils.rules import Pause
from sectorled.people.models import User


@dataclass(frozen=True, slots=True)
class Acts:
    """Whether the reader follows the council and is one of its own people; the pause of publication that holds."""

    followed: bool
    keeps: bool
    pause: Pause | None


def acts_of(user: User | AnonymousUser, council: str, *, on: date) -> Acts:
    """What a reader can do with a council on a day."""
    return Acts(is_following(user, council), keeps(user, council), pause_now(council=council, on=on))
