"""What people type of replies, checked."""

from django import forms

from sectorled.comparison.rules import MOST_LETTERS
from sectorled.publishing.plain_text import plain_text


class Words(forms.CharField):
    """Lines of plain text: no character that hides, or that turns what stands beside it around."""

    def to_python(self, value: str | None) -> str:
        """The lines, cleaned before their letters are counted."""
        return "\n".join(plain_text(line) for line in str(super().to_python(value)).splitlines())


class ReplyForm(forms.Form):
    """A council's words beside a figure; `seen` is the version the writer saw."""

    text = Words(
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
