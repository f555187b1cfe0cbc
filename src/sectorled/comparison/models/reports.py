"""Reports to committee, so that the next can say what changed since the last."""

from typing import ClassVar

from django.db import models


class CommitteeReport(models.Model):
    """A quarterly report: all it was made from, and its file of facts.  Its files are made again from this.

    Own values stand as they did at `made_at`, up to and with the period `until` (ISO 8601).
    """

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="reports")
    release = models.CharField(max_length=40)
    group = models.CharField(max_length=200)
    metrics = models.JSONField(default=list)
    own = models.JSONField(default=list)
    until = models.CharField(max_length=40)
    since = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    made_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """The newest first; none is since itself."""

        ordering = ("-made_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | ~models.Q(since=models.F("pk")), name="report_since_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id}, {self.made_at:%Y-%m-%d}"


class AskedReport(models.Model):
    """A headline report in one form, which takes so long that the worker makes it; whose `key` it is may have it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Did not work"

    key = models.CharField(max_length=43, unique=True)
    council = models.CharField(max_length=20)
    release = models.CharField(max_length=40)
    group = models.CharField(max_length=200, blank=True)
    metrics = models.JSONField()
    form = models.CharField(max_length=10)
    by = models.ForeignKey("people.User", null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    doing = models.CharField(max_length=60, blank=True)

    class Meta:
        """The newest first; one that a person waits for at a time, and a key that nobody guesses."""

        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by"], condition=models.Q(state__in=["waiting", "making"]), name="asked_report_one_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(key__regex=r"^[A-Za-z0-9_-]{43}$"), name="asked_report_key"),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {len(self.metrics)} measures as {self.form}"
