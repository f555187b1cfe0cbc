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
