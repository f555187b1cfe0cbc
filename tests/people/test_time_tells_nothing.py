"""How long an answer takes does not tell whether an address has an account: as many passwords are hashed."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.people.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
HASHED = []


class Counting(MD5PasswordHasher):
    """Says how often it was asked."""

    def encode(self, password, salt):
        HASHED.append(password)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def counting(settings):
    """Passwords of accounts that are there are hashed by the hasher that counts too."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    HASHED.clear()


def hashed(client, address, fields):
    HASHED.clear()
    client.post(address, fields)
    client.cookies.clear()
    return len(HASHED)


def test_signing_in_takes_as_long_for_an_address_without_an_account(client, officer):
    known = hashed(client, "/account/login/", {"login": officer.email, "password": "not the password"})
    unknown = hashed(client, "/account/login/", {"login": "nobody@example.org", "password": "not the password"})

    assert known == unknown == 1


def test_signing_up_takes_as_long_for_an_address_that_is_taken(client, officer):
    taken = {"email": officer.email, "password1": PASSWORD}
    counts = [hashed(client, "/account/signup/", taken) for _ in range(2)]  # the owner is told of the first alone
    free = hashed(client, "/account/signup/", {"email": "free@example.org", "password1": PASSWORD})

    assert [*counts, free] == [1, 1, 1]


def test_resetting_takes_as_long_for_an_address_without_an_account(client, officer):
    known = hashed(client, "/account/password/reset/", {"email": officer.email})
    unknown = hashed(client, "/account/password/reset/", {"email": "nobody@example.org"})

    assert known == unknown == 0
