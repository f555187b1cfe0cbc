"""Who follows which council, what they are told, and when they last looked."""

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import QuerySet

from sectorled.comparison.models import Following, Look
from sectorled.people.models import User

SALT = "following.stop"


def is_following(user: User | AnonymousUser, council: str) -> bool:
    """Whether the user follows a council."""
    return user.is_authenticated and Following.objects.filter(user=user, council=council).exists()


def followed_by(user: User) -> QuerySet[Following]:
    """What a user follows, in the order of names."""
    return Following.objects.filter(user=user).select_related("council")


def token_to_stop(following: Following) -> str:
    """What lets whoever has the message stop it, without signing in, and nothing else."""
    return signing.dumps([following.user_id, following.council_id], salt=SALT)


def following_of(token: str) -> Following | None:
    """What a token stops; None where it is forged, or was stopped before."""
    try:
        user, council = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Following.objects.select_related("council").filter(user=user, council=council).first()


def last_look(user: User | AnonymousUser, council: str) -> Look | None:
    """What the user last marked as seen of a council."""
    return Look.objects.filter(user=user, council=council).first() if user.is_authenticated else None
