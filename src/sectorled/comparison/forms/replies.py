"""What people type of replies, checked."""

from django import forms

from sectorled.comparison.rules import MOST_LETTERS


class ReplyForm(forms.Form):
    """A council's words beside a figure; `seen` is the version the writer saw."""

    text = forms.CharField(
        label="What do you want readers to know?",
        help_text=f"Plain text, up to {MOST_LETTERS:,} characters. It stands beside the figure.",
        widget=forms.Textarea,
        max_length=MOST_LETTERS,
        error_messages={
            "required": "Enter what you want readers to know",
            "max_length": f"Shorten it to {MOST_LETTERS:,} characters",
        },
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SendBackForm(forms.Form):
    """Why a reply goes back to its council."""

    reason = forms.CharField(
        label="Why does it go back?",
        help_text="The council reads this.",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Enter why it goes back", "max_length": "Shorten the reason to 500 characters"},
    )
