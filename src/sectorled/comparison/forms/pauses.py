"""What an administrator types of a pause, checked."""

from typing import Any

from django import forms

from sectorled.councils.models import Council

DAY = dict.fromkeys(("required", "invalid"), "Enter a date, such as 25/3/2027")


class PauseForm(forms.Form):
    """Days on which nothing is published, and why."""

    starts = forms.DateField(
        label="First day", help_text="For example, 25/3/2027. Tomorrow at the earliest.", error_messages=DAY
    )
    ends = forms.DateField(label="Last day", error_messages=DAY)
    council = forms.ModelChoiceField(
        Council.objects.all(), label="For which council?", required=False, empty_label="Every council"
    )
    reason = forms.CharField(
        label="Why?",
        help_text="For example, local elections on 6 May 2027",
        max_length=200,
        error_messages={"required": "Enter why publication pauses", "max_length": "Shorten it to 200 characters"},
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first day")
        return given
