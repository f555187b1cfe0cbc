"""Forms about files: sending them, describing the columns of a table, withdrawing a load, accepting a name."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sectorled.stewardship.columns import ROLES
from sectorled.stewardship.kinds import KIND_WORDS
from sectorled.warehouse.period_labels import HINTS
from sectorled.warehouse.sources import KINDS


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; blank ones are told apart by the rules, which name them."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """All of them."""
        given = data if isinstance(data, list) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return given


class SendForm(forms.Form):
    """Files or an address, and of which kind they are."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    files = FilesField(label="Files", required=False)  # type: ignore[assignment] # a field of this name is what the form has
    address = forms.URLField(
        label="Or the address of a file",
        help_text="It begins with https://",
        required=False,
        assume_scheme="https",
        max_length=2000,
        error_messages={"invalid": "Enter the whole address of the file, from https:// on"},
    )
    kind = forms.ChoiceField(
        label="What kind of file is it?",
        choices=[("", "Recognise it for me"), *((kind, KIND_WORDS[kind]) for kind in KINDS)],
        required=False,
        widget=forms.RadioSelect,
    )
    adds = forms.BooleanField(
        label="Add to the figures of the same data set that were sent before, instead of replacing them", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Files or an address, and not both."""
        given = super().clean() or {}
        files, address = given.get("files"), given.get("address")
        if not files and not address and not self.errors:
            self.add_error("files", "Choose a file, or enter the address of one")
        if files and address:
            self.add_error("address", "Send files or an address, not both")
        return given


class ColumnsForm(forms.Form):
    """What each column of a table is."""

    def __init__(self, columns: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = [column["name"] for column in columns]
        for i, column in enumerate(columns):
            self.fields[f"column-{i}"] = forms.ChoiceField(
                label=column["name"],
                help_text=_seen(column),
                choices=[("", "Leave it out"), *ROLES.items()],
                initial=column["role"],
                required=False,
            )

    def roles(self) -> dict[str, str]:
        """Column to role."""
        return {name: self.cleaned_data[f"column-{i}"] for i, name in enumerate(self._names)}


def _seen(column: Mapping[str, Any]) -> str:
    samples = ", ".join(column["samples"]) or "nothing"
    why = f" Proposed, {column['sure']}% sure: {column['why']}." if column["why"] else ""
    return f"Holds {samples}.{why}"


class WordsForm(forms.Form):
    """What is to be said of all measures of a table, and of each where each has a column."""

    dataset = forms.SlugField(
        label="Name of the data set",
        help_text="Small letters and hyphens. A newer file of the same name replaces this one.",
        max_length=60,
        error_messages={"invalid": "Use letters, digits and hyphens for the name of the data set"},
    )
    label = forms.CharField(
        label="Period of all figures",
        help_text="Only where no column tells it: for example 2024/25",
        max_length=40,
        required=False,
    )
    hint = forms.ChoiceField(
        label="Years are", choices=[("", "As they are written"), *((h, f"{h} years") for h in HINTS)], required=False
    )
    measure = forms.CharField(
        label="Name of the measure", max_length=200, error_messages={"required": "Enter the name of the measure"}
    )
    source = forms.CharField(
        label="Source", max_length=200, error_messages={"required": "Enter where the figures come from"}
    )
    publisher = forms.CharField(label="Publisher", max_length=200, required=False)
    unit = forms.CharField(label="Unit", help_text="For example %, days or £ per person", max_length=60, required=False)
    licence = forms.CharField(label="Licence", max_length=200, required=False)
    url = forms.URLField(label="Address of the source", required=False, assume_scheme="https")
    caveat = forms.CharField(
        label="What must be known to read the figures", widget=forms.Textarea, max_length=1000, required=False
    )

    def __init__(self, mapping: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        about, named = mapping["about"], mapping["columns"].get("value", "")
        kwargs["initial"] = {
            **about,
            "label": "",
            **mapping["period"],
            "dataset": mapping["dataset"],
            "measure": about.get("label", named),
        }
        super().__init__(*args, **kwargs)
        self._metrics: Mapping[str, Mapping[str, str]] = mapping["metrics"]
        if self._metrics or "metric" in mapping["columns"]:  # columns of the table name the measures
            del self.fields["measure"]
        for i, (column, told) in enumerate(self._metrics.items()):
            self.fields[f"label-{i}"] = forms.CharField(
                label=f"Name of the measure in column {column}", initial=told.get("label", column), max_length=200
            )
            self.fields[f"period-{i}"] = forms.CharField(
                label=f"Period of column {column}",
                help_text="Only where it has one of its own",
                initial=told.get("period", ""),
                max_length=40,
                required=False,
            )

    def labels(self) -> list[dict[str, str]]:
        """Of each column of figures: the measure's name and period; columns of one name are one measure."""
        given = self.cleaned_data
        return [
            {**said, "label": given[f"label-{i}"], "metric": given[f"label-{i}"], "period": given[f"period-{i}"]}
            for i, said in enumerate(self._metrics.values())
        ]


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=500, error_messages={"required": "Say why, in a sentence"}
    )


class NameForm(forms.Form):
    """Which council a name means."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    back = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    council = forms.CharField(
        label="Which council is it?",
        help_text="Its name or code",
        max_length=200,
        error_messages={"required": "Enter the name or code of the council"},
    )
