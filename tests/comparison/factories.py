"""Records of comparison, for tests."""

from datetime import UTC, datetime

from sectorled.comparison.models import Reply
from sectorled.comparison.rules import ReplyState
from tests.people.factories import COUNCIL, user

METRIC = "fictional.household-recycling"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def reply(release, text="We changed our rounds in April.", **fields):
    """A reply of Amberfold's that waits, or is in another state."""
    given = {"council_id": COUNCIL, "metric": METRIC, "label": "Household waste recycled", "period": "2024-04-01/P1Y"}
    given |= {"number": 1, "written_at": AT, "state": ReplyState.WAITING} | fields
    if given["state"] != ReplyState.WAITING:
        given.setdefault("decided_at", AT)
    given.setdefault("written_by", writer())
    return Reply.objects.create(release=release, text=text, **given)


def writer():
    """Whoever wrote."""
    return user(f"writer{Reply.objects.count()}@example.org", name="A writer")
