"""Publication pauses before elections: entered by administrators, told to everyone, kept by what publishes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sectorled.comparison.models import Reply
from sectorled.councils.models import PublicationPause
from sectorled.councils.rules import Pause, check_not_paused, check_pause, pausing
from sectorled.councils.selectors import check_not_paused as check_not_paused_now
from sectorled.platform.models import AuditEvent
from sectorled.platform.refusals import RefusedError
from tests.comparison.factories import reply
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

MARCH, MAY = date(2027, 3, 25), date(2027, 5, 6)
PAUSE = Pause(MARCH, MAY, "local elections")


def in_days(n):
    return timezone.localdate() + timedelta(days=n)


def enter(client, **changes):
    given = {"starts": in_days(5), "ends": in_days(40), "reason": "local elections", "council": ""}
    return client.post("/pauses/", given | changes)


@pytest.mark.parametrize("day", [MARCH, MAY, date(2027, 4, 10)])
def test_on_its_days_and_both_ends_nothing_is_published(day):
    with pytest.raises(RefusedError, match=r"local elections.*from 7 May 2027"):
        check_not_paused([PAUSE], on=day)


@pytest.mark.parametrize("day", [MARCH - timedelta(days=1), MAY + timedelta(days=1)])
def test_beside_its_days_publication_goes_on(day):
    check_not_paused([PAUSE], on=day)

    assert pausing([PAUSE], on=day) is None


def test_of_two_pauses_the_later_end_is_told():
    longer = Pause(MARCH, date(2027, 6, 1), "a general election")

    assert pausing([PAUSE, longer], on=MAY) is longer


@pytest.mark.parametrize(("starts", "ends", "words"), [(MAY, MARCH, "before its first"), (MARCH, MAY, "tomorrow")])
def test_a_pause_that_ends_before_it_starts_or_begins_today_is_refused(starts, ends, words):
    with pytest.raises(RefusedError, match=words):
        check_pause(starts=starts, ends=ends, today=MARCH)


def test_a_pause_from_tomorrow_may_be_entered():
    check_pause(starts=MARCH, ends=MARCH, today=MARCH - timedelta(days=1))


def test_an_administrator_enters_a_pause_that_everyone_reads_of(client, administrator):
    client.force_login(administrator)

    response = enter(client)
    client.logout()

    assert response.status_code == 302
    assert AuditEvent.objects.filter(verb="pause.entered", by=administrator.pk).count() == 1
    page = client.get("/pauses/").content.decode()
    assert "local elections" in page
    assert "every council" in page
    assert "Enter a pause" not in page


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": ""},
        {"starts": "yesterday"},
        {"reason": ""},
        {"council": "X99"},
        {"ends": date(2020, 1, 1)},
        {"starts": date(2020, 1, 1)},
    ],
)
def test_a_pause_that_makes_no_sense_is_refused_with_a_word(client, administrator, changes):
    client.force_login(administrator)

    response = enter(client, **changes)

    assert response.status_code in (400, 409)
    assert "There is a problem" in response.content.decode()
    assert not PublicationPause.objects.exists()


def test_nobody_else_enters_or_ends_one(client, officer, steward, resident):
    pause = PublicationPause.objects.create(starts=MARCH, ends=MAY, reason="local elections")
    for person in (officer, steward, resident, None):
        client.force_login(person) if person else client.logout()

        assert enter(client).status_code == 404
        assert client.post(f"/pauses/{pause.pk}/end/").status_code in (302, 404)
    assert list(PublicationPause.objects.all()) == [pause]


def test_a_pause_that_has_not_begun_is_taken_away_and_one_that_has_ends_today(client, administrator):
    client.force_login(administrator)
    coming = PublicationPause.objects.create(starts=in_days(3), ends=in_days(9), reason="a poll")
    running = PublicationPause.objects.create(starts=in_days(-3), ends=in_days(9), reason="a poll")
    over = PublicationPause.objects.create(starts=in_days(-9), ends=in_days(-3), reason="a poll")

    for pause in (coming, running, over):
        assert client.post(f"/pauses/{pause.pk}/end/").status_code == 302

    assert not PublicationPause.objects.filter(pk=coming.pk).exists()
    assert PublicationPause.objects.get(pk=running.pk).ends == in_days(0)
    assert PublicationPause.objects.get(pk=over.pk).ends == in_days(-3)
    assert AuditEvent.objects.filter(verb="pause.ended").count() == 2


def test_a_reply_is_not_published_in_a_pause_but_may_be_written_and_sent_back(client, officer, steward, sector):
    PublicationPause.objects.create(council=council().council, starts=in_days(-1), ends=in_days(9), reason="a poll")
    waiting = reply(sector[1][1], written_by=officer)
    client.force_login(steward)

    response = client.post(f"/replies/{waiting.pk}/publish/")

    assert response.status_code == 409
    assert "a poll" in response.content.decode()
    assert Reply.objects.get().state == "waiting"
    assert "Publish beside the figure" not in client.get(f"/replies/{waiting.pk}/").content.decode()
    assert client.post(f"/replies/{waiting.pk}/", {"reason": "Say less."}).status_code == 302


def test_a_pause_of_one_council_does_not_stop_releases_or_others():
    PublicationPause.objects.create(council=council().council, starts=MARCH, ends=MAY, reason="a poll")
    at = datetime(2027, 4, 1, tzinfo=UTC)

    check_not_paused_now(at=at)
    check_not_paused_now(at=at, council=OTHER)
    with pytest.raises(RefusedError):
        check_not_paused_now(at=at, council=COUNCIL)


@pytest.mark.parametrize("wrong", [{"ends": MARCH - timedelta(days=1)}, {"reason": ""}])
def test_the_database_holds_the_rules_of_a_pause(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationPause.objects.create(**({"starts": MARCH, "ends": MAY, "reason": "a poll"} | wrong))
