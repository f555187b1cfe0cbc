"""A person who asks for it is removed: nothing of theirs stays but what they wrote for others, under no name."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from sectorled.comparison.models import Following, Reply
from sectorled.councils.models import Council
from sectorled.people.models import Role, User
from sectorled.people.services import NOBODY
from sectorled.platform import audit, notify
from sectorled.platform.models import AuditEvent, Message
from tests.comparison.factories import reply
from tests.people.factories import AT, PASSWORD
from tests.platform.filled import dump

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def known(officer, sector):
    """An officer of whom there is something in every table that knows people."""
    reply(sector[1][1], written_by=officer)
    Following.objects.create(user=officer, council=Council.objects.get(), since=AT)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "s"})
    SocialAccount.objects.create(user=officer, provider="organisation", uid="officer@example.org")
    notify.send(to=officer.email.upper(), subject="For the officer", text="Dear Officer", at=AT)
    audit.record("account.renamed", kind="user", subject=officer.pk, by=officer, at=AT)
    return officer


def test_who_is_removed_leaves_what_they_wrote_for_their_council_and_no_name(client, administrator, known):
    client.force_login(administrator)
    client.get(f"/people/{known.pk}/")

    response = client.post(f"/people/{known.pk}/forget/")

    left = User.objects.get(pk=known.pk)
    assert response.status_code == 302
    assert (left.name, left.is_active, left.has_usable_password()) == (NOBODY, False, False)
    assert Reply.objects.get().written_by == left
    assert set(AuditEvent.objects.filter(by=known.pk).values_list("by_name", flat=True)) == {NOBODY}
    assert AuditEvent.objects.first().verb == "account.removed"
    gone = (EmailAddress, Role, Following, Authenticator, SocialAccount)
    assert [model.__name__ for model in gone if model.objects.filter(user=known).exists()] == []
    assert not Message.objects.exists()
    everything = dump().casefold()
    assert "officer@example.org" not in everything
    assert '"officer"' not in everything.replace('"role": "officer"', "")


def test_who_is_removed_neither_signs_in_nor_stays_signed_in(client, administrator, known):
    signed_in = type(client)()
    signed_in.force_login(known)
    client.force_login(administrator)
    client.post(f"/people/{known.pk}/forget/")

    refused = type(client)().post("/account/login/", {"login": "officer@example.org", "password": PASSWORD})

    assert signed_in.get("/account/").status_code == 302
    assert "is not right" in refused.content.decode()
    assert not User.objects.get(pk=known.pk).is_active


def test_the_last_administrator_is_not_removed(client, administrator):
    client.force_login(administrator)

    response = client.post(f"/people/{administrator.pk}/forget/")

    administrator.refresh_from_db()
    assert response.status_code == 409
    assert administrator.email == "administrator@example.org"
    assert EmailAddress.objects.filter(user=administrator).exists()


def test_who_loses_two_step_sign_in_is_told(client, administrator, known):
    client.force_login(administrator)

    client.post(f"/people/{known.pk}/remove-two-step/")

    told = Message.objects.get(subject="Two-step sign-in is off")
    assert told.to == known.email
    assert "If this was not you" in told.text


def test_the_privacy_page_names_the_cookies_that_are_set(client, officer):
    page = client.get("/privacy/").content.decode()
    client.get("/account/login/")
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})
    client.post("/account/logout/")

    assert [name for name in client.cookies if f">{name}<" not in page] == []
