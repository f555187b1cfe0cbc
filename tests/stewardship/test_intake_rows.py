"""What the database holds of files that were sent."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from sectorled.stewardship.models import Intake
from tests.people.factories import AT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wrong", [{"state": "kept"}, {"state": "unchanged"}, {"state": "refused"}])
def test_the_database_wants_what_was_kept_to_name_its_load_and_what_was_refused_to_say_why(steward, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.create(by=steward, at=AT, token=uuid.uuid4(), **wrong)

    assert not Intake.objects.exists()


def test_the_database_takes_a_part_of_a_form_once(steward):
    first = Intake.objects.create(by=steward, at=AT, token=uuid.uuid4(), part=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.create(by=steward, at=AT, token=first.token, part=1)

    assert Intake.objects.get() == first
