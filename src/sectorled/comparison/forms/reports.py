"""What a report is to hold, checked."""

from django import forms

FORMS = (("html", "Web page"), ("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
MOST_MEASURES = 20  # of a headline report: two pages and a third of a second each


class HeadlineForm(forms.Form):
    """Measures, the group they are compared in, and the form of the file."""

    measure = forms.MultipleChoiceField(
        label="Which measures?",
        error_messages={
            "required": "Choose at least one measure",
            "invalid_choice": "There is no measure %(value)s in this release: choose from the list",
        },
    )
    group = forms.ChoiceField(label="Compared with", required=False)
    form = forms.ChoiceField(label="As", choices=FORMS, initial="docx", widget=forms.RadioSelect)

    def clean_measure(self) -> list[str]:
        """Not more than a report can hold."""
        chosen: list[str] = self.cleaned_data["measure"]
        if len(chosen) > MOST_MEASURES:
            raise forms.ValidationError(f"Choose up to {MOST_MEASURES} measures")
        return chosen


class QuarterlyForm(forms.Form):
    """Own measures and national ones, the last period, and the report it is compared with."""

    until = forms.ChoiceField(label="Up to which period?")
    since = forms.ChoiceField(
        label="Say what changed since",
        help_text="The report says what is new, revised and changed since then.",
        required=False,
    )
    own = forms.MultipleChoiceField(
        label="Which of our own measures?", error_messages={"required": "Choose at least one of our own measures"}
    )
    measure = forms.MultipleChoiceField(label="Which national measures?", required=False)
    group = forms.ChoiceField(label="Compared with", required=False)
