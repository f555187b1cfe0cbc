"""Messages leave after the act, once; what failed can be sent again; only an administrator reads of them."""

import smtplib
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django_tasks_db.models import DBTaskResult

from sectorled.platform import notify
from sectorled.platform.delivery import send_waiting
from sectorled.platform.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Refusing(BaseEmailBackend):
    """A mail server that refuses."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"jo@example.org": (550, b"unknown")})


REFUSING = f"{__name__}.Refusing"


def send(**more):
    return notify.send(to="jo@example.org", subject="A release", text="It is there.", at=AT, **more)


def test_a_message_leaves_when_the_act_is_committed():
    with transaction.atomic():
        message = send()
        assert mail.outbox == []

    message.refresh_from_db()
    assert message.status == "sent"
    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("A release", ["jo@example.org"])]


def test_a_letter_says_who_writes_and_whom_to_ask(settings):
    settings.BODY, settings.ADDRESS, settings.CONTACT = "A body", "https://figures.example.org", "ask@example.org"

    message = send()

    message.refresh_from_db()
    assert mail.outbox[0].body == (
        "It is there.\n\n-- \nA body\nhttps://figures.example.org\nQuestions: ask@example.org\n"
    )
    assert message.text == "It is there."


def test_an_act_that_is_rolled_back_tells_nobody():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert mail.outbox == []
    assert not Message.objects.exists()


def test_delivering_twice_sends_once():
    message = send()

    send_waiting(message_id=message.pk, at=AT)

    assert len(mail.outbox) == 1


def test_a_message_waits_for_the_worker_and_the_worker_sends_it(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    message = send()
    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 1

    call_command("db_worker", batch=True, interval=0, verbosity=0)

    message.refresh_from_db()
    assert message.status == "sent"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_message_that_the_server_refuses_says_so_and_can_be_sent_again(client, administrator, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, REFUSING
    message = send()
    client.force_login(administrator)
    page = client.get("/messages/?status=failed").content.decode()
    assert "jo@example.org" in page
    assert "SMTPRecipientsRefused" in client.get(f"/messages/{message.pk}/").content.decode()

    settings.EMAIL_BACKEND = working
    client.post(f"/messages/{message.pk}/")

    message.refresh_from_db()
    assert (message.status, message.error) == ("sent", "")
    assert client.post(f"/messages/{message.pk}/").status_code == 409
    assert len(mail.outbox) == 1


def test_a_subject_cannot_smuggle_a_header():
    send_as = notify.send(to="jo@example.org", subject="Hi\r\nBcc: all@example.org", text="x", at=AT)

    assert send_as.subject == "Hi Bcc: all@example.org"
    assert mail.outbox[0].bcc == []


def test_a_script_in_a_message_is_only_words(client, administrator):
    message = notify.send(to="jo@example.org", subject="<script>1</script>", text="<b>x</b>", at=AT)
    client.force_login(administrator)

    page = client.get(f"/messages/{message.pk}/").content.decode()

    assert "<script>1" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_the_page_of_messages_asks_a_fixed_number_of_queries(client, administrator, django_assert_max_num_queries):
    for _ in range(60):
        send()
    client.force_login(administrator)

    with django_assert_max_num_queries(7):
        page = client.get("/messages/").content.decode()

    assert page.count("jo@example.org") == 50
    assert "?page=2" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "sent"},
        {"status": "waiting", "sent_at": AT},
        {"status": "failed", "error": ""},
        {"status": "waiting", "error": "x"},
        {"status": "sent", "sent_at": AT, "secret": True, "text": "a link"},
    ],
)
def test_the_database_holds_what_a_message_may_say_of_itself(wrong):
    told = {"to": "jo@example.org", "subject": "x", "text": "", "at": AT}

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(**(told | wrong))
    assert connection.in_atomic_block is False
