"""The audit log: who did what to which thing, when; nothing in it is ever changed but the name of who is removed."""

from django.db import models


class AuditEvent(models.Model):
    """One act.  It names its subject by kind and id, without a foreign key, so that it outlives it."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=200)
    council = models.CharField(max_length=20, blank=True, db_index=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=254)
    details = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind} {self.subject_id} by {self.by_name}"
