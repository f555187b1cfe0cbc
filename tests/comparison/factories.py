"""Records of comparison, for tests."""

from datetime import UTC, date, datetime

from sectorled.comparison.models import OwnMeasure, OwnValue, Reply
from sectorled.comparison.rules import ReplyState
from sectorled.people.models import User
from tests.people.factories import COUNCIL, council, user

METRIC = "fictional.household-recycling"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def reply(release, text="We changed our rounds in April.", **fields):
    """A reply of Amberfold's that waits, or is in another state."""
    council()
    given = {"council_id": COUNCIL, "metric": METRIC, "label": "Household waste recycled", "period": "2024-04-01/P1Y"}
    given |= {"number": 1, "written_at": AT, "state": ReplyState.WAITING} | fields
    if given["state"] != ReplyState.WAITING:
        given.setdefault("decided_at", AT)
    given.setdefault("written_by", writer())
    return Reply.objects.create(release=release, text=text, **given)


def writer():
    """Whoever wrote."""
    return user(f"writer{User.objects.count()}@example.org", name="A writer")


def own_value(owner, **fields):
    """A value of an own measure of a council's."""
    measure, _ = OwnMeasure.objects.get_or_create(
        council=owner, key="calls", defaults={"label": "Calls answered", "unit": "%", "polarity": "high"}
    )
    given = {"period": "2026-07-01/P3M", "starts": date(2026, 7, 1), "number": 1, "value": 81.0, "target": 85.0}
    given |= {"written_at": AT} | fields
    given.setdefault("written_by", writer())
    return OwnValue.objects.create(measure=measure, **given)
