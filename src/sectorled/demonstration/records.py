"""People, replies, follows and own measures of the fictional sector, so that every page has something to show.

What they say is hand-written; nothing is drawn by chance, so the same release gives the same records.
"""

from datetime import datetime, timedelta
from importlib.resources import files

from django.db import transaction

from sectorled.briefing.own_measures import own_measures
from sectorled.comparison.selectors.replies import figure
from sectorled.comparison.services.following import follow
from sectorled.comparison.services.measures import keep_measures
from sectorled.comparison.services.replies import publish_reply, write_reply
from sectorled.councils.models import Council
from sectorled.councils.services import project_councils
from sectorled.demonstration.people import AMBERFOLD, PASSWORD, PEOPLE
from sectorled.people.models import User
from sectorled.people.services import add_person, give_role
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.table_files import table_of

PUBLISHED = {
    "fictional.missed-collections": (
        "We changed all our rounds in April 2025 and missed whole streets in the first weeks. "
        "A second crew began in August; in September we missed half as many bins as in July."
    ),
    "fictional.calls-answered": (
        "Six of our twenty-four telephone posts were vacant this summer. Two are filled, and more people now report "
        "online, so that fewer need to call."
    ),
}
WAITING = {
    "fictional.fly-tipping": (
        "Since May 2024 residents can report fly-tipping with their telephone. We think that more of it is reported, "
        "not that there is more of it."
    ),
}


@transaction.atomic
def make_records(*, at: datetime, release: Release) -> list[str]:
    """Make the records unless they are there; returns the addresses that can be signed in with, by PASSWORD."""
    addresses = [email for email, *_ in PEOPLE]
    if User.objects.filter(email=addresses[0]).exists():
        return addresses
    project_councils(release=release)
    officer, leader, steward, _, resident = (_person(*who, at=at) for who in PEOPLE)
    amberfold = Council.objects.get(pk=AMBERFOLD)
    written = at - timedelta(hours=2)
    for metric, text in (PUBLISHED | WAITING).items():
        line = figure(release, council=AMBERFOLD, metric=metric)
        reply = write_reply(council=amberfold, release=release.id, line=line, text=text, seen=0, by=officer, at=written)
        if metric in PUBLISHED:
            publish_reply(reply_id=reply.pk, by=steward, at=at)
    table = table_of("own_measures.csv", (files(__package__) / "own_measures.csv").read_bytes())
    keep_measures(council=amberfold, read=own_measures(table), by=officer, at=at)
    for person in (resident, leader):
        follow(council=amberfold, release=release.id, by=person, at=at)
    return addresses


def _person(email: str, name: str, kind: str, council: str, *, at: datetime) -> User:
    person = add_person(email=email, name=name, password=PASSWORD, at=at)
    if kind:
        give_role(user_id=person.pk, kind=kind, council=council, by=None, at=at)
    return person
