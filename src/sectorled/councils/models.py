"""Councils as rows that records can point to, a projection of the published release's areas; pauses of publication."""

from typing import ClassVar

from django.db import models


class Council(models.Model):
    """A council over time.  It is never deleted: what points to it stays."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        """In the order of their names."""

        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name


class PublicationPause(models.Model):
    """Days, both included, on which nothing is published: for the whole sector body, or for one council."""

    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="pauses")
    starts = models.DateField()
    ends = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        """In the order of their days; the last is not before the first, and there is a reason."""

        ordering = ("starts", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="pause_ends_after_it_starts"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="pause_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.council or 'everywhere'}: {self.starts} to {self.ends}"
