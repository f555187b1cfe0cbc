"""A council's own measures: private, whole or not at all, every version kept."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from sectorled.comparison.models import OwnMeasure, OwnValue
from sectorled.comparison.selectors.measures import own_measures
from sectorled.platform.models import AuditEvent
from tests.comparison.factories import own_value
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

ADDRESS = f"/councils/{COUNCIL}/own-measures/"
HEAD = "measure,label,period,value,unit,polarity,owner,target,commentary\n"
CALLS = "calls,Calls answered,July to September 2026,81.5,%,high,Head of contact,85,Two vacancies.\n"
LATE = "calls,Calls answered,October to December 2026,84,%,high,Head of contact,85,\n"


def upload(client, text, name="own.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{ADDRESS}upload/", {"file": SimpleUploadedFile(name, content)})


def test_a_table_is_taken_in_and_a_second_one_adds_versions(client, officer):
    client.force_login(officer)

    assert upload(client, HEAD + CALLS).status_code == 302
    assert upload(client, HEAD + CALLS.replace("81.5", "82.25") + LATE).status_code == 302
    assert upload(client, HEAD + CALLS.replace("81.5", "82.25") + LATE).status_code == 302

    measure = OwnMeasure.objects.get()
    versions = measure.values.filter(period="2026-07-01/P3M").order_by("number").values_list("value", "current")
    assert (measure.label, measure.unit, measure.polarity, measure.decimals) == ("Calls answered", "%", "high", 2)
    assert list(versions) == [(81.5, False), (82.25, True)]
    assert OwnValue.objects.count() == 3
    page = client.get(ADDRESS).content.decode()
    assert "October to December 2026" in page
    assert "84.00%" in page
    events = AuditEvent.objects.filter(verb="own_measures.kept", council=COUNCIL).order_by("pk")
    assert [event.details for event in events] == [
        {"new": 1, "changed": 0},
        {"new": 1, "changed": 1},
        {"new": 0, "changed": 0},
    ]


def test_a_workbook_is_read_and_the_table_taken_away_reads_back(client, officer):
    client.force_login(officer)
    book = openpyxl.Workbook()
    for row in (HEAD + CALLS + LATE).strip().splitlines():
        book.active.append(row.split(","))
    content = io.BytesIO()
    book.save(content)
    upload(client, content.getvalue(), "own.xlsx")
    before = own_measures(council().council)

    table = client.get(f"{ADDRESS}table.csv").content
    response = upload(client, table)

    assert response.status_code == 302
    assert own_measures(council().council) == before
    assert OwnValue.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + CALLS + CALLS.replace("81.5", "many"), ["row 3", "value", "not a number"]),
        (HEAD + CALLS + LATE.replace("October to December 2026", "soon"), ["row 3", "period"]),
        (HEAD + CALLS + CALLS, ["row 3", "second row"]),
        (HEAD + CALLS.replace("high", "up"), ["row 2", "polarity"]),
        (HEAD + CALLS.replace("Head of contact", "x" * 121), ["row 2", "owner", "longer than 120"]),
        (HEAD + CALLS.replace("81.5", "9" * 400), ["row 2", "value", "too large"]),
        ("measure,label\ncalls,Calls answered\n", ["no column period, value"]),
        (HEAD, ["no rows"]),
    ],
)
def test_a_table_with_one_bad_cell_is_refused_whole_naming_row_and_field(client, officer, text, words):
    client.force_login(officer)

    response = upload(client, text)

    page = response.content.decode()
    assert response.status_code == 400
    assert all(word in page for word in words)
    assert not OwnMeasure.objects.exists()
    assert not AuditEvent.objects.filter(subject_kind="council").exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 not a workbook", "own.xlsx"),
        (b"\x89PNG\r\n\x1a\n", "own.xlsx"),
        (b"MZ\x90\x00", "own.exe"),
        (b"", "own.csv"),
        (b"x" * (5 * 1024 * 1024 + 1), "own.csv"),
        (b"%PDF-1.7", "own.csv"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_with_a_clear_page(client, officer, content, name):
    client.force_login(officer)

    response = upload(client, content, name)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode() or "Nothing of the table" in response.content.decode()
    assert not OwnMeasure.objects.exists()


def test_a_table_is_uploaded_on_a_page_of_its_own_that_can_be_loaded_again(client, officer, other_officer):
    client.force_login(officer)
    listed = client.get(ADDRESS).content.decode()

    page = client.get(f"{ADDRESS}upload/")

    assert f'href="{ADDRESS}upload/"' in listed
    assert 'type="file"' not in listed
    assert page.status_code == 200
    assert 'type="file"' in page.content.decode()
    client.force_login(other_officer)
    assert client.get(f"{ADDRESS}upload/").status_code == 404


def test_a_measure_and_its_value_are_entered_by_form(client, officer):
    client.force_login(officer)

    made = client.post(f"{ADDRESS}new/", {"label": "Calls answered", "unit": "%", "polarity": "high"})
    measure = OwnMeasure.objects.get()
    given = {"period": "2026 Q3", "value": "81.5%", "target": "85", "status": "final", "owner": "", "commentary": "<b>"}
    response = client.post(made["Location"], given)

    value = OwnValue.objects.get()
    assert made["Location"] == f"{ADDRESS}{measure.pk}/"
    assert response.status_code == 302
    assert (value.period, value.value, value.target, value.written_by) == ("2026-07-01/P3M", 81.5, 85.0, officer)
    assert "<b>" not in client.get(made["Location"]).content.decode()
    client.post(f"{ADDRESS}{measure.pk}/edit/", {"label": "Calls taken", "unit": "%", "polarity": "none"})
    measure.refresh_from_db()
    assert (measure.label, measure.key, measure.polarity) == ("Calls taken", "calls-answered", "none")


def test_a_measure_without_a_name_is_refused(client, officer):
    client.force_login(officer)

    response = client.post(f"{ADDRESS}new/", {"label": "", "unit": "%", "polarity": "up"})

    assert response.status_code == 400
    assert "Enter the name of the measure" in response.content.decode()
    assert not OwnMeasure.objects.exists()


def test_two_measures_of_one_name_keep_apart(client, officer):
    client.force_login(officer)
    for _ in range(3):
        client.post(f"{ADDRESS}new/", {"label": "Calls", "unit": "", "polarity": "none"})

    assert set(OwnMeasure.objects.values_list("key", flat=True)) == {"calls", "calls-2", "calls-3"}


@pytest.mark.parametrize("changes", [{"period": "soon"}, {"period": ""}, {"value": "many"}, {"target": "x"}])
def test_a_value_that_cannot_be_read_is_refused_beside_its_field(client, officer, changes):
    council()
    client.force_login(officer)
    value = own_value(council().council)
    given = {"period": "2026 Q4", "value": "81", "target": "", "status": "final", "owner": "", "commentary": ""}

    response = client.post(f"{ADDRESS}{value.measure_id}/", given | changes)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
    assert OwnValue.objects.count() == 1


@pytest.mark.parametrize(("status", "value", "kept"), [("suppressed", "5", "suppressed"), ("final", "", "missing")])
def test_a_value_that_is_not_there_says_why_and_is_never_nought(client, officer, status, value, kept):
    client.force_login(officer)
    measure = own_value(council().council).measure
    given = {"period": "2026 Q4", "value": value, "target": "", "status": status, "owner": "", "commentary": ""}

    client.post(f"{ADDRESS}{measure.pk}/", given)

    stands = OwnValue.objects.get(period="2026-10-01/P3M")
    assert (stands.value, stands.status) == (None, kept)


def test_nobody_else_sees_or_changes_them(client, other_officer, resident, steward, administrator):
    measure = own_value(council().council).measure
    council(OTHER, "Another council")
    for person in (other_officer, resident, steward, administrator):
        client.force_login(person)

        for address in (ADDRESS, f"{ADDRESS}table.csv", f"{ADDRESS}new/", f"{ADDRESS}{measure.pk}/"):
            assert client.get(address).status_code == 404
        assert upload(client, HEAD + CALLS).status_code == 404
        assert client.post(f"{ADDRESS}{measure.pk}/edit/", {"label": "Mine", "polarity": "low"}).status_code == 404
    client.force_login(other_officer)
    for address in (
        f"/councils/{OTHER}/own-measures/{measure.pk}/",
        f"/councils/{OTHER}/own-measures/{measure.pk}/edit/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"label": "Mine", "polarity": "low"}).status_code == 404
    client.logout()
    assert client.get(ADDRESS).status_code == 302
    assert (OwnValue.objects.count(), OwnMeasure.objects.get().label) == (1, "Calls answered")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 1, "current": False},
        {"number": 2},
        {"period": "2026-10-01/P3M", "value": None},
        {"period": "2026-10-01/P3M", "status": "missing"},
        {"period": "2026-10-01/P3M", "status": "guessed"},
    ],
)
def test_the_database_holds_the_rules_of_a_value(wrong):
    own_value(council().council)

    with pytest.raises(IntegrityError), transaction.atomic():
        own_value(council().council, **({"starts": date(2026, 10, 1)} | wrong))


@pytest.mark.parametrize("wrong", [{"key": "calls"}, {"key": ""}, {"label": ""}, {"polarity": "up"}, {"decimals": 4}])
def test_the_database_holds_the_rules_of_a_measure(wrong):
    own_value(council().council)

    with pytest.raises(IntegrityError), transaction.atomic():
        OwnMeasure.objects.create(**({"council": council().council, "key": "other", "label": "Other"} | wrong))


def test_the_list_asks_as_much_however_many_there_are(client, officer, django_assert_num_queries):
    client.force_login(officer)
    rows = "".join(f"m{i},Measure {i},2026 Q{q},{i},%,high,,,\n" for i in range(12) for q in (1, 2, 3))
    upload(client, HEAD + rows)
    client.get(ADDRESS)

    with django_assert_num_queries(7):
        client.get(ADDRESS)
