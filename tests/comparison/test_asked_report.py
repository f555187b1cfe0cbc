"""A report that takes longer than a page may is made by the worker; its file is its asker's alone."""

import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sectorled.comparison import rules
from sectorled.comparison.models import AskedReport
from sectorled.comparison.services.making import make_asked_report
from sectorled.councils.releases import release_read
from tests.comparison.factories import METRIC
from tests.people.factories import COUNCIL, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
REPORT = f"/councils/{COUNCIL}/report/"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.FILES = tmp_path
    council()


@pytest.fixture
def six(sector):
    """More measures than a page draws itself."""
    return [METRIC, *(m for m in release_read().table("metrics")["metric"].to_list() if m != METRIC)][:6]


def ask(client, six, **changes):
    return client.post(REPORT, {"measure": six, "form": "html", "group": ""} | changes)


@pytest.mark.slow
def test_a_long_report_is_asked_for_made_and_taken_away(client, officer, six):
    client.force_login(officer)

    asked = ask(client, six)
    going = client.get(asked.url).content.decode()
    too_early = client.get(f"{asked.url}file/")
    make_asked_report(asked_id=AskedReport.objects.get().pk, at=timezone.now())

    ready = client.get(asked.url).content.decode()
    file = client.get(f"{asked.url}file/")
    assert asked.url.startswith("/reports/")
    assert "Your report is being made" in going
    assert "6 measures, as Web page" in going
    assert '<progress class="steward-progress" aria-label="Waiting for the worker"></progress>' in going
    assert too_early.status_code == 404
    assert "Your report is ready" in ready
    assert "data-progress" not in ready
    assert file.status_code == 200
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Household waste" in file.content.decode()


def test_the_worker_takes_up_what_was_asked_for_once(client, six, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as left_to_the_worker:
        ask(client, six)
    asked = AskedReport.objects.get()
    AskedReport.objects.update(state="making")

    make_asked_report(asked_id=asked.pk, at=timezone.now())

    asked.refresh_from_db()
    assert len(left_to_the_worker) == 1
    assert asked.state == "making"
    assert not (settings.FILES / "asked-reports").exists()


def test_nobody_else_has_it_nor_its_file(client, officer, other_officer, steward, administrator, resident, six):
    client.force_login(officer)
    address = ask(client, six).url
    for person in (other_officer, steward, administrator, resident):
        client.force_login(person)

        assert client.get(address).status_code == 404
        assert client.get(f"{address}file/").status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_who_has_not_signed_in_has_it_by_its_address_alone(client, officer, six):
    address = ask(client, six).url

    found = client.get(address)
    client.force_login(officer)

    assert found.status_code == 200
    assert client.get(address).status_code == 404
    assert client.get(f"/reports/{'a' * 43}/").status_code == 404


def test_before_the_public_may_see_it_only_the_councils_own_people_have_it(client, officer, six, settings):
    client.force_login(officer)
    settings.REPLY_WORKING_DAYS = 300
    address = ask(client, six).url

    own = client.get(address).status_code
    officer.roles.all().delete()

    assert own == 200
    assert client.get(address).status_code == 404
    assert ask(client, six).status_code == 200  # the page that says from when
    assert AskedReport.objects.count() == 1


def test_a_short_report_and_a_workbook_come_at_once(client, six):
    short = ask(client, six[:1])
    workbook = ask(client, six, form="xlsx")

    assert "attachment" in short.headers["Content-Disposition"]
    assert "attachment" in workbook.headers["Content-Disposition"]
    assert not AskedReport.objects.exists()


def test_reading_a_long_reports_address_makes_nothing_and_offers_the_form_filled_in(client, six):
    page = client.get(REPORT, {"measure": six, "form": "html", "group": ""})

    assert page.status_code == 200
    assert "A report of 6 measures takes about half a minute" in page.content.decode()
    assert page.content.decode().count(" checked>") >= 6
    assert not AskedReport.objects.exists()


def test_nothing_chosen_is_refused_and_nothing_is_asked_for(client):
    response = client.post(REPORT, {})

    assert response.status_code == 400
    assert not AskedReport.objects.exists()


def test_a_person_has_one_made_at_a_time(client, officer, six):
    client.force_login(officer)
    ask(client, six)

    again = ask(client, six)

    assert again.status_code == 429
    assert "still being made" in again.content.decode()
    assert AskedReport.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedReport.objects.create(
            key="b" * 43, council=COUNCIL, release="r", metrics=[], form="pdf", by=officer, at=timezone.now()
        )


def test_when_many_wait_another_is_refused(client, six):
    for number in range(rules.MOST_WAITING):
        AskedReport.objects.create(
            key=f"{number:043}", council=COUNCIL, release="r", metrics=[], form="pdf", at=timezone.now()
        )

    response = ask(client, six)

    assert response.status_code == 429
    assert AskedReport.objects.count() == rules.MOST_WAITING


def test_one_whose_worker_was_killed_says_so_and_can_be_asked_for_again(client, officer, six):
    client.force_login(officer)
    address = ask(client, six).url
    AskedReport.objects.update(state="making", at=timezone.now() - timedelta(minutes=11))

    page = client.get(address).content.decode()
    again = ask(client, six)

    assert "Your report could not be made" in page
    assert "data-progress" not in page
    assert "Ask for it again" in page
    assert again.status_code == 302
    assert set(AskedReport.objects.values_list("state", flat=True)) == {"failed", "waiting"}


def test_one_that_cannot_be_made_says_so(client, six):
    address = ask(client, six).url
    AskedReport.objects.update(form="exe")

    make_asked_report(asked_id=AskedReport.objects.get().pk, at=timezone.now())

    AskedReport.objects.update(form="pdf")
    assert "Your report could not be made" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404


def test_after_a_week_record_and_file_go(client, six, settings):
    ago = timezone.now() - timedelta(days=8)
    AskedReport.objects.create(key="c" * 43, council=COUNCIL, release="r", metrics=[], form="pdf", at=ago)
    old = settings.FILES / "asked-reports" / f"{'c' * 43}.pdf"
    old.parent.mkdir()
    old.write_bytes(b"old")
    os.utime(old, (ago.timestamp(), ago.timestamp()))

    ask(client, six, form="docx")
    AskedReport.objects.update(form="exe")  # so that nothing is drawn
    make_asked_report(asked_id=AskedReport.objects.get().pk, at=timezone.now())

    assert not old.exists()


def test_a_token_that_could_be_a_path_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedReport.objects.create(key="../x", council=COUNCIL, release="r", metrics=[], form="pdf", at=timezone.now())
