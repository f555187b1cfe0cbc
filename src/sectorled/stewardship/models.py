"""What a steward asked for and what came of it: files taken in, releases made, measures reviewed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Job(models.Model):
    """Work that the worker does: `beat` is its last sign of life, `doing` what of its step it is at, `done` of `of`."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    beat = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    step = models.CharField(max_length=40, blank=True)
    doing = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    class Meta:
        """The newest first."""

        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("-at", "-id")


class Intake(Job):
    """Files of one kind, or an address, to be loaded; `token` and `part` make the same form sent twice one intake."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        READING = "reading", "Reading"
        COLUMNS = "columns", "Needs you"
        KEPT = "kept", "Kept"
        UNCHANGED = "unchanged", "Nothing changed"
        REFUSED = "refused", "Refused"
        SET_ASIDE = "set aside", "Set aside"

    token = models.UUIDField()
    part = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    kind = models.CharField(max_length=40, blank=True)
    address = models.URLField(max_length=2000, blank=True)
    files = models.JSONField(default=list)
    adds = models.BooleanField(default=False)
    again = models.BooleanField(default=False)
    accept_refusals = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    proposed = models.JSONField(default=dict)
    mapping = models.JSONField(null=True)
    refusals = models.JSONField(default=list)
    load = models.CharField(max_length=16, blank=True)

    class Meta(Job.Meta):
        """A form makes each part once; what is kept names its load, what is refused says why."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "part"], name="intake_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["kept", "unchanged"]) | ~Q(load=""), name="intake_kept_names_its_load"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(message=""), name="intake_refused_says_why"),
        ]

    def __str__(self) -> str:
        return self.address or ", ".join(self.files)


class ReleaseWork(Job):
    """A release being made, checked and published, or an earlier one published again."""

    class Act(models.TextChoices):
        """What it is for."""

        PUBLISH = "publish", "Publish"
        ROLL_BACK = "roll back", "Roll back"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        MAKING = "making", "Being made"
        READY = "ready", "Ready to publish"
        PUBLISHING = "publishing", "Being published"
        PUBLISHED = "published", "Published"
        FAILED = "failed", "Did not work"
        DROPPED = "dropped", "Dropped"

    act = models.CharField(max_length=20, choices=Act, default=Act.PUBLISH)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    busy = models.BooleanField(default=True)
    release = models.CharField(max_length=40, blank=True)
    before = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    built = models.JSONField(default=dict)
    checked = models.JSONField(default=dict)
    verified = models.JSONField(default=dict)
    compared = models.JSONField(default=dict)

    class Meta(Job.Meta):
        """One at work at a time; what may be read names its release; who rolls back says why."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["busy"], condition=Q(busy=True), name="release_work_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(busy=True, state__in=["waiting", "making", "publishing"])
                | Q(busy=False, state__in=["ready", "published", "failed", "dropped"]),
                name="release_work_busy_follows_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "publishing", "published"]) | ~Q(release=""),
                name="release_work_names_its_release",
            ),
            models.CheckConstraint(condition=~Q(act="roll back") | ~Q(reason=""), name="release_work_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.release}"


class MeasureReview(models.Model):
    """What was decided of a measure; nothing is changed, the newest row stands."""

    metric = models.CharField(max_length=200, db_index=True)
    polarity = models.CharField(max_length=10)
    target_low = models.FloatField(null=True)
    target_high = models.FloatField(null=True)
    nature = models.CharField(max_length=10, blank=True)
    scheme = models.CharField(max_length=60, blank=True)
    value_type = models.CharField(max_length=30, blank=True)
    multiplier = models.FloatField(null=True)
    method = models.CharField(max_length=30, blank=True)
    applies_to = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    reviewer = models.CharField(max_length=200)
    reviewed = models.DateField()
    next_review = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A target has its range, and nothing else has one."""

        ordering: ClassVar = ("-at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(polarity__in=["high", "low", "none"], target_low=None, target_high=None)
                | Q(polarity="target", target_low__isnull=False, target_low__lte=F("target_high")),
                name="review_target_has_its_range",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["", "service", "outcome", "context"]), name="review_nature_known"
            ),
            models.CheckConstraint(
                condition=Q(next_review=None) | Q(next_review__gte=F("reviewed")), name="review_next_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} reviewed by {self.reviewer}"

    def row(self) -> dict[str, Any]:
        """The row of the catalogue: blanks are none."""
        names = ("metric", "polarity", "target_low", "target_high", "nature", "scheme", "value_type", "multiplier")
        more = ("method", "applies_to", "reason", "reviewer", "reviewed", "next_review")
        return {name: None if (value := getattr(self, name)) == "" else value for name in (*names, *more)}
