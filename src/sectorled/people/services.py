"""Accounts and roles: made, given, taken, closed; every act in the audit log."""

from datetime import datetime

from allauth.account import app_settings as accounts
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from sectorled.councils.models import Council
from sectorled.people import rules
from sectorled.people.mail import LETTERS
from sectorled.people.models import Organisation, Role, User
from sectorled.platform import audit, notify
from sectorled.platform.models import Message
from sectorled.platform.refusals import RefusedError

NOBODY = "Somebody who was removed"


@transaction.atomic
def add_person(
    *, email: str, at: datetime, name: str = "", password: str | None = None, by: User | None = None
) -> User:
    """An account whose address counts as confirmed; without a password its owner chooses one by a link.

    RefusedError where the address has an account.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise RefusedError(f"There is an account for {email} already.")
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record("account.made", kind="user", subject=user.pk, by=by, at=at)
    return user


@transaction.atomic
def invite(*, email: str, name: str, kind: str, council: str, by: User, at: datetime) -> User:
    """Give a role to whoever has this address, with an account made for it where there is none, and tell them so.

    An account that was made by somebody who never proved to own the address loses its password: the link goes to the
    address, and its owner chooses a new one.
    """
    rules.check_fits(kind, at_a_council=bool(council))
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = add_person(email=email, name=name, by=by, at=at)
    elif not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    role = give_role(user_id=user.pk, kind=kind, council=council, by=by, at=at)
    _tell(role, by=by, at=at)
    return user


@transaction.atomic
def give_role(*, user_id: int, kind: str, council: str, by: User | None, at: datetime) -> Role:
    """A role at a council (its code), or at the sector body where the code is blank; held already, it stays."""
    rules.check_fits(kind, at_a_council=bool(council))
    organisation = _organisation(council)
    role, made = Role.objects.get_or_create(user_id=user_id, organisation=organisation, kind=kind)
    if made:
        audit.record("role.given", kind="user", subject=user_id, by=by, at=at, council=council, role=kind)
    return role


@transaction.atomic
def take_role(*, role_id: int, by: User, at: datetime) -> None:
    """Take a role away; RefusedError where it is the last administrator's."""
    role = Role.objects.select_for_update().get(pk=role_id)
    if role.kind == Role.Kind.ADMINISTRATOR:
        _check_administrator_stays(role.user_id)
    council = role.organisation.council_id or ""
    audit.record("role.taken", kind="user", subject=role.user_id, by=by, at=at, council=council, role=role.kind)
    role.delete()


@transaction.atomic
def close_account(*, user_id: int, by: User, at: datetime) -> None:
    """Nobody signs in to it any more, and whoever is signed in is out at the next page."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.roles.filter(kind=Role.Kind.ADMINISTRATOR).exists():
        _check_administrator_stays(user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record("account.closed", kind="user", subject=user_id, by=by, at=at)


@transaction.atomic
def open_account(*, user_id: int, by: User, at: datetime) -> None:
    """Open an account that was closed."""
    User.objects.filter(pk=user_id).update(is_active=True)
    audit.record("account.opened", kind="user", subject=user_id, by=by, at=at)


@transaction.atomic
def remove_two_step(*, user_id: int, by: User, at: datetime) -> None:
    """For whoever has lost phone and recovery codes: the password alone is enough again, and they are told so."""
    Authenticator.objects.filter(user_id=user_id).delete()
    audit.record("account.two_step_removed", kind="user", subject=user_id, by=by, at=at)
    letter = LETTERS["mfa/email/totp_deactivated"]
    text = letter.text.format(address=settings.ADDRESS, contact=settings.CONTACT)
    notify.send(to=User.objects.get(pk=user_id).email, subject=letter.subject, text=text, at=at)


@transaction.atomic
def forget_person(*, user_id: int, by: User, at: datetime) -> None:
    """Remove a person for ever: name, address, roles, what they follow, how they sign in, letters to them.

    What they wrote for a council or did for the sector body stays, under no name.  RefusedError where they are the last
    administrator.
    """
    close_account(user_id=user_id, by=by, at=at)
    user = User.objects.get(pk=user_id)
    Message.objects.filter(to__iexact=user.email).delete()
    for theirs in user._meta.related_objects:  # what has no meaning without them, of whichever subject
        if theirs.on_delete is models.CASCADE:
            theirs.related_model._base_manager.filter(**{theirs.field.name: user}).delete()
    user.email, user.name, user.last_login = f"{user.pk}@removed.invalid", NOBODY, None
    user.set_unusable_password()
    user.save(update_fields=["email", "name", "last_login", "password"])
    audit.forget(user_id=user.pk, name=NOBODY)
    audit.record("account.removed", kind="user", subject=user_id, by=by, at=at)


@transaction.atomic
def rename(*, user: User, name: str, at: datetime) -> None:
    """Change one's own name."""
    User.objects.filter(pk=user.pk).update(name=name)
    audit.record("account.renamed", kind="user", subject=user.pk, by=user, at=at)


def link_to_choose_password(user: User) -> str:
    """A link that works once: it lets its reader choose the password of this account."""
    key = accounts.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    told = {"uidb36": user_pk_to_url_str(user), "key": key}
    return f"{settings.ADDRESS}{reverse('account_reset_password_from_key', kwargs=told)}"


def _organisation(council: str) -> Organisation:
    if not council:
        known = {"kind": Organisation.Kind.BODY, "name": settings.BODY}
        return Organisation.objects.get_or_create(code=Organisation.BODY_CODE, defaults=known)[0]
    row = Council.objects.filter(code=council).first()
    if row is None:
        raise RefusedError(f"There is no council {council}. Choose one from the list.")
    of_council = {"kind": Organisation.Kind.COUNCIL, "council": row, "name": row.name}
    return Organisation.objects.get_or_create(code=council, defaults=of_council)[0]


def _check_administrator_stays(user_id: int) -> None:
    others = Role.objects.select_for_update().filter(kind=Role.Kind.ADMINISTRATOR, user__is_active=True)
    rules.check_administrator_stays(other_administrators=others.exclude(user_id=user_id).count())


def _tell(role: Role, *, by: User, at: datetime) -> None:
    user = role.user
    letter = LETTERS["role given" if user.has_usable_password() else "invitation"]
    facts = {
        "inviter": by,
        "role": f"a {role.get_kind_display()}".replace("a administrator", "an administrator"),
        "organisation": role.organisation.name,
        "body": settings.BODY,
        "address": settings.ADDRESS,
        "link": link_to_choose_password(user),
    }
    subject, text = letter.subject.format_map(facts), letter.text.format_map(facts)
    notify.send(to=user.email, subject=subject, text=text, secret=letter.secret, at=at)
