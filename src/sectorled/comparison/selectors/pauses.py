"""Pauses of publication: who enters them, and what the public is told of them."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from sectorled.councils.models import PublicationPause
from sectorled.councils.rules import Pause, pausing
from sectorled.councils.selectors import pauses_of
from sectorled.people.models import Role, User
from sectorled.people.selectors import holds


def pauses_kept_by(user: User | AnonymousUser) -> QuerySet[PublicationPause]:
    """Every pause, the one that begins last first, for an administrator of the sector body; none for anybody else."""
    if not enters_pauses(user):
        return PublicationPause.objects.none()
    return PublicationPause.objects.select_related("council").order_by("-starts", "-pk")


def enters_pauses(user: User | AnonymousUser) -> bool:
    """Whether the user may enter pauses."""
    return holds(user, Role.Kind.ADMINISTRATOR)


def pause_now(*, council: str | None, on: date) -> Pause | None:
    """The pause that holds on a day for a council, or (None) everywhere: for the public notice of it."""
    return pausing(pauses_of(council), on=on)


def pauses_told(*, on: date) -> list[PublicationPause]:
    """Pauses that hold on a day or are to come, for the public notice."""
    return list(PublicationPause.objects.filter(ends__gte=on).select_related("council"))
