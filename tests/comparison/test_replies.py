"""A council's reply: written, moderated, standing beside the figure, never lost and never harmful."""

import pytest
from django.db import IntegrityError, transaction

from sectorled.comparison.models import Reply
from sectorled.comparison.selectors.replies import published_replies
from sectorled.platform.models import AuditEvent, Message
from tests.comparison.factories import AT, METRIC, reply
from tests.people.factories import COUNCIL, OTHER, council

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]

ADDRESS = f"/councils/{COUNCIL}/replies/{METRIC}/"
TEXT = "We changed our rounds in April."


def write(client, text=TEXT, *, seen=0):
    return client.post(ADDRESS, {"text": text, "seen": seen})


def test_an_officer_writes_and_the_reply_waits_unseen(client, officer, sector):
    client.force_login(officer)

    response = write(client)

    kept = Reply.objects.get()
    assert response.status_code == 302
    assert (kept.text, kept.state, kept.number, kept.release) == (TEXT, "waiting", 1, sector[1][1])
    assert "gone to the sector body" in client.get(response["Location"]).content.decode()
    assert published_replies(council=COUNCIL, release=sector[1][1]) == {}
    event = AuditEvent.objects.get(subject_kind="reply")
    assert (event.verb, event.council, event.by) == ("reply.written", COUNCIL, officer.pk)
    assert TEXT not in str(event.details)


def test_a_steward_publishes_and_the_writer_is_told(
    client, officer, steward, sector, django_capture_on_commit_callbacks
):
    waiting = reply(sector[1][1], written_by=officer)
    client.force_login(steward)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/replies/{waiting.pk}/publish/")

    waiting.refresh_from_db()
    assert response.status_code == 302
    assert (waiting.state, waiting.decided_by) == ("published", steward)
    assert published_replies(council=COUNCIL, release=sector[1][1]) == {METRIC: TEXT}
    assert Message.objects.get().to == officer.email


def test_an_edit_is_a_new_version_and_the_old_stands_until_it_is_published(client, officer, steward, sector):
    first = reply(sector[1][1], state="published")
    client.force_login(officer)
    write(client, "A better text.", seen=1)

    assert published_replies(council=COUNCIL, release=sector[1][1]) == {METRIC: TEXT}

    client.force_login(steward)
    client.post(f"/replies/{Reply.objects.get(number=2).pk}/publish/")

    first.refresh_from_db()
    assert (first.state, first.text) == ("replaced", TEXT)
    assert published_replies(council=COUNCIL, release=sector[1][1]) == {METRIC: "A better text."}


def test_a_version_that_waited_is_replaced_by_the_next(client, officer, sector):
    first = reply(sector[1][1])
    client.force_login(officer)

    write(client, "A better text.", seen=1)

    first.refresh_from_db()
    assert first.state == "replaced"
    assert Reply.objects.get(state="waiting").text == "A better text."


def test_a_stale_form_shows_both_texts_and_keeps_what_was_written(client, officer, sector):
    reply(sector[1][1], "Written by a colleague.")
    client.force_login(officer)

    response = write(client, "Written meanwhile by me.", seen=0)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Written by a colleague." in page
    assert "Written meanwhile by me." in page
    assert 'name="seen" value="1"' in page
    assert Reply.objects.count() == 1
    assert write(client, "Written meanwhile by me.", seen=1).status_code == 302


def test_a_reply_that_goes_back_says_why_and_never_stands(client, officer, steward, sector):
    waiting = reply(sector[1][1], written_by=officer)
    client.force_login(steward)

    assert client.post(f"/replies/{waiting.pk}/", {"reason": ""}).status_code == 400
    client.post(f"/replies/{waiting.pk}/", {"reason": "It names a resident."})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("sent back", "It names a resident.")
    assert "It names a resident." in Message.objects.get().text
    assert client.post(f"/replies/{waiting.pk}/publish/").status_code == 409
    assert published_replies(council=COUNCIL, release=sector[1][1]) == {}


def test_what_is_withdrawn_stands_nowhere_and_can_be_written_again(client, officer, sector):
    stood = reply(sector[1][1], state="published")
    client.force_login(officer)

    client.post(f"/councils/{COUNCIL}/replies/{stood.pk}/withdraw/")

    assert published_replies(council=COUNCIL, release=sector[1][1]) == {}
    assert client.post(f"/councils/{COUNCIL}/replies/{stood.pk}/withdraw/").status_code == 409
    assert write(client, "Anew.", seen=1).status_code == 302


