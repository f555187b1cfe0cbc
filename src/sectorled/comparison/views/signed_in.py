"""A request of somebody who signed in, as `login_required` lets it through."""

from django.http import HttpRequest

from sectorled.people.models import User


class SignedIn(HttpRequest):
    """Its user is a person."""

    user: User
