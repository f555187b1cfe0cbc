"""The fictional sector's people sign in, and each page of theirs has something to show."""

from datetime import UTC, datetime

import pytest

from sectorled.comparison.models import Following, OwnValue, Reply
from sectorled.comparison.selectors.replies import published_replies
from sectorled.councils.releases import release_read
from sectorled.demonstration.records import AMBERFOLD, PASSWORD, PEOPLE, PUBLISHED, make_records
from sectorled.people.models import Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_records_are_made_once(client):
    release = release_read()

    assert make_records(at=AT, release=release) == make_records(at=AT, release=release) == [who[0] for who in PEOPLE]

    assert set(Role.objects.values_list("kind", flat=True)) == {"officer", "leader", "steward", "administrator"}
    assert published_replies(council=AMBERFOLD, release=release.id) == PUBLISHED
    assert Reply.objects.filter(state="waiting").count() == 1
    assert Following.objects.count() == 2
    assert OwnValue.objects.values("period").distinct().count() == 3
    assert all(User.objects.get(email=email).check_password(PASSWORD) for email, *_ in PEOPLE)
