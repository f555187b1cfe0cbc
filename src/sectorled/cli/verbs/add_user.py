"""Make an account, and print a link by which its owner chooses a password; the first administrator is made so."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from django.db import transaction

from sectorled.cli.output import say
from sectorled.cli.records import as_demonstrated
from sectorled.people.models import Role, User
from sectorled.people.services import add_person, give_role, link_to_choose_password
from sectorled.platform.refusals import RefusedError
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled add-user jo@example.org --role administrator"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `add-user`."""
    parser.add_argument("email", help="the person's e-mail address")
    parser.add_argument("--name", default="", help="the person's name")
    parser.add_argument("--role", choices=Role.Kind.values, help="a role to give")
    parser.add_argument("--council", default="", help="code of the council at which the role is held")
    as_demonstrated(parser)


def run(args: Namespace) -> int:
    """Make the account where there is none, give the role, print the link."""
    at = datetime.now(UTC)
    try:
        with transaction.atomic():
            user = User.objects.filter(email__iexact=args.email).first()
            user = user or add_person(email=args.email, name=args.name, at=at)
            if args.role:
                give_role(user_id=user.pk, kind=args.role, council=args.council, by=None, at=at)
    except RefusedError as error:
        raise InputError(str(error)) from error
    say(f"{user.email} chooses a password within 3 days at:")
    sys.stdout.write(link_to_choose_password(user) + "\n")
    return 0
