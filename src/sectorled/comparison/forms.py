"""What people type on the pages of comparison, checked."""

from typing import Any

from django import forms

from sectorled.comparison.rules import MOST_LETTERS
from sectorled.councils.models import Council


class ReplyForm(forms.Form):
    """A council's words beside a figure; `seen` is the version the writer saw."""

    text = forms.CharField(
        label="What do you want readers to know?",
        max_length=MOST_LETTERS,
        error_messages={
            "required": "Enter what you want readers to know",
            "max_length": f"Shorten it to {MOST_LETTERS:,} characters",
        },
    )
    seen = forms.IntegerField(min_value=0)


class SendBackForm(forms.Form):
    """Why a reply goes back to its council."""

    reason = forms.CharField(
        label="Why does it go back?",
        max_length=500,
        error_messages={"required": "Enter why it goes back", "max_length": "Shorten the reason to 500 characters"},
    )


class PauseForm(forms.Form):
    """Days on which nothing is published, and why."""

    starts = forms.DateField(
        label="First day", error_messages=dict.fromkeys(("required", "invalid"), "Enter a date, such as 25/3/2027")
    )
    ends = forms.DateField(
        label="Last day", error_messages=dict.fromkeys(("required", "invalid"), "Enter a date, such as 6/5/2027")
    )
    council = forms.ModelChoiceField(Council.objects.all(), label="For which council?", required=False)
    reason = forms.CharField(
        label="Why?",
        max_length=200,
        error_messages={"required": "Enter why publication pauses", "max_length": "Shorten it to 200 characters"},
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first day")
        return given
