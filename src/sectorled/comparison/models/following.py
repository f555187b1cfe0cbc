"""Which councils people follow, and when they last looked."""

from typing import ClassVar

from django.db import models


class Following(models.Model):
    """A person follows a council; `told_release` is the release of which they were last told."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="following")
    council = models.ForeignKey("councils.Council", on_delete=models.CASCADE, related_name="followers")
    since = models.DateTimeField()
    told_release = models.CharField(max_length=40, blank=True)

    class Meta:
        """A council is followed once."""

        ordering = ("council__name", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "council"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.council_id}"


class Look(models.Model):
    """The release of a council that a person marked as seen."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="looks")
    council = models.ForeignKey("councils.Council", on_delete=models.CASCADE, related_name="+")
    release = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        """The last look alone is kept."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "council"], name="look_last_one")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.council_id} in {self.release}"
