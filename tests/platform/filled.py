"""Something in every table, and every table as text."""

import io
import json
from pathlib import Path

from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection

from sectorled.people.models import User
from sectorled.people.services import add_person
from sectorled.platform import notify
from sectorled.platform.files import Upload, store
from tests.people.factories import body, council, with_role

NASTY = "“Ünïcödé” \u2028 \\ ' \" \t\n\r 🏛 \x7f"


def fill(*, at):
    """Rows in the tables of the platform and of people, with words that are hard to carry, and files of two kinds."""
    officer = with_role("officer@example.org", "officer", council())
    with_role("administrator@example.org", "administrator", body())
    User.objects.filter(pk=officer.pk).update(name=NASTY, last_login=at)
    group = Group.objects.create(name=NASTY)
    group.permissions.set(Permission.objects.all()[:3])
    officer.groups.add(group)
    officer.user_permissions.add(Permission.objects.last())
    add_person(email="left@example.org", at=at)
    notify.send(to="jo@example.org", subject="Waiting", text=NASTY, at=at)
    store(Upload("figures.csv", [NASTY.encode()]), purpose="test", by=officer, at=at, council="X06000001")
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=at)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": NASTY, "none": None, "number": 0.1})
    app = SocialApp.objects.create(provider="openid_connect", name="x", client_id="c")
    account = SocialAccount.objects.create(user=officer, provider="organisation", uid="1", extra_data={"a": [1]})
    SocialToken.objects.create(app=app, account=account, token="t")  # noqa: S106 - of nobody
    EmailConfirmation.objects.create(email_address=officer.emailaddress_set.get(), key="k", created=at)
    for name in ("intake/one", "releases/1/list.csv", "pages/made-again.djcache"):
        path = Path(settings.FILES) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0\xff" + name.encode())


def dump():
    """Every row of every table, read below the models; numbers of rows are told beside."""
    out, there = io.StringIO(), connection.introspection.table_names()
    tables = sorted({model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}.items())
    for table, model in tables:
        if table not in there:
            continue
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = sorted(json.dumps(row, default=str, sort_keys=True) for row in model._base_manager.values_list(*columns))
        if model._meta.auto_created:  # rows between two tables are the same whatever their own numbers are
            rows = sorted(
                json.dumps(row[1:], default=str, sort_keys=True) for row in model._base_manager.values_list(*columns)
            )
        out.write(f"{table}: {len(rows)}\n" + "".join(f"  {row}\n" for row in rows))
    return out.getvalue()


def next_number():
    """The number that the database gives to the next user."""
    connection.ensure_connection()
    return add_person(email="next@example.org", at=User.objects.first().joined).pk
