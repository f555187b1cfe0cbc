"""Following a council: one act to begin, one to stop, and a message that singles nothing out."""

import re
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from sectorled.comparison.models import Following
from sectorled.comparison.selectors.following import token_to_stop
from sectorled.comparison.services.telling import tell_followers
from sectorled.comparison.tasks import tell_followers as task
from sectorled.councils.releases import release_read
from sectorled.platform.models import AuditEvent, Message
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


def followed(user, release, code=COUNCIL):
    council(code, f"Council {code}" if code != COUNCIL else "Amberfold")
    return Following.objects.create(user=user, council_id=code, since=AT, told_release=release)


def test_a_resident_follows_and_stops_by_one_act_each(client, resident, sector):
    council()
    client.force_login(resident)

    for _ in range(2):
        assert client.post(f"/councils/{COUNCIL}/follow/").status_code == 302
    assert Following.objects.get().told_release == sector[1][1]
    assert "Amberfold" in client.get("/following/").content.decode()

    for _ in range(2):
        assert client.post(f"/councils/{COUNCIL}/unfollow/").status_code == 302
    assert not Following.objects.exists()
    verbs = AuditEvent.objects.filter(subject_kind="following").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["following.began", "following.ended"]


def test_reading_follows_nothing_and_nobody_follows_what_is_not_there(client, resident):
    council()
    assert client.post(f"/councils/{COUNCIL}/follow/").status_code == 302
    client.force_login(resident)

    assert client.get(f"/councils/{COUNCIL}/follow/").status_code == 405
    assert client.post("/councils/X99/follow/").status_code == 404
    assert not Following.objects.exists()


def test_followers_are_told_once_what_changed_and_nothing_is_singled_out(resident, leader, sector):
    older, newer = sector[1]
    followed(resident, older)
    followed(leader, newer)

    assert tell_followers(release=release_read(), at=AT) == 1
    assert tell_followers(release=release_read(), at=AT) == 0

    message = Message.objects.get()
    assert message.to == resident.email
    assert re.search(r"\d+ measures were checked: \d+ new figures, \d+ revised figures", message.text)
    assert f"/councils/{COUNCIL}/changed/" in message.text
    assert not re.search(r"better|worse|stands? out|clearly|verdict", message.text)


def test_rolling_back_tells_nobody_and_a_first_release_says_so(resident, sector):
    older, newer = sector[1]
    following = followed(resident, newer)

    assert tell_followers(release=release_read(older), at=AT) == 0

    following.told_release = older
    following.save()
    task.func()
    assert Message.objects.count() == 1


def test_the_link_in_the_message_stops_it_without_signing_in(client, resident, leader, sector):
    mine, others = followed(resident, sector[1][0]), followed(leader, sector[1][0])
    address = f"/following/stop/{token_to_stop(mine)}/"

    asked = client.get(address)

    assert asked.status_code == 200
    assert Following.objects.count() == 2
    assert client.post(address).status_code == 200
    assert list(Following.objects.all()) == [others]
    assert client.post(address).status_code == 200
    assert "stops nothing" in client.get(address).content.decode()


@pytest.mark.parametrize("token", ["x", "WzEsICJYIl0:forged:signature", "1:2:3"])
def test_a_forged_link_stops_nothing(client, resident, sector, token):
    followed(resident, sector[1][0])

    assert client.post(f"/following/stop/{token}/").status_code == 200
    assert Following.objects.count() == 1


def test_what_others_follow_is_not_shown(client, resident, leader, sector):
    followed(leader, sector[1][0])
    client.force_login(resident)

    assert "Amberfold" not in client.get("/following/").content.decode()


def test_following_twice_is_held_off_by_the_database(resident, sector):
    followed(resident, sector[1][0])

    with pytest.raises(IntegrityError), transaction.atomic():
        followed(resident, sector[1][1])


def test_the_page_asks_as_much_however_much_is_followed(client, resident, sector, django_assert_num_queries):
    client.force_login(resident)
    for code in (COUNCIL, OTHER, "X06000003"):
        followed(resident, sector[1][0], code)
    client.get("/following/")

    with django_assert_num_queries(3):
        client.get("/following/")
