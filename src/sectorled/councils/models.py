"""Councils as rows that records can point to: a projection of the published release's areas."""

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
