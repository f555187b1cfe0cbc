"""Forms about measures and releases."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from sectorled.warehouse.tables import VALUE_TYPES

POLARITIES = {
    "high": "High is good",
    "low": "Low is good",
    "target": "Close to a target is good",
    "none": "Neither: it is never called better or worse",
}
NATURES = {
    "service": "A service measure: what the council does",
    "outcome": "A shared outcome: what the council influences",
    "context": "Context: what the place is like",
}
METHODS = {
    "": "By its intervals or counts where it has them",
    "distance": "By its position alone: its parts are not counts of separate events",
}
_YEARS = [("1", "In a year"), ("2", "In two years"), ("3", "In three years")]


class ReviewForm(forms.Form):
    """What is decided of a measure, or of several at once."""

    polarity = forms.ChoiceField(
        label="Which way is good?",
        choices=list(POLARITIES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say which way is good"},
    )
    target_low = forms.FloatField(label="Target, or its lower end", required=False)
    target_high = forms.FloatField(label="Upper end of the target", required=False)
    nature = forms.ChoiceField(
        label="What kind of measure is it?",
        choices=list(NATURES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of measure it is"},
    )
    value_type = forms.ChoiceField(
        label="What is its value?", choices=[("", "As the source says"), *((v, v) for v in VALUE_TYPES)], required=False
    )
    method = forms.ChoiceField(
        label="How is it compared?", choices=list(METHODS.items()), widget=forms.RadioSelect, required=False
    )
    scheme = forms.CharField(
        label="Which groups is it compared in first?",
        help_text="The name of a scheme, for example type or tier. Leave it blank for the usual one.",
        max_length=60,
        required=False,
    )
    applies_to = forms.CharField(
        label="Which kinds of council does it apply to?",
        help_text="With commas, for example county, unitary. Leave it blank for those that have figures.",
        max_length=200,
        required=False,
    )
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=500, error_messages={"required": "Say why, in a sentence"}
    )
    years = forms.ChoiceField(label="When is it reviewed again?", choices=_YEARS, initial="1", required=False)

    def clean(self) -> dict[str, Any]:
        """A target has its range; nothing else has one."""
        given = super().clean() or {}
        if given.get("polarity") != "target":
            return given | {"target_low": None, "target_high": None}
        low, high = given.get("target_low"), given.get("target_high")
        if low is None and "target_low" not in self.errors:
            self.add_error("target_low", "Enter the target")
        elif low is not None and high is not None and high < low:
            self.add_error("target_high", "The upper end of the target is below its lower end")
        return given | {"target_high": low if high is None else high}

    def decision(self, *, by: str, today: date) -> dict[str, Any]:
        """The row of the catalogue, but for the measure's name."""
        given = dict(self.cleaned_data)
        years = int(given.pop("years") or 1)
        again = today.replace(year=today.year + years, day=min(today.day, 28))
        return given | {"multiplier": None, "reviewer": by, "reviewed": today, "next_review": again}


class ImportForm(forms.Form):
    """Reviews as a CSV."""

    file = forms.FileField(
        label="CSV of reviews", error_messages={"required": "Choose the CSV", "empty": "This file is empty"}
    )


class RollBackForm(forms.Form):
    """Which earlier release is to be published again, and why."""

    release = forms.ChoiceField(
        label="Which release?", widget=forms.RadioSelect, error_messages={"required": "Choose a release"}
    )
    reason = forms.CharField(
        label="Why do you go back?",
        help_text="Everybody who asks what happened to the figures sees this.",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why, in a sentence"},
    )

    def __init__(self, earlier: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = list(earlier)  # type: ignore[attr-defined] # a choice field, as declared above