def test_a_reply_stays_beside_newer_figures_and_says_of_which_it_was_written(sector):
    older, newer = sector[1]
    reply(older, state="published", period="2023-04-01/P1Y")

    assert published_replies(council=COUNCIL, release=newer) == {
        METRIC: f"Of 2023/24 in the release of 1 November 2026: {TEXT}"
    }
    assert published_replies(council=COUNCIL, release=older) == {METRIC: TEXT}

    reply(newer, "Of the new figure.", state="published")
    assert published_replies(council=COUNCIL, release=newer) == {METRIC: "Of the new figure."}
    assert published_replies(council=COUNCIL, release=older) == {METRIC: TEXT}
    assert published_replies(council=OTHER, release=newer) == {}
    assert published_replies(council=COUNCIL, release="nonesuch") == {}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "![x](javascript:alert(1))", "=cmd()"])
def test_a_script_in_a_reply_is_only_words(client, officer, steward, sector, text):
    client.force_login(officer)
    write(client, text)
    waiting = Reply.objects.get()

    mine = client.get(ADDRESS).content.decode()
    client.force_login(steward)
    pages = [mine, *(client.get(address).content.decode() for address in ("/replies/", f"/replies/{waiting.pk}/"))]

    assert all("<script>alert" not in page and ">49<" not in page and 'href="javascript' not in page for page in pages)


def test_lines_stay_and_what_turns_text_around_goes(client, officer):
    client.force_login(officer)

    write(client, "One line.\r\nAnother\u202e line." + "x" * 1_470)

    assert Reply.objects.get().text == "One line.\nAnother line." + "x" * 1_470


@pytest.mark.parametrize("text", ["", "   ", "x" * 1_501])
def test_a_reply_without_words_or_too_long_is_refused(client, officer, text):
    client.force_login(officer)

    response = write(client, text)

    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
    assert not Reply.objects.exists()


def test_nobody_else_writes_reads_withdraws_or_decides(client, officer, other_officer, resident, administrator, sector):
    waiting = reply(sector[1][1])
    council(OTHER, "Another council")
    for person in (other_officer, resident, administrator):
        client.force_login(person)

        assert client.get(ADDRESS).status_code == 404
        assert write(client).status_code == 404
        assert client.get(f"/councils/{COUNCIL}/replies/").status_code == 404
        assert client.post(f"/councils/{COUNCIL}/replies/{waiting.pk}/withdraw/").status_code == 404
        assert client.post(f"/councils/{OTHER}/replies/{waiting.pk}/withdraw/").status_code == 404
    for person in (officer, other_officer, resident, administrator):
        client.force_login(person)

        assert client.get("/replies/").status_code == 404
        assert client.get(f"/replies/{waiting.pk}/").status_code == 404
        assert client.post(f"/replies/{waiting.pk}/publish/").status_code == 404
    waiting.refresh_from_db()
    assert (waiting.state, Reply.objects.count()) == ("waiting", 1)


def test_without_signing_in_one_is_asked_to(client):
    for address in (ADDRESS, f"/councils/{COUNCIL}/replies/", "/replies/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 1_501},
        {"state": "liked"},
        {"state": "sent back", "reason": ""},
        {"state": "waiting", "decided_at": AT},
        {"number": 1},
        {"number": 2},
    ],
)
def test_the_database_holds_the_rules_of_a_reply(sector, wrong):
    reply(sector[1][1], **({"state": "replaced"} if wrong == {"number": 1} else {}))

    with pytest.raises(IntegrityError), transaction.atomic():
        reply(sector[1][1], **{"number": 3, **wrong})


def test_one_version_stands(sector):
    reply(sector[1][1], state="published")

    with pytest.raises(IntegrityError), transaction.atomic():
        reply(sector[1][1], state="published", number=2)


def test_the_queue_asks_as_much_of_the_database_however_long_it_is(client, steward, sector, django_assert_num_queries):
    reply(sector[1][1])
    client.force_login(steward)
    client.get("/replies/")
    for number in range(2, 6):
        reply(sector[1][1], state="replaced", number=number)

    with django_assert_num_queries(6):
        client.get("/replies/")


def test_a_stewards_page_counts_the_replies_that_wait(client, steward, sector):
    reply(sector[1][1])
    reply(sector[1][1], state="replaced", number=2)
    client.force_login(steward)

    page = client.get("/steward/").content.decode()

    assert "Replies of councils" in page
    assert "1 waiting" in page


def test_the_officers_list_asks_as_much_however_long_it_is(client, officer, sector, django_assert_num_queries):
    client.force_login(officer)
    for number in range(1, 5):
        reply(sector[1][1], state="replaced", number=number)
    address = f"/councils/{COUNCIL}/replies/"
    assert client.get(f"{address}?measure={METRIC}")["Location"] == ADDRESS

    with django_assert_num_queries(5):
        client.get(address)


def test_a_measure_that_is_not_there_is_answered_with_the_nearest(client, officer):
    client.force_login(officer)

    response = client.get(f"/councils/{COUNCIL}/replies/fictional.houshold-recycling/")

    assert response.status_code == 404
    assert METRIC in response.content.decode()
