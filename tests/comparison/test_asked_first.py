"""What cannot be undone asks first; what is sent twice is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sectorled.comparison.models import Reply
from sectorled.councils.models import PublicationPause
from sectorled.platform.models import AuditEvent
from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

ADDRESS = f"/councils/{COUNCIL}/replies/{METRIC}/"


@pytest.mark.parametrize(
    ("state", "said"),
    [("published", "no longer stand beside the figure"), ("waiting", "will not decide on it any more")],
)
def test_withdrawing_a_reply_asks_first_and_says_what_it_means(client, officer, sector, state, said):
    standing = reply(sector[1][1], state=state)
    client.force_login(officer)
    form = client.get(ADDRESS).content.decode()

    asked = client.get(f"/councils/{COUNCIL}/replies/{standing.pk}/withdraw/")

    standing.refresh_from_db()
    assert f'href="/councils/{COUNCIL}/replies/{standing.pk}/withdraw/"' in form
    assert asked.status_code == 200
    assert "Withdraw version 1 of the reply on Household waste recycled?" in asked.content.decode()
    assert said in asked.content.decode()
    assert standing.state == state


def test_only_the_own_council_is_asked(client, other_officer, sector):
    standing = reply(sector[1][1], state="published")
    client.force_login(other_officer)

    assert client.get(f"/councils/{COUNCIL}/replies/{standing.pk}/withdraw/").status_code == 404


def test_a_version_that_is_over_cannot_be_withdrawn_from_the_page(client, officer, sector):
    over = reply(sector[1][1], state="sent back", reason="It names a resident.")
    client.force_login(officer)

    assert f"/replies/{over.pk}/withdraw/" not in client.get(ADDRESS).content.decode()


def test_the_same_words_sent_twice_are_one_version_and_no_error(client, officer, sector):
    client.force_login(officer)
    sent = {"text": "We changed our rounds.", "seen": 0}
    client.post(ADDRESS, sent)

    again = client.post(ADDRESS, sent)

    assert again.status_code == 302
    assert Reply.objects.count() == 1


def test_the_same_words_of_a_colleague_are_still_told(client, officer, leader, sector):
    client.force_login(leader)
    client.post(ADDRESS, {"text": "We changed our rounds.", "seen": 0})
    client.force_login(officer)

    response = client.post(ADDRESS, {"text": "We changed our rounds.", "seen": 0})

    assert response.status_code == 409
    assert "A newer version of this reply was sent while you were writing yours." in response.content.decode()


@pytest.mark.parametrize(
    ("starts", "words"), [(3, "Take away the pause for a poll?"), (-3, "End the pause for a poll?")]
)
def test_ending_a_pause_asks_first(client, administrator, starts, words):
    today = timezone.localdate()
    pause = PublicationPause.objects.create(
        starts=today + timedelta(days=starts), ends=today + timedelta(days=9), reason="a poll"
    )
    client.force_login(administrator)

    asked = client.get(f"/pauses/{pause.pk}/end/").content.decode()

    assert words in asked
    assert "publication goes on as usual for every council" in asked.lower()
    assert list(PublicationPause.objects.all()) == [pause]
    assert f'href="/pauses/{pause.pk}/end/"' in client.get("/pauses/").content.decode()


def test_the_same_pause_entered_twice_is_one(client, administrator):
    client.force_login(administrator)
    days = {"starts": timezone.localdate() + timedelta(days=3), "ends": timezone.localdate() + timedelta(days=9)}

    for _ in range(2):
        assert client.post("/pauses/", days | {"reason": "a poll", "council": ""}).status_code == 302

    assert PublicationPause.objects.count() == 1
    assert AuditEvent.objects.filter(verb="pause.entered").count() == 1


def test_a_page_for_the_councils_own_people_is_not_offered_to_be_cited(client, officer, steward, sector):
    waiting = reply(sector[1][1])
    client.force_login(officer)
    mine = [client.get(address) for address in (ADDRESS, f"/councils/{COUNCIL}/replies/")]
    client.force_login(steward)
    theirs = client.get(f"/replies/{waiting.pk}/")

    pages = [response.content.decode() for response in (*mine, theirs)]

    assert all("Cite this page" not in page for page in pages)
    assert "Cite this page" in client.get(f"/councils/{COUNCIL}/").content.decode()
