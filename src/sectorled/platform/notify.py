"""Messages to people: written with the act that causes them, sent by the worker once the act stands."""

from datetime import datetime
from functools import partial

from django.db import transaction

from sectorled.platform.models import Message
from sectorled.platform.refusals import RefusedError
from sectorled.platform.tasks import deliver

SUBJECT_LETTERS = 200


@transaction.atomic
def send(*, to: str, subject: str, text: str, at: datetime, secret: bool = False) -> Message:
    """Have a message sent when the transaction commits; with a rollback it never was.

    `secret`: it holds a link that lets its reader in, so no page shows its text, and none is kept once it went.
    """
    title = " ".join(subject.split())[:SUBJECT_LETTERS]
    message = Message.objects.create(to=to, subject=title, text=text, secret=secret, at=at)
    transaction.on_commit(partial(deliver.enqueue, message.pk))
    return message


@transaction.atomic
def send_again(*, message_id: int) -> None:
    """Have a message that failed sent once more; RefusedError where it did not fail."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.status != Message.Status.FAILED:
        raise RefusedError("Only a message that was not sent can be sent again.")
    message.status, message.error = Message.Status.WAITING, ""
    message.save(update_fields=["status", "error"])
    transaction.on_commit(partial(deliver.enqueue, message.pk))
