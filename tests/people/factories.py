"""Users with their roles, for tests of every subject."""

from datetime import UTC, datetime

from sectorled.councils.models import Council
from sectorled.people.models import Organisation, Role
from sectorled.people.services import add_person

PASSWORD = "correct horse battery"  # noqa: S105 - of people in tests
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
COUNCIL, OTHER = "X06000001", "X06000002"  # two councils of the fictional sector


def user(email, *, name=""):
    """A person who can sign in by a password."""
    return add_person(email=email, name=name, password=PASSWORD, at=AT)


def council(code=COUNCIL, name="Amberfold"):
    """A council's row, with its organisation."""
    row, _ = Council.objects.get_or_create(code=code, defaults={"name": name, "kind": "unitary"})
    return Organisation.objects.get_or_create(code=code, defaults={"kind": "council", "council": row, "name": name})[0]


def body():
    """The sector body."""
    return Organisation.objects.get_or_create(code="body", defaults={"kind": "body", "name": "The sector body"})[0]


def with_role(email, kind, organisation):
    """A person with one role."""
    person = user(email, name=email.partition("@")[0].title())
    Role.objects.create(user=person, organisation=organisation, kind=kind)
    return person
