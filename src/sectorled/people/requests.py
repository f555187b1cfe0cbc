"""The request of somebody who is signed in, as views of every subject have it after `login_required`."""

from django.http import HttpRequest

from sectorled.people.models import User


class SignedInRequest(HttpRequest):
    """A request whose user has an account."""

    user: User
