"""The log of acts: everything for an administrator, their own council's for an officer, nothing for others."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sectorled.people.acts import ACTS
from sectorled.platform import audit
from sectorled.platform.models import AuditEvent
from tests.people.factories import COUNCIL, OTHER

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def acts(officer):
    """Three acts: of two councils, and of none by the system."""
    audit.record("reply.written", kind="reply", subject=1, by=officer, at=AT, council=COUNCIL, words="<i>")
    audit.record("reply.sent_back", kind="reply", subject=2, by=officer, at=AT, council=OTHER)
    audit.record("release.published", kind="release", subject="abc", by=None, at=AT)


def page(client, person, address="/log/"):
    client.force_login(person)
    return client.get(address).content.decode()


@pytest.mark.usefixtures("acts")
def test_an_administrator_reads_every_act_with_who_and_when(client, administrator):
    shown = page(client, administrator)

    assert "Wrote a reply" in shown
    assert "Sent a reply back" in shown
    assert "the system" in shown
    assert "22 November 2026 at 9:00am" in shown
    assert "&lt;i&gt;" in shown


@pytest.mark.usefixtures("acts")
def test_an_officer_reads_the_acts_of_the_own_council_only(client, officer):
    shown = page(client, officer)

    assert "Wrote a reply" in shown
    assert "Sent a reply back" not in shown
    assert "Published a release" not in shown


@pytest.mark.usefixtures("acts")
def test_acts_are_found_by_their_name(client, administrator):
    assert "Wrote a reply" not in page(client, administrator, "/log/?find=published")
    assert "No act contains" in page(client, administrator, "/log/?find=zzz")


@pytest.mark.usefixtures("acts")
def test_acts_are_found_by_the_words_they_are_shown_with(client, administrator):
    shown = page(client, administrator, "/log/?find=wrote")

    assert "Wrote a reply" in shown
    assert "Sent a reply back" not in shown


def test_people_and_councils_are_named_and_their_keys_are_not_shown(client, officer, administrator):
    audit.record("role.given", kind="user", subject=officer.pk, by=None, at=AT, council=COUNCIL, role="leader")

    for person in (officer, administrator):
        shown = page(client, person)

        assert "Gave a role" in shown
        assert "Officer" in shown
        assert "Amberfold" in shown
        assert f"User {officer.pk}" not in shown
        assert COUNCIL not in shown


def test_a_person_who_is_gone_is_still_told_by_number(client, administrator):
    audit.record("account.closed", kind="user", subject=999, by=None, at=AT)

    assert "User 999" in page(client, administrator)


@pytest.mark.usefixtures("sector")
def test_who_follows_a_council_is_not_told_to_its_officers(client, resident, officer, administrator):
    client.force_login(resident)
    client.post(f"/councils/{COUNCIL}/follow/")
    client.post(f"/councils/{COUNCIL}/unfollow/")
    audit.record("following.began", kind="following", subject=COUNCIL, by=resident, at=AT, council=COUNCIL)  # as before

    theirs = page(client, officer)

    assert "Resident" not in theirs
    assert "Began to follow" not in theirs
    assert "Stopped following" not in theirs
    assert "Began to follow a council" in page(client, administrator)
    assert "Amberfold" in page(client, administrator)


def test_the_measure_of_an_act_is_a_link(client, officer):
    audit.record("reply.written", kind="reply", subject=1, by=officer, at=AT, council=COUNCIL, metric="fictional.a<b")

    assert 'href="/measures/fictional.a%3Cb/"' in page(client, officer)


def test_every_act_that_is_recorded_has_words():
    kinds = "|".join(sorted({verb.partition(".")[0] for verb in ACTS}))
    services = [path for path in (ROOT / "src" / "sectorled").rglob("*.py") if "services" in str(path)]
    source = "\n".join(path.read_text("utf-8") for path in services)
    recorded = set(re.findall(rf'"((?:{kinds})\.[a-z_]+)"', source))

    assert len(recorded) > 25
    assert sorted(recorded - set(ACTS)) == []


def test_others_have_no_log(client, resident, leader, steward):
    for person in (resident, leader, steward):
        client.force_login(person)
        assert client.get("/log/").status_code == 404


def test_reading_the_log_writes_nothing_and_asks_a_fixed_number_of_queries(
    client, administrator, officer, django_assert_max_num_queries
):
    for number in range(120):
        audit.record("reply.written", kind="reply", subject=number, by=officer, at=AT)
    before = AuditEvent.objects.count()

    client.force_login(administrator)
    with django_assert_max_num_queries(6):
        shown = client.get("/log/?page=2").content.decode()

    assert "?page=3" in shown
    assert "?page=1" in shown
    assert AuditEvent.objects.count() == before
