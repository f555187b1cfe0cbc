"""An administrator invites people, gives and takes roles; nobody else can, and the last administrator stays."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction

from sectorled.people.models import Organisation, Role, User
from sectorled.people.services import add_person
from sectorled.platform.models import AuditEvent, Message
from sectorled.platform.refusals import RefusedError
from tests.people.factories import AT, COUNCIL, OTHER, PASSWORD, body, council, with_role

pytestmark = pytest.mark.django_db(transaction=True)
INVITED = {"email": "new@example.org", "name": "New Person", "kind": "officer", "council": COUNCIL}


def text(response):
    return response.content.decode()


def acts():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_an_invited_person_chooses_a_password_and_is_an_officer(client, administrator):
    council()
    client.force_login(administrator)

    response = client.post("/people/invite/", INVITED)

    user = User.objects.get(email="new@example.org")
    assert response.url == f"/people/{user.pk}/"
    assert list(user.roles.values_list("kind", "organisation")) == [("officer", COUNCIL)]
    client.logout()
    letter = mail.outbox[0]
    assert "has made you a performance officer at Amberfold" in letter.body
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body)[1]
    client.post(client.get(link).url, {"password1": PASSWORD, "password2": PASSWORD})
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).url == "/account/"
    assert acts()[-2:] == ["account.made", "role.given"]
    assert AuditEvent.objects.get(verb="role.given").council == COUNCIL


def test_an_invitation_is_not_readable_on_the_page_of_messages(client, administrator):
    council()
    client.force_login(administrator)

    client.post("/people/invite/", INVITED)

    message = Message.objects.get()
    assert message.text == ""
    page = text(client.get(f"/messages/{message.pk}/"))
    assert "is not shown" in page
    assert "password/reset/key" not in page


def test_inviting_somebody_who_signs_in_already_adds_the_role_and_leaves_the_password(client, administrator, resident):
    council()
    client.force_login(administrator)

    client.post("/people/invite/", INVITED | {"email": resident.email.upper()})

    resident.refresh_from_db()
    assert resident.check_password(PASSWORD)
    assert resident.roles.count() == 1
    assert "Sign in at" in mail.outbox[0].body
    assert "reset/key" not in mail.outbox[0].body


def test_a_password_set_by_somebody_who_never_owned_the_address_is_void_once_the_owner_is_invited(
    client, administrator
):
    council()
    client.post("/account/signup/", {"email": "new@example.org", "password1": "of somebody else"})
    client.force_login(administrator)

    client.post("/people/invite/", INVITED)

    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    client.logout()
    client.post("/account/login/", {"login": user.email, "password": "of somebody else"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("kind", "at", "said"),
    [
        ("officer", "", "Choose the council."),
        ("steward", COUNCIL, "Leave the council empty."),
        ("mayor", COUNCIL, "Select a valid choice"),
        ("", COUNCIL, "Choose a role."),
        ("officer", "X99", "Select a valid choice"),
    ],
)
def test_a_role_that_does_not_fit_is_refused_beside_its_field(client, administrator, kind, at, said):
    council()
    client.force_login(administrator)

    response = client.post("/people/invite/", INVITED | {"kind": kind, "council": at})

    assert response.status_code == 200
    assert said in text(response)
    assert "There is a problem" in text(response)
    assert not User.objects.filter(email="new@example.org").exists()
    assert mail.outbox == []


def test_roles_are_given_and_taken_with_a_trace_of_each(client, administrator, resident):
    council(OTHER, "Another council")
    client.force_login(administrator)

    client.post(f"/people/{resident.pk}/give-role/", {"kind": "leader", "council": OTHER})
    role = resident.roles.get()
    asked = client.get(f"/roles/{role.pk}/take/")
    assert resident.roles.exists()
    client.post(f"/roles/{role.pk}/take/")

    assert "would no longer be leader or chief executive at Another council" in text(asked)
    assert not resident.roles.exists()
    assert acts()[-2:] == ["role.given", "role.taken"]


def test_giving_a_role_twice_writes_one(client, administrator, officer):
    client.force_login(administrator)
    before = acts()

    client.post(f"/people/{officer.pk}/give-role/", {"kind": "officer", "council": COUNCIL})

    assert officer.roles.count() == 1
    assert acts() == before


def test_the_last_administrator_neither_goes_nor_is_closed(client, administrator):
    client.force_login(administrator)

    taken = client.post(f"/roles/{administrator.roles.get().pk}/take/")
    closed = client.post(f"/people/{administrator.pk}/close/")

    assert taken.status_code == closed.status_code == 409
    assert "This is the last administrator." in text(taken)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.roles.exists()


def test_an_administrator_goes_where_another_stays(client, administrator):
    second = with_role("second@example.org", "administrator", body())
    client.force_login(second)

    client.post(f"/roles/{administrator.roles.get().pk}/take/")

    assert not administrator.roles.exists()
    assert client.post(f"/people/{second.pk}/close/").status_code == 409


def test_a_second_account_for_an_address_is_refused(officer):
    with pytest.raises(RefusedError, match="There is an account"):
        add_person(email=officer.email.upper(), at=AT)

    assert User.objects.count() == 1


def test_an_account_is_closed_and_opened_again(client, administrator, officer):
    client.force_login(administrator)

    client.post(f"/people/{officer.pk}/close/")
    officer.refresh_from_db()
    assert not officer.is_active
    assert "Closed" in text(client.get("/people/"))
    client.post(f"/people/{officer.pk}/open-again/")

    officer.refresh_from_db()
    assert officer.is_active
    assert acts()[-2:] == ["account.closed", "account.opened"]


def test_two_step_sign_in_is_removed_for_somebody_who_lost_their_phone(client, administrator, officer):
    Authenticator.objects.create(user=officer, type="totp", data={})
    client.force_login(administrator)

    client.post(f"/people/{officer.pk}/remove-two-step/")

    assert not Authenticator.objects.exists()
    assert acts()[-1] == "account.two_step_removed"


def test_people_are_found_by_name_and_address_in_a_fixed_number_of_queries(
    client, administrator, officer, other_officer, django_assert_num_queries
):
    client.force_login(administrator)

    with django_assert_num_queries(8):
        page = text(client.get("/people/"))
    found = text(client.get("/people/?find=OTHER"))

    assert officer.email in page
    assert other_officer.email in page
    assert other_officer.email in found
    assert officer.email not in found.replace(other_officer.email, "")
    assert "Nobody" in text(client.get("/people/?find=zzz<script>"))


@pytest.mark.parametrize("kind", ["steward", "administrator"])
def test_the_database_refuses_a_role_of_the_body_at_a_council(officer, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=officer, organisation_id=COUNCIL, kind=kind)


@pytest.mark.parametrize("kind", ["officer", "leader", "mayor"])
def test_the_database_refuses_a_role_of_a_council_at_the_body(officer, kind):
    body()

    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=officer, organisation_id="body", kind=kind)


@pytest.mark.parametrize(
    "told",
    [
        {"code": "body", "kind": "council", "council_id": COUNCIL},
        {"code": "other", "kind": "council", "council_id": COUNCIL},
        {"code": COUNCIL, "kind": "council"},
        {"code": "second", "kind": "body"},
        {"code": "body", "kind": "body", "council_id": COUNCIL},
    ],
)
def test_the_database_refuses_an_organisation_whose_code_does_not_fit(told):
    council()
    Organisation.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="Wrong", **told)


def test_the_database_refuses_a_second_role_of_the_same_kind_and_a_second_user_of_one_address(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=officer, organisation_id=COUNCIL, kind="officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("OFFICER@example.org")


def test_a_name_is_changed_by_its_owner(client, officer):
    client.force_login(officer)

    client.post("/account/name/", {"name": "Jo <b>Bloggs</b>"})

    page = text(client.get("/account/"))
    assert "Jo &lt;b&gt;Bloggs&lt;/b&gt;" in page
    assert acts()[-1] == "account.renamed"
