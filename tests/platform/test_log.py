"""The log of acts: everything for an administrator, their own council's for an officer, nothing for others."""

from datetime import UTC, datetime

import pytest

from sectorled.platform import audit
from sectorled.platform.models import AuditEvent
from tests.people.factories import COUNCIL, OTHER

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


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

    assert "Reply: written" in shown
    assert "Reply: sent back" in shown
    assert "the system" in shown
    assert "22 November 2026 at 9:00am" in shown
    assert "&lt;i&gt;" in shown


@pytest.mark.usefixtures("acts")
def test_an_officer_reads_the_acts_of_the_own_council_only(client, officer):
    shown = page(client, officer)

    assert "Reply: written" in shown
    assert "Reply: sent back" not in shown
    assert "Release: published" not in shown


@pytest.mark.usefixtures("acts")
def test_acts_are_found_by_their_name(client, administrator):
    assert "Reply: written" not in page(client, administrator, "/log/?find=published")
    assert "No act contains" in page(client, administrator, "/log/?find=zzz")


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
