"""A council's own measures: what they are, and every value they ever had."""

from typing import ClassVar

from django.db import models

from sectorled.analysis.periods import parse_iso
from sectorled.warehouse.status import COUNTED, STATUSES
from sectorled.warehouse.tables import POLARITIES

WITH_A_VALUE = sorted(COUNTED)  # statuses


class OwnMeasure(models.Model):
    """A measure that only its council keeps and sees; `key` is its name in the council's table."""

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="own_measures")
    key = models.CharField("id", max_length=80)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    polarity = models.CharField(max_length=10, choices=[(word, word) for word in POLARITIES], default="none")
    decimals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order of their names; a name is used once at a council."""

        ordering = ("label", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "key"], name="own_measure_once"),
            models.CheckConstraint(condition=models.Q(polarity__in=POLARITIES), name="own_measure_polarity_known"),
            models.CheckConstraint(condition=models.Q(decimals__lte=3), name="own_measure_decimals"),
            models.CheckConstraint(condition=~models.Q(key="") & ~models.Q(label=""), name="own_measure_named"),
        ]

    def __str__(self) -> str:
        return self.label


class OwnValue(models.Model):
    """One version of a measure's value in a period; the row of a period that is `current` stands.

    `period` is an ISO 8601 interval and `starts` its first day.
    """

    measure = models.ForeignKey(OwnMeasure, on_delete=models.CASCADE, related_name="values")
    period = models.CharField(max_length=40)
    starts = models.DateField()
    number = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    target = models.FloatField(null=True)
    status = models.CharField(max_length=20, choices=[(word, word) for word in STATUSES], default="final")
    commentary = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        """One version of a period stands; a value is there where its status says so, and only there."""

        ordering = ("measure_id", "starts", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "period", "number"], name="own_value_version_once"),
            models.UniqueConstraint(
                fields=["measure", "period"], condition=models.Q(current=True), name="own_value_one_stands"
            ),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="own_value_status_known"),
            models.CheckConstraint(
                condition=models.Q(status__in=WITH_A_VALUE, value__isnull=False)
                | (~models.Q(status__in=WITH_A_VALUE) & models.Q(value__isnull=True)),
                name="own_value_where_status_says_so",
            ),
        ]

    @property
    def spoken(self) -> str:
        """The period in words."""
        return parse_iso(self.period).spoken

    def __str__(self) -> str:
        return f"{self.measure_id} in {self.period}, version {self.number}"
