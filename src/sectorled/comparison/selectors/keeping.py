"""The council that a person keeps: for anybody else its records are not there."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from sectorled.comparison.selectors.window import OWN
from sectorled.councils.models import Council
from sectorled.people.models import User
from sectorled.people.selectors import holds


def council_kept_by(user: User | AnonymousUser, code: str) -> Council:
    """The council with this code, where the user is its officer or leader; Http404 otherwise."""
    found = Council.objects.filter(pk=code).first() if holds(user, *OWN, council=code) else None
    if found is None:
        raise Http404
    return found
