"""Files that people uploaded.  Their bytes lie under a random name outside anything that is served by itself."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One upload: what it was called, what it proved to be, whose it is.  It is never changed."""

    key = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    council = models.CharField(max_length=20, blank=True, db_index=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """The newest first; a file has content, and a key that cannot be a path."""

        ordering = ("-at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size_bytes__gt=0), name="stored_file_not_empty"),
            models.CheckConstraint(condition=models.Q(key__regex=r"^[A-Za-z0-9_-]{43}$"), name="stored_file_key"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.content_type}, {self.size_bytes} bytes)"
