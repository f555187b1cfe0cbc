"""What a council says beside its figure, every version of it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from sectorled.comparison.rules import MOST_LETTERS, ReplyState


class Reply(models.Model):
    """One version of a council's reply to a measure as it is in a release; plain text, never changed once written.

    `period` is that of the figure replied to; `number` counts the versions from 1.
    """

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="replies")
    release = models.CharField(max_length=40)
    metric = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    period = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=20, choices=ReplyState, default=ReplyState.WAITING)
    written_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """At most one version waits and one is published; what was decided says when, what was sent back says why."""

        ordering = ("council_id", "metric", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "release", "metric", "number"], name="reply_version_once"),
            models.UniqueConstraint(
                fields=["council", "release", "metric"], condition=models.Q(state="published"), name="reply_one_stands"
            ),
            models.UniqueConstraint(
                fields=["council", "release", "metric"], condition=models.Q(state="waiting"), name="reply_one_waits"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ReplyState.values), name="reply_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="reply_decided_where_not_waiting",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent back") | ~models.Q(reason=""), name="reply_sent_back_with_reason"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="reply_says_something"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), MOST_LETTERS), name="reply_is_short"),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} on {self.metric} in {self.release}, version {self.number}: {self.state}"
