"""What people are asked about accounts and roles."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from sectorled.councils.models import Council
from sectorled.people.models import Role
from sectorled.people.rules import check_fits
from sectorled.platform.refusals import RefusedError


class SignUpForm(SignupForm):  # type: ignore[misc] # allauth ships no types
    """An address and a password for a new account."""

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account; for an address that has one it takes as long, so that time tells the visitor nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class NameForm(forms.Form):
    """One's own name."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As it stands beside what you write.",
        error_messages={"required": "Enter your name."},
    )


class RoleForm(forms.Form):
    """A role, and where it is held."""

    kind = forms.ChoiceField(
        label="Role",
        choices=[(kind.value, kind.label.capitalize()) for kind in Role.Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )
    council = forms.ModelChoiceField(
        label="Council",
        queryset=Council.objects.all(),
        required=False,
        empty_label="None: the sector body",
        help_text="For performance officers, leaders and chief executives.",
    )

    def clean(self) -> dict[str, Any]:
        """The role fits where it is held; the rule says what is wrong."""
        told: dict[str, Any] = super().clean() or {}
        if "kind" in told and "council" in told:
            try:
                check_fits(told["kind"], at_a_council=told["council"] is not None)
            except RefusedError as error:
                self.add_error("council", str(error))
        return told

    @property
    def code(self) -> str:
        """The code of the council that was chosen; blank for the sector body."""
        council: Council | None = self.cleaned_data["council"]
        return council.code if council else ""


class InvitationForm(RoleForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label="E-mail address", error_messages={"required": "Enter the e-mail address."})
    name = forms.CharField(label="Name", max_length=200, required=False)
    field_order = ("email", "name", "kind", "council")
