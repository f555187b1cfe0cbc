"""What an officer types of the council's own measures, checked as the table is."""

from typing import Any

from django import forms

from sectorled.briefing.own_measures import LONGEST, Value, typed_decimals, typed_number
from sectorled.warehouse.period_labels import read_label
from sectorled.warehouse.status import COUNTED, STATUSES
from sectorled.warehouse.table_files import ENDINGS

GOOD = (
    ("high", "High is good"),
    ("low", "Low is good"),
    ("target", "Close to its target is good"),
    ("none", "Neither is good in itself"),
)
A_NUMBER = "Enter a plain number, such as 38.3, or leave it blank"
MOST_BYTES = 5 * 1024 * 1024  # of a table of own measures: fifty thousand rows


class OwnMeasureForm(forms.Form):
    """What a measure is."""

    label = forms.CharField(
        label="Name", max_length=LONGEST["label"], error_messages={"required": "Enter the name of the measure"}
    )
    unit = forms.CharField(
        label="Unit", help_text="For example, %, days, £ thousand", max_length=LONGEST["unit"], required=False
    )
    polarity = forms.ChoiceField(label="Which way is good?", choices=GOOD, initial="high", widget=forms.RadioSelect)


class OwnValueForm(forms.Form):
    """One value of a measure."""

    period = forms.CharField(
        label="Period",
        help_text="For example, July to September 2026, 2026 Q3 or 2026/27",
        error_messages={"required": "Enter the period"},
    )
    value = forms.CharField(label="Value", help_text="Leave it blank where there is none", required=False)
    target = forms.CharField(label="Target", required=False)
    status = forms.ChoiceField(label="Status", choices=[(word, word.capitalize()) for word in STATUSES])
    owner = forms.CharField(label="Owner", max_length=LONGEST["owner"], required=False)
    commentary = forms.CharField(
        label="Commentary", widget=forms.Textarea, max_length=LONGEST["commentary"], required=False
    )

    def clean_period(self) -> Any:
        """The period as it is stored."""
        try:
            return read_label(self.cleaned_data["period"]).period
        except ValueError as error:
            raise forms.ValidationError("Enter a period such as July to September 2026, 2026 Q3 or 2026/27") from error

    def clean_value(self) -> str | None:
        """The words of the number, of which its decimals are counted."""
        return self._checked("value")

    def clean_target(self) -> str | None:
        """The same of the target."""
        return self._checked("target")

    def _checked(self, field: str) -> str | None:
        words = self.cleaned_data[field] or None
        try:
            typed_number(words)
        except ValueError as error:
            raise forms.ValidationError(A_NUMBER) from error
        return words

    @property
    def decimals(self) -> int:
        """How many decimals the value was typed with."""
        return typed_decimals(self.cleaned_data["value"])

    @property
    def given(self) -> Value:
        """The value; one without a number is missing, one whose status says so has none."""
        given = self.cleaned_data
        counted = given["status"] in COUNTED
        value = typed_number(given["value"]) if counted else None
        status = "missing" if counted and value is None else given["status"]
        words = (given[name] or None for name in ("commentary", "owner"))
        return Value(given["period"], value, typed_number(given["target"]), status, *words)


class UploadForm(forms.Form):
    """A table of own measures."""

    file = forms.FileField(
        label="A table of measures",
        help_text="CSV, XLSX or ODS, up to 5 megabytes",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )

    def clean_file(self) -> Any:
        """Of a kind that is read, and not too large; what it truly is the reader tells."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 5 megabytes. Leave out other sheets or older years")
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError("Choose a CSV, XLSX or ODS file")
        return file
