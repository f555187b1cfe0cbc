"""Addresses, faults of ours and workers that were given up: each ends in words on a page, and nothing half-done."""

import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sectorled.platform.models import AuditEvent
from sectorled.stewardship.models import Intake, ReleaseWork
from sectorled.stewardship.services import reading
from sectorled.stewardship.telling import TakenOverError, alive
from sectorled.warehouse.release.publish import published
from tests.stewardship.test_columns import LONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(settings):
    """The address of a table on a server of our own, which the settings let us reach."""
    settings.FETCH_PRIVATE = True

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(LONG)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/homes.csv"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_at_an_address_is_fetched_kept_and_read(desk, address):
    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "address": address})

    intake = Intake.objects.get()
    assert (intake.state, intake.files) == ("columns", ["homes.csv"])
    assert "Describe the columns" in desk.get(f"/steward/files/{intake.pk}/").content.decode()


def test_the_log_keeps_no_key_that_an_address_holds(desk, address):
    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "address": f"{address}?sig=secret"})

    kept = AuditEvent.objects.get(verb="files.sent").details
    assert kept["address"] == address
    assert "secret" not in str(list(AuditEvent.objects.values()))


def test_an_address_that_is_larger_than_allowed_is_refused(desk, address, settings):
    settings.UPLOAD_BYTES = 10

    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "address": address})

    assert "larger than" in Intake.objects.get().message


def test_a_fault_of_ours_is_said_on_the_page_without_its_inside(desk, warehouse):
    warehouse.write("loads/broken/load.json", b"{")

    file = SimpleUploadedFile("homes.csv", LONG)
    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "files": [file]})

    page = desk.get(f"/steward/files/{Intake.objects.get().pk}/").content.decode()
    assert "A fault of ours stopped the reading" in page
    assert "JSON" not in page.partition("<h1")[2]


def test_a_fault_while_a_release_is_made_leaves_what_is_published(desk, warehouse):
    before = published(warehouse)
    warehouse.write("loads/broken/load.json", b"{")

    desk.post("/steward/releases/make/")

    work = ReleaseWork.objects.get()
    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()
    assert work.state == "failed"
    assert "A fault of ours stopped this step" in page
    assert "Make it again" in page
    assert published(warehouse) == before


def test_with_nothing_loaded_the_page_says_what_to_do(desk, settings, tmp_path):
    settings.WAREHOUSE = str(tmp_path / "empty")

    desk.post("/steward/releases/make/")

    page = desk.get(f"/steward/releases/work/{ReleaseWork.objects.get().pk}/").content.decode()
    assert "Nothing has been loaded yet" in page
    assert "There is no release yet" in desk.get("/steward/measures/").content.decode()
    assert "Nothing is published yet" in desk.get("/steward/releases/").content.decode()


def test_a_worker_that_was_given_up_writes_nothing_more(steward):
    work = ReleaseWork.objects.create(by=steward, at=timezone.now(), state="making")

    with alive(work) as telling:
        ReleaseWork.objects.update(state="failed", busy=False)
        with pytest.raises(TakenOverError):
            telling.progress("verifying measures", 1, 1)

    work.refresh_from_db()
    assert (work.state, work.done) == ("failed", 0)


def test_files_that_nobody_waits_for_are_not_read(steward):
    intake = Intake.objects.create(by=steward, at=timezone.now(), token=uuid.uuid4(), state="refused", message="Why")

    reading.read_files(intake_id=intake.pk, at=timezone.now())

    intake.refresh_from_db()
    assert (intake.state, intake.message) == ("refused", "Why")
