"""What a steward cannot undo asks first, and each list says what waits."""

import re
import uuid
from datetime import date

import pytest

from sectorled.stewardship.models import Intake, MeasureReview, ReleaseWork
from tests.people.factories import AT

pytestmark = pytest.mark.django_db


def test_deleting_refused_files_asks_first(desk, steward):
    refused = {"state": "refused", "message": "Not a table.", "files": ["homes.csv"]}
    intake = Intake.objects.create(by=steward, at=AT, token=uuid.uuid4(), **refused)
    address = f"/steward/files/{intake.pk}/set-aside/"

    asked = desk.get(address).content.decode()

    intake.refresh_from_db()
    assert intake.state == "refused"
    assert "Delete homes.csv?" in asked
    assert "has to be sent again" in asked
    assert f'href="{address}"' in desk.get(f"/steward/files/{intake.pk}/").content.decode()
    assert "homes.csv was deleted." in desk.post(address, follow=True).content.decode()


def test_not_publishing_a_release_asks_first(desk, steward):
    built = {"counts": {"observations": 1, "metrics": 1, "areas": 1, "groups": 1}, "unreviewed": 0, "reviews": 0}
    work = ReleaseWork.objects.create(by=steward, at=AT, state="ready", busy=False, release="abc", built=built)
    address = f"/steward/releases/work/{work.pk}/drop/"

    asked = desk.get(address).content.decode()

    work.refresh_from_db()
    assert work.state == "ready"
    assert "Do not publish release abc?" in asked
    assert f'href="{address}"' in desk.get(f"/steward/releases/work/{work.pk}/").content.decode()
    assert "Release abc is not published." in desk.post(address, follow=True).content.decode()


def test_a_review_whose_day_has_passed_waits_and_its_page_says_since_when(desk, steward):
    before = desk.get("/steward/").content.decode()
    days = {"reviewed": date(2024, 1, 2), "next_review": date(2025, 1, 2)}
    MeasureReview.objects.create(metric="m1", polarity="high", reviewer="A panel", by=steward, at=AT, **days)

    waiting = desk.get("/steward/").content.decode()

    measure = desk.get("/steward/measures/m1/").content.decode()
    assert "Measures to review again" in before
    assert len(re.findall(r"\b1 measure\s", waiting)) == len(re.findall(r"\b1 measure\s", before)) + 1
    assert "Last reviewed on 2 January 2024 by A panel. The next review was due on 2 January 2025." in measure
