"""What changed since the last release, a date, or one's last look; looking is written down only when asked."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from sectorled.comparison.models import Look
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/councils/{COUNCIL}/changed/"


def test_without_a_wish_it_is_since_the_release_before(client):
    page = client.get(ADDRESS).content.decode()

    for heading in ("Verdicts that changed", "Revised figures", "New figures", "New measures", "Changed definitions"):
        assert heading in page
    assert "Since the release of 1 November 2026" in page
    assert not Look.objects.exists()


def test_a_release_and_a_date_may_be_named(client, sector):
    by_release = client.get(ADDRESS, {"since": sector[1][0]}).content.decode()
    by_date = client.get(ADDRESS, {"since": "2026-11-01"}).content.decode()
    same = client.get(ADDRESS, {"since": sector[1][1]}).content.decode()

    assert "Since the release of 1 November 2026" in by_release
    assert "Since the release of 1 November 2026" in by_date
    assert "Nothing has changed" in same


@pytest.mark.parametrize("since", ["nonesuch", "2020-01-01", "2026-02-31", "<script>alert(1)</script>"])
def test_what_names_nothing_is_answered_with_a_clear_page(client, since):
    response = client.get(ADDRESS, {"since": since})

    assert response.status_code == 404
    assert "<script>alert" not in response.content.decode()


def test_the_first_release_has_nothing_before_it(client, sector):
    page = client.get(ADDRESS, {"release": sector[1][0]}).content.decode()

    assert "no release before this one" in page


def test_reading_never_marks_as_seen_and_marking_does(client, resident, sector):
    council()
    client.force_login(resident)
    client.get(ADDRESS)
    assert not Look.objects.exists()

    for _ in range(2):
        assert client.post(f"{ADDRESS}seen/").status_code == 302

    assert (Look.objects.get().user, Look.objects.get().release) == (resident, sector[1][1])
    assert "Nothing has changed" in client.get(ADDRESS, {"since": "last-look"}).content.decode()


def test_an_earlier_look_is_what_it_is_compared_with(client, resident, officer, sector):
    council()
    Look.objects.create(user=resident, council_id=COUNCIL, release=sector[1][0], at=datetime(2026, 11, 1, tzinfo=UTC))
    client.force_login(resident)

    page = client.get(ADDRESS).content.decode()
    client.force_login(officer)

    assert "Since the release of 1 November 2026" in page
    assert "when I last looked (1 November 2026)" in page
    assert "when I last looked" not in client.get(ADDRESS).content.decode()


def test_verdicts_wait_for_the_council_to_reply(client, officer, settings):
    settings.REPLY_WORKING_DAYS = 300

    page = client.get(ADDRESS).content.decode()
    client.force_login(officer)

    assert "not singled out" not in page
    assert "Verdicts that changed are shown from" in page
    assert "Verdicts that changed (" in client.get(ADDRESS).content.decode()


def test_only_who_signed_in_marks_and_only_what_is_there(client, resident):
    council(OTHER, "Another council")
    assert client.post(f"{ADDRESS}seen/").status_code == 302
    client.force_login(resident)

    assert client.get(f"{ADDRESS}seen/").status_code == 405
    assert client.post("/councils/X99/changed/seen/").status_code == 404
    assert not Look.objects.exists()


def test_a_name_leads_to_the_code(client):
    assert client.get("/councils/Amberfold/changed/")["Location"] == ADDRESS


def test_one_look_a_council_is_kept(resident, sector):
    council()
    look = {"user": resident, "council_id": COUNCIL, "release": sector[1][0], "at": datetime(2026, 11, 1, tzinfo=UTC)}
    Look.objects.create(**look)

    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.create(**look)
