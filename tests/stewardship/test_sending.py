"""Files are taken in whole or not at all, whatever they are; what became of them is said on a page of their own."""

import io
import os
import struct
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sectorled.platform.models import AuditEvent
from sectorled.stewardship.models import Intake
from sectorled.warehouse.loads import every_load
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.django_db
SEND = "/steward/files/send/"
UNKNOWN = "Council,Year,Days\nCouncil X01,2024/25,8\nCouncil X02,2024/25,9\n"


def send(desk, *files, token=None, **said):
    """Send files, each a name and its content."""
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(SEND, {"token": token or str(uuid.uuid4()), "files": given, "kind": "", **said})


def package(tmp_path, **tables):
    """A data package as the files of a form."""
    folder = write(tmp_path / "sent", **tables)
    return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def test_a_package_is_kept_and_its_report_says_what_came(desk, warehouse, tmp_path):
    more = TABLES["observations"] + "m1,X01,2024/25,5,,,\n"

    response = send(desk, *package(tmp_path, observations=more))

    intake = Intake.objects.get()
    page = desk.get(response.headers["Location"]).content.decode()
    assert (intake.state, intake.kind) == ("kept", "package")
    assert "Rows read" in page
    assert "Make a release" in page
    assert set(AuditEvent.objects.filter(subject_kind="intake").values_list("verb", flat=True)) == {
        "files.sent",
        "files.read",
    }
    assert len(every_load(warehouse)) == 2


def test_the_same_files_again_say_that_nothing_changed(desk, warehouse, tmp_path):
    send(desk, *package(tmp_path))

    page = desk.get(send(desk, *package(tmp_path)).headers["Location"]).content.decode()

    assert "Nothing changed: this content was loaded on" in page
    assert len(every_load(warehouse)) == 1


def test_a_form_sent_twice_is_taken_in_once(desk, tmp_path):
    token, files = str(uuid.uuid4()), package(tmp_path)
    first = send(desk, *files, token=token)

    second = send(desk, *files, token=token)

    assert second.headers["Location"] == first.headers["Location"]
    assert Intake.objects.count() == 1


def test_a_form_that_is_being_taken_in_is_not_taken_in_beside_itself(desk, settings):
    token = uuid.uuid4()
    first = settings.FILES / "intake" / f"{token.hex}-0"
    first.mkdir(parents=True)
    (first / "homes.csv").write_text("half")

    response = send(desk, ("homes.csv", UNKNOWN.encode()), token=str(token))

    assert "being taken in already" in response.content.decode()
    assert (first / "homes.csv").read_text() == "half"
    assert not Intake.objects.exists()


def test_files_of_several_kinds_become_one_intake_each_and_the_register_goes_first(desk):
    register = ("uk_local_authorities_current.csv", b"a,b\n1,2\n")
    hexes = ("map.hexjson", b'{"layout": "odd-r", "hexes": {}}')

    response = send(desk, hexes, register)

    assert response.headers["Location"] == "/steward/files/"
    assert list(Intake.objects.order_by("pk").values_list("kind", flat=True)) == ["council-register", "hexmaps"]


def refused(desk, *files, **said):
    """The page that says why nothing was kept."""
    response = send(desk, *files, **said)
    page = desk.get(response.headers["Location"]) if response.status_code == 302 else response
    assert not Intake.objects.filter(state__in=["kept", "unchanged", "columns"]).exists()
    return page.content.decode()


