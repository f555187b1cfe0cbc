"""Messages to people: what was to be sent, and whether it went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One message to one address.  A secret one (it holds a link that signs somebody in) keeps no text once it went."""

    class Status(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waiting"
        SENT = "sent", "sent"
        FAILED = "failed", "not sent"

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        """The newest first; it was sent at a time or not sent; only a failure has an error; no secret stays."""

        ordering = ("-at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(status__in=("waiting", "failed"), sent_at__isnull=True),
                name="message_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="failed") & ~Q(error="") | Q(status__in=("waiting", "sent"), error=""),
                name="message_error_where_failed",
            ),
            models.CheckConstraint(
                condition=~Q(secret=True, status="sent") | Q(text=""), name="message_secret_forgotten_once_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}: {self.get_status_display()}"
