"""Uploads: bounded, recognised by content, kept out of reach, given only to whom they belong."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sectorled.platform.content import shown_name
from sectorled.platform.files import Upload, path_of, store
from sectorled.platform.models import AuditEvent, StoredFile
from sectorled.platform.refusals import RefusedError
from tests.people.factories import COUNCIL

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.FILES = tmp_path


def zipped(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def keep(name="figures.csv", content=b"a,b\n1,2\n", by=None, **more):
    pieces = [content[i : i + 5] for i in range(0, len(content), 5)]
    return store(Upload(name, pieces), purpose="test", by=by, at=timezone.now(), **more)


def nothing_kept(folder):
    return not StoredFile.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", "ä;ö".encode("cp1252"), "text/plain"),
        ("a.json", b"{}", "text/plain"),
        ("a.PDF", b"%PDF-1.7", "application/pdf"),
        ("a.png", PNG, "image/png"),
        (
            "a.xlsx",
            zipped(xl__workbook_xml="<a/>"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.docx",
            zipped(word__document_xml="<a/>"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.ods",
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("a.zip", zipped(whatever="x"), "application/zip"),
        ("a.sav", b"$FL2@(#)", "application/x-spss-sav"),
        ("a.parquet", b"PAR1", "application/vnd.apache.parquet"),
    ],
)
def test_a_file_is_what_its_content_shows(name, content, kind, officer):
    kept = keep(name, content, by=officer, council=COUNCIL)

    assert kept.content_type == kind
    assert path_of(kept).read_bytes() == content
    assert kept.size_bytes == len(content)
    assert AuditEvent.objects.get(verb="file.stored").by == officer.pk


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"a,b\n1,2\n"),
        ("a.xlsx", zipped(whatever="x")),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.csv", PNG),
        ("a.csv", b"a,b\0"),
        ("a.png", b"<svg onload=alert(1)>"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ\0"),
        ("a", b"text"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused_and_nothing_stays(name, content, tmp_path):
    with pytest.raises(RefusedError, match="is not what its name says"):
        keep(name, content)

    assert nothing_kept(tmp_path)
    assert not AuditEvent.objects.exists()


def test_a_file_that_is_too_large_or_empty_is_refused_and_nothing_stays(tmp_path):
    with pytest.raises(RefusedError, match="larger than 0 MB"):
        keep(content=b"1" * 101, most_bytes=100)
    with pytest.raises(RefusedError, match="is empty"):
        keep(content=b"")

    assert nothing_kept(tmp_path)


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jo\\plan.csv", "plan.csv"),
        ("plan\r\nSet-Cookie: a=b.csv", "planSet-Cookie: a=b.csv"),
        ("annual\u202efdp.csv", "annualfdp.csv"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
        ("..", "file"),
        ("", "file"),
        ("\0", "file"),
    ],
)
def test_a_hostile_name_is_made_harmless(claimed, shown):
    assert shown_name(claimed) == shown


def test_a_file_lies_under_a_random_name_inside_its_folder(tmp_path):
    kept = keep("../../../evil.csv")

    assert path_of(kept).is_relative_to(tmp_path / "uploads")
    assert "evil" not in str(path_of(kept))
    assert kept.name == "evil.csv"


def test_a_file_goes_to_whom_it_belongs_to_be_saved_and_never_shown(client, officer, other_officer, steward, resident):
    kept = keep("r\"ep'ort.csv", by=officer, council=COUNCIL)
    answers = {}
    for person in (officer, other_officer, steward, resident):
        client.force_login(person)
        answers[person] = client.get(f"/files/{kept.key}/")

    assert [answers[person].status_code for person in (officer, steward)] == [200, 200]
    assert [answers[person].status_code for person in (other_officer, resident)] == [404, 404]
    given = answers[officer]
    assert b"".join(given.streaming_content) == b"a,b\n1,2\n"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["Cache-Control"] == "private, no-store"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    b"".join(answers[steward].streaming_content)


@pytest.mark.parametrize("key", ["..%2f..%2fetc%2fpasswd", "x", "a" * 43])
def test_a_forged_key_finds_nothing(client, administrator, key):
    client.force_login(administrator)

    assert client.get(f"/files/{key}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"size_bytes": 0}, {"key": "../evil"}])
def test_the_database_refuses_an_empty_file_and_a_key_that_could_be_a_path(wrong):
    told = {"key": "a" * 43, "name": "a.csv", "content_type": "text/plain", "size_bytes": 1, "sha256": "0" * 64}

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**(told | {"purpose": "test", "at": timezone.now()} | wrong))
