"""Handing a waiting message to the mail server; the worker does it."""

from datetime import datetime
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from sectorled.platform.models import Message

log = structlog.get_logger("sectorled.messages")


@transaction.atomic
def send_waiting(*, message_id: int, at: datetime) -> None:
    """Send a message that waits; what was sent or failed stays as it is, so that doing it twice sends once."""
    message = Message.objects.select_for_update().filter(pk=message_id, status=Message.Status.WAITING).first()
    if message is None:
        return
    try:
        EmailMessage(message.subject, message.text.rstrip() + _signed(), to=[message.to]).send()
    except (SMTPException, OSError) as error:
        message.status, message.error = Message.Status.FAILED, f"{type(error).__name__}: {error}"[:200]
        log.warning("message not sent", message=message.pk, error=type(error).__name__)
    else:
        message.status, message.sent_at = Message.Status.SENT, at
        message.text = "" if message.secret else message.text
    message.save(update_fields=["status", "error", "sent_at", "text"])


def _signed() -> str:
    """Who writes, where the site is, and whom to ask: beneath every letter."""
    return f"\n\n-- \n{settings.BODY}\n{settings.ADDRESS}\nQuestions: {settings.CONTACT}\n"
