"""Work that goes on says what it does and how much of how much, on its page and in the lists; its record keeps it."""

import re
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from sectorled.stewardship.models import Intake, ReleaseWork
from sectorled.stewardship.telling import alive
from tests.stewardship.test_sending import package, send

pytestmark = pytest.mark.django_db
FAR = {"doing": "laying out measures", "done": 1120, "of": 2637}
BAR = re.compile(
    r'<progress class="steward-progress" aria-label="Laying out measures" value="1120" max="2637"></progress>'
)
SAID = "Laying out measures: 1,120 of 2,637."
PARTS = [
    "reading files",
    "gathering loads",
    "laying out measures",
    "laying out areas",
    "checking files",
    "verifying measures",
    "comparing files of figures",
    "judging files of figures",
]
REFRESH = '<noscript><meta http-equiv="refresh" content="5"></noscript>'


def told(*asked):
    """What a worker wrote of how far it was, in the order in which it did, while this was asked for and done."""
    found = []

    def look(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and '"doing"' in sql:
            found.extend(part for part in PARTS if part in params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        for ask in asked:
            ask()
    return list(dict.fromkeys(found))


def test_a_release_at_work_says_how_far_it_is(desk, steward):
    now = timezone.now()
    work = ReleaseWork.objects.create(by=steward, at=now, beat=now, state="making", step="building", **FAR)

    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()
    listed = desk.get("/steward/releases/").content.decode()

    assert SAID in page
    assert BAR.search(page)
    assert REFRESH in page
    assert "You can leave this page and come back to it" in page
    assert SAID in listed


def test_files_that_are_read_say_how_far_that_is(desk, steward):
    now = timezone.now()
    intake = Intake.objects.create(
        by=steward, at=now, beat=now, token=uuid.uuid4(), state="reading", step="reading", files=["a.csv"], **FAR
    )

    page = desk.get(f"/steward/files/{intake.pk}/").content.decode()
    listed = desk.get("/steward/files/").content.decode()

    assert SAID in page
    assert BAR.search(page)
    assert REFRESH in page
    assert SAID.rstrip(".") in listed


def test_a_step_whose_length_is_not_known_has_a_bar_without_a_value(desk, steward):
    now = timezone.now()
    work = ReleaseWork.objects.create(by=steward, at=now, beat=now, state="making", step="comparing")

    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()

    assert "Comparing." in page
    assert '<progress class="steward-progress" aria-label="Comparing"></progress>' in page


def test_a_worker_writes_how_far_it_is_as_it_builds_verifies_and_publishes(desk, warehouse, tmp_path):
    send(desk, *package(tmp_path, names=""))

    made = told(lambda: desk.post("/steward/releases/make/"))
    work = ReleaseWork.objects.get()
    published = told(lambda: desk.post(f"/steward/releases/work/{work.pk}/publish/"))

    work.refresh_from_db()
    assert made == PARTS[1:]
    assert published == ["checking files"]
    assert (work.state, work.doing, work.done, work.of) == ("published", "", 0, 0)


def test_a_worker_writes_how_far_it_is_as_it_reads(desk, warehouse, tmp_path):
    assert told(lambda: send(desk, *package(tmp_path, names=""))) == ["reading files"]


def test_a_new_step_begins_at_nothing(steward):
    work = ReleaseWork.objects.create(by=steward, at=timezone.now(), state="making", step="building", **FAR)

    with alive(work) as telling:
        telling.step("checking")

    work.refresh_from_db()
    assert (work.step, work.doing, work.done, work.of) == ("checking", "", 0, 0)
