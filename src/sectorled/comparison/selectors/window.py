"""Who sees what stands out of a council, and from when."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from sectorled.people.models import User
from sectorled.warehouse.queries.open import Release


def shows_what_stands_out(*, user: User | AnonymousUser, council: str, release: Release, at: datetime) -> bool:
    """Whether this reader is shown what stands out: the council at once, the public after its window to reply."""
    return True
