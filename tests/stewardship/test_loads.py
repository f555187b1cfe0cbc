"""Every load has a report; names are accepted for councils; a load can be withdrawn, with a reason."""

import pytest
from django.utils import timezone

from sectorled.platform.models import AuditEvent
from sectorled.stewardship.models import Intake
from sectorled.warehouse.load import known_areas, load
from sectorled.warehouse.loads import current, every_load
from sectorled.warehouse.release.publish import published
from tests.stewardship.test_columns import LONG, WORDS, sent
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(warehouse, tmp_path):
    """A newer load of the package with two refused rows, one of them a formula."""
    rows = TABLES["observations"] + "m1,X01,2024/25,=1+1,,,\nm1,X99,2024/25,4,,,\n"
    folder = write(tmp_path / "doubtful", observations=rows)
    return load(warehouse, "package", folder, at=timezone.now(), accept_refusals=True)


def test_the_list_says_what_the_next_release_is_made_of(desk, doubtful):
    page = desk.get("/steward/loads/").content.decode()

    assert page.index("In the next release") < page.index("doubtful") < page.index("Replaced by newer loads")


def test_a_report_names_refused_rows_and_gives_them_as_harmless_csv(desk, doubtful):
    page = desk.get(f"/steward/loads/{doubtful.load}/").content.decode()
    listed = desk.get(f"/steward/loads/{doubtful.load}/refusals.csv")

    assert "2 rows were refused" in page
    assert "observations.csv, row" in page
    assert "attachment" in listed.headers["Content-Disposition"]
    assert "'=1+1" in listed.content.decode()
    assert desk.get("/steward/loads/0123456789abcdef/").status_code == 404


def test_a_load_is_withdrawn_with_a_reason_and_readers_keep_what_is_published(desk, warehouse, doubtful):
    before, stands = published(warehouse), current(every_load(warehouse))[0].load

    without = desk.post(f"/steward/loads/{doubtful.load}/withdraw/")
    response = desk.post(f"/steward/loads/{doubtful.load}/withdraw/", {"reason": "The wrong year"}, follow=True)

    assert stands == doubtful.load
    assert without.status_code == 400
    assert "was withdrawn" in response.content.decode()
    assert doubtful.load not in {report.load for report in every_load(warehouse)}
    assert published(warehouse) == before
    assert AuditEvent.objects.get(verb="load.withdrawn").details["reason"] == "The wrong year"
    assert desk.post(f"/steward/loads/{doubtful.load}/withdraw/", {"reason": "Again"}).status_code == 404


@pytest.fixture
def stranger(desk):
    """A table with a council under a name that nobody knows, loaded without that row."""
    intake = sent(desk, LONG)
    roles = {"column-0": "area_name", "column-1": "period", "column-2": "value"}
    desk.post(f"/steward/files/{intake.pk}/columns/", roles)
    desk.post(f"/steward/files/{intake.pk}/columns/words/", WORDS)
    desk.post(f"/steward/files/{intake.pk}/columns/check/")
    desk.post(f"/steward/files/{intake.pk}/accept/")
    intake.refresh_from_db()
    return intake


def test_a_name_is_accepted_for_a_council_and_the_file_read_again_has_its_rows(desk, warehouse, stranger):
    link, back = "/steward/names/", f"/steward/loads/{stranger.load}/"
    report = desk.get(back).content.decode()
    asked = desk.get(f"{link}?name=Nowhere").content.decode()

    unknown = desk.post(link, {"name": "Nowhere", "council": "Elsewhere"})
    response = desk.post(link, {"name": "Nowhere", "council": "council x03", "back": back}, follow=True)
    desk.post(f"/steward/files/{stranger.pk}/again/")
    again = desk.get(f"/steward/files/{stranger.pk}/").content.decode()

    assert "/steward/names/?name=Nowhere" in report
    assert "Which council is Nowhere?" in asked
    assert "There is no council Elsewhere" in unknown.content.decode()
    assert "Nowhere now means X03" in response.content.decode()
    assert known_areas(warehouse).resolve("nowhere") == "X03"
    assert "Figures kept" in again
    assert every_load(warehouse)[-1].rows_kept == 3
    assert AuditEvent.objects.get(verb="name.accepted").council == "X03"


def test_a_name_that_means_a_council_already_is_not_accepted_for_another(desk, warehouse, stranger):
    loads = len(every_load(warehouse))

    response = desk.post("/steward/names/", {"name": "Council X02", "council": "X01"})

    assert response.status_code == 400
    assert "is already the name" in response.content.decode()
    assert len(every_load(warehouse)) == loads


def test_accepting_a_name_leads_nowhere_else(desk, stranger):
    said = {"name": "Nowhere", "council": "X03", "back": "https://elsewhere.example/"}

    response = desk.post("/steward/names/", said)

    assert response.headers["Location"] == "/steward/loads/"


def test_files_whose_load_was_withdrawn_say_so_and_can_be_read_again(desk, warehouse, stranger):
    desk.post(f"/steward/loads/{stranger.load}/withdraw/", {"reason": "Too early"})

    page = desk.get(f"/steward/files/{stranger.pk}/").content.decode()
    desk.post(f"/steward/files/{stranger.pk}/again/")

    assert "was withdrawn since" in page
    assert Intake.objects.get().state == "kept"


def test_files_that_are_being_read_are_not_read_twice(desk, steward, stranger):
    Intake.objects.filter(pk=stranger.pk).update(state="reading", beat=timezone.now())

    response = desk.post(f"/steward/files/{stranger.pk}/again/")
    page = desk.get(f"/steward/files/{stranger.pk}/").content.decode()

    assert response.status_code == 409
    assert "data-progress" in page


def test_reading_that_stopped_is_told_and_offered_again(desk, stranger):
    ago = timezone.now() - timezone.timedelta(minutes=5)
    Intake.objects.filter(pk=stranger.pk).update(state="reading", beat=ago)

    page = desk.get(f"/steward/files/{stranger.pk}/").content.decode()
    desk.post(f"/steward/files/{stranger.pk}/again/")

    assert "The reading stopped" in page
    assert Intake.objects.get().state == "kept"