WIDE = b",".join(b"c%d" % i for i in range(10_001)) + b"\n" + b"1," * 10_000 + b"1\n"
HOSTILE = {
    "a program": ("figures.csv", b"MZ\x90\x00\x03" + bytes(range(256)) * 20, "neither UTF-8 nor Windows-1252"),
    "a web page": ("figures.csv", b"\n<!DOCTYPE html><html><body>No, a, page</body></html>", "is a web page"),
    "a program by name": ("figures.exe", b"MZ\x90\x00", "is no table"),
    "half a spreadsheet": ("figures.xlsx", b"PK\x03\x04half", "figures.xlsx"),
    "a text called spreadsheet": ("figures.xlsx", b"a,b\n1,2\n", "is not what its ending says"),
    "no table": ("figures.csv", b"one column\n1\n", "is not a table of councils"),
    "too many columns": ("wide.csv", WIDE, "10,001 columns"),
    "nonsense json": ("figures.json", b'{"a": [' * 50_000, "is not valid JSON"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_not_what_it_claims_is_refused_with_a_reason(desk, warehouse, what):
    name, content, reason = HOSTILE[what]

    page = refused(desk, (name, content))

    assert reason in page
    assert len(every_load(warehouse)) == 1


@pytest.mark.parametrize("name", [".hidden.csv", "a" * 250 + ".csv", "..."])
def test_a_name_that_cannot_stand_in_a_folder_is_refused(desk, name, settings):
    page = refused(desk, (name, b"a,b\n1,2\n"))

    assert "cannot be the name of a file" in page
    assert not list(settings.FILES.glob("intake/*"))


def test_a_path_as_a_name_stays_inside(desk, settings):
    send(desk, ("../../../../climbed.csv", UNKNOWN.encode()))

    assert Intake.objects.get().files == ["climbed.csv"]
    assert [path.name for path in settings.FILES.rglob("climbed.csv")] == ["climbed.csv"]
    assert not list(settings.FILES.parent.glob("climbed.csv"))


def test_an_empty_file_and_a_name_twice_are_refused_at_once(desk):
    empty = refused(desk, ("empty.csv", b""), ("full.csv", b"a,b\n1,2\n"))
    twice = refused(desk, ("a.csv", b"a,b\n1,2\n"), ("a.csv", b"a,b\n1,2\n"))

    assert "empty.csv is empty" in empty
    assert "a.csv was chosen twice" in twice
    assert not Intake.objects.exists()


def test_more_than_the_settings_allow_is_refused(desk, settings):
    settings.UPLOAD_BYTES = 1000

    page = refused(desk, ("a.csv", b"x" * 600), ("b.csv", b"x" * 600))

    assert "larger than" in page


def test_a_zip_bomb_costs_a_message(desk, zipped):
    bomb = zipped(figures__csv="0" * 200_000_000)

    page = refused(desk, ("figures.zip", bomb))

    assert "unpacks to more than is allowed" in page
    assert len(bomb) < 1_000_000


def test_a_zip_whose_members_climb_out_is_refused(desk, zipped, settings):
    page = refused(desk, ("figures.zip", zipped(**{"../evil__csv": "a,b\n1,2\n"})))

    assert "does not stay inside" in page
    assert not list(settings.FILES.glob("intake/*"))


def test_a_file_in_utf_16_is_read_and_its_columns_are_asked_for(desk):
    send(desk, ("figures.csv", UNKNOWN.encode("utf-16")))

    assert Intake.objects.get().state == "columns"


def test_rows_that_cannot_be_read_keep_the_whole_package_out_until_somebody_says_so(desk, warehouse, tmp_path):
    wrong = TABLES["observations"] + "m1,X01,2024/25,many,,,\n"
    send(desk, *package(tmp_path, observations=wrong))
    intake = Intake.objects.get()

    page = desk.get(f"/steward/files/{intake.pk}/").content.decode()
    listed = desk.get(f"/steward/files/{intake.pk}/refusals.csv").content.decode()
    before = len(every_load(warehouse))
    desk.post(f"/steward/files/{intake.pk}/accept/")

    intake.refresh_from_db()
    assert "1 row was refused" in page
    assert "many" in listed
    assert before == 1
    assert intake.state == "kept"
    assert len(every_load(warehouse)) == 2


def test_refused_files_can_be_set_aside_and_are_gone(desk, settings):
    send(desk, ("figures.csv", b"one column\n1\n"))
    pk = Intake.objects.get().pk

    desk.post(f"/steward/files/{pk}/set-aside/")
    again = desk.post(f"/steward/files/{pk}/again/")

    assert again.status_code == 409
    assert not list(settings.FILES.glob("intake/*"))
    assert b"figures.csv" not in desk.get("/steward/files/").content


def test_an_address_of_this_machine_is_not_fetched(desk):
    page = refused(desk, address="https://127.0.0.1:1/figures.csv")

    assert "is a private address" in page


def test_neither_or_both_of_files_and_address_are_refused_by_the_form(desk):
    neither = send(desk)
    both = send(desk, ("a.csv", b"a,b\n"), address="https://example.org/a.csv")

    assert neither.status_code == both.status_code == 400
    assert "Choose a file, or enter the address of one" in neither.content.decode()
    assert "not both" in both.content.decode()
    assert not Intake.objects.exists()


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused(desk):
    """Its directory of contents lies about the size."""
    buffer = io.BytesIO()
    buffer.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 2**31, 2**31, 0) + os.urandom(10))

    page = refused(desk, ("figures.xlsx", buffer.getvalue()))

    assert "figures.xlsx" in page
