"""What a user may see and act for: asked wherever a page or an act is not for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q, QuerySet

from sectorled.councils.models import Council
from sectorled.people.acts import details_of, spoken
from sectorled.people.models import Role, User
from sectorled.people.rules import AT_A_COUNCIL, AT_THE_BODY
from sectorled.platform.models import AuditEvent, Message, StoredFile

ABOUT_COUNCILS = ("council", "following")  # kinds of subject whose id is a council's code
Visitor = User | AnonymousUser


def holds(user: Visitor, *kinds: Role.Kind, council: str | None = None) -> bool:
    """Whether the user holds one of these roles; at this council, where one is named."""
    if not isinstance(user, User) or not user.is_active:
        return False
    roles = _roles(user).filter(kind__in=kinds)
    return (roles.filter(organisation__council_id=council) if council else roles).exists()


def must_turn_on_two_step(user: Visitor) -> bool:
    """Whether the user holds a role that opens only once two-step sign-in is turned on."""
    if not settings.BODY_TWO_STEP or not isinstance(user, User):
        return False
    return Role.objects.filter(user=user, kind__in=AT_THE_BODY).exists() and not _two_step(user).exists()


def _roles(user: User) -> QuerySet[Role]:
    """The roles that count now: those at the sector body, where it is required, only with two-step sign-in."""
    roles = Role.objects.filter(user=user)
    return roles.filter(Q(kind__in=AT_A_COUNCIL) | Exists(_two_step(user))) if settings.BODY_TWO_STEP else roles


def _two_step(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return found


def councils_of(user: Visitor, *kinds: Role.Kind) -> list[str]:
    """The codes of the councils at which the user holds a role (one of these, where some are named), in order."""
    if not isinstance(user, User) or not user.is_active:
        return []
    roles = Role.objects.filter(user=user, organisation__council__isnull=False)
    roles = roles.filter(kind__in=kinds) if kinds else roles
    return sorted(roles.values_list("organisation__council_id", flat=True).distinct())


def people_visible_to(user: Visitor, *, find: str = "") -> QuerySet[User]:
    """Everybody, with their roles, for an administrator; nobody for others."""
    if not holds(user, Role.Kind.ADMINISTRATOR):
        return User.objects.none()
    found = User.objects.prefetch_related("roles__organisation").order_by("email")
    return found.filter(Q(email__icontains=find) | Q(name__icontains=find)) if find else found


def roles_visible_to(user: Visitor) -> QuerySet[Role]:
    """Every role for an administrator; none for others."""
    roles = Role.objects.select_related("user", "organisation")
    return roles if holds(user, Role.Kind.ADMINISTRATOR) else roles.none()


def events_visible_to(user: Visitor) -> QuerySet[AuditEvent]:
    """The whole log for an administrator, their own councils' for officers, nothing for others."""
    if holds(user, Role.Kind.ADMINISTRATOR):
        return AuditEvent.objects.all()
    theirs = AuditEvent.objects.filter(council__in=councils_of(user, Role.Kind.OFFICER))
    return theirs.exclude(subject_kind="following")  # who follows a council is nobody's business but the reader's


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the log shows it; `person` is whom it was done to, where it was a person."""

    event: AuditEvent
    words: str
    person: User | None
    council: str
    subject: str
    details: list[tuple[str, str]]


def acts_of(events: Iterable[AuditEvent]) -> list[Act]:
    """Acts in words, with the names of people and councils."""
    found = list(events)
    people = User.objects.in_bulk([int(one.subject_id) for one in found if one.subject_kind == "user"])
    named = Council.objects.in_bulk({_council(one) for one in found} - {""})
    return [
        Act(
            event=one,
            words=spoken(one.verb),
            person=people.get(int(one.subject_id)) if one.subject_kind == "user" else None,
            council=str(named.get(_council(one), _council(one))),
            subject="" if one.subject_kind in ABOUT_COUNCILS else f"{one.subject_kind} {one.subject_id}".capitalize(),
            details=details_of(one.details),
        )
        for one in found
    ]


def _council(event: AuditEvent) -> str:
    return event.council or (event.subject_id if event.subject_kind in ABOUT_COUNCILS else "")


def messages_visible_to(user: Visitor) -> QuerySet[Message]:
    """What was sent, for an administrator; nothing for others."""
    return Message.objects.all() if holds(user, Role.Kind.ADMINISTRATOR) else Message.objects.none()


def files_visible_to(user: Visitor) -> QuerySet[StoredFile]:
    """What the user uploaded, what belongs to their councils, and everything for stewards and administrators."""
    if not isinstance(user, User) or not user.is_active:
        return StoredFile.objects.none()
    if holds(user, Role.Kind.STEWARD, Role.Kind.ADMINISTRATOR):
        return StoredFile.objects.all()
    return StoredFile.objects.filter(Q(by=user.pk) | Q(council__in=councils_of(user)))


def holders(*kinds: Role.Kind) -> list[User]:
    """The people who hold one of these roles anywhere and may sign in, in the order of their addresses."""
    return list(User.objects.filter(is_active=True, roles__kind__in=kinds).distinct().order_by("email"))
