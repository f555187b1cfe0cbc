"""What a user may act for: asked wherever a page or an act is not for everyone."""

from django.contrib.auth.models import AnonymousUser

from sectorled.people.models import Role, User


def holds(user: User | AnonymousUser, *kinds: Role.Kind, council: str | None = None) -> bool:
    """Whether the user holds one of these roles; at this council, where one is named."""
    if not isinstance(user, User) or not user.is_active:
        return False
    roles = Role.objects.filter(user=user, kind__in=kinds)
    return (roles.filter(organisation__council_id=council) if council else roles).exists()


def councils_of(user: User | AnonymousUser) -> list[str]:
    """The codes of the councils at which the user holds a role, in order."""
    if not isinstance(user, User) or not user.is_active:
        return []
    roles = Role.objects.filter(user=user, organisation__council__isnull=False)
    return sorted(roles.values_list("organisation__council_id", flat=True).distinct())
