"""How allauth signs people in here: its letters through our messages, its words replaced by ours."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from sectorled.people.mail import LETTERS, SAID_ON_PAGE
from sectorled.people.rules import AT_THE_BODY
from sectorled.people.selectors import must_turn_on_two_step
from sectorled.platform import notify
from sectorled.platform.addresses import client_address, client_network

APP = "allauth.account"
ANYWHERE = "login_failed_anywhere"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts by e-mail address and password."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both, or reset it.",
        "too_many_login_attempts": "Too many attempts to sign in. Wait five minutes, or reset your password.",
        "incorrect_password": "The password is not right.",
        "enter_current_password": "The current password is not right.",
        "account_inactive": "This account is closed. Ask the administrator to open it again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our letters through the outgoing messages, so that it leaves by the worker."""
        letter = LETTERS[template_prefix]
        facts = context | {"email": email, "address": settings.ADDRESS, "contact": settings.CONTACT}
        notify.send(
            to=email,
            subject=letter.subject,
            text=letter.text.format_map(facts),
            secret=letter.secret,
            at=timezone.now(),
        )

    def add_message(  # noqa: PLR0917 - as allauth calls it
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say on the next page what happened, where there is something worth saying."""
        if text := SAID_ON_PAGE.get(message_template or ""):
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the caller, past the proxies that the settings name."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try: few for an address from one place, more from all places, so that a stranger locks nobody out."""
        super().pre_authenticate(request, **credentials)
        tried = ratelimit.consume(request, app=APP, action=ANYWHERE, key=_login(credentials))
        if tried is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += tried.usage  # what is taken back where the password was right

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By place and address; never by the host that the request names, which the caller may choose."""
        return f"{client_network(request)}:{_login(credentials)}"

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a new password was chosen by a link, nothing that was tried before counts."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, app=APP, action=ANYWHERE, key=_login(credentials))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a letter leads to the site's own address, whatever host the request named."""
        return _at_our_address(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The same for the link that confirms an address."""
        return _at_our_address(super().get_email_confirmation_url(request, emailconfirmation))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where two-step sign-in has to be turned on first, there."""
        if must_turn_on_two_step(request.user):
            return reverse("mfa_activate_totp")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a change of password, back to the account."""
        return reverse("account")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Sign-in through the organisation's own provider."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take over the name that the provider gives."""
        user = super().populate_user(request, sociallogin, data)
        user.name = (data.get("name") or "")[:200]
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """After connecting a provider, back to the account."""
        return reverse("account")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Two-step sign-in."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Codes change every 30 seconds: enter the one that shows now.",
        "add_email_blocked": "Turn two-step sign-in off first. Turn it on again once the new address is confirmed.",
        "unverified_email": "Confirm your e-mail address first: open the link that we sent to it.",
        "cannot_delete_authenticator": "Your role at the sector body needs two-step sign-in, so it stays on.",
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """It stays on for whom it is required."""
        return not (settings.BODY_TWO_STEP and authenticator.user.roles.filter(kind__in=AT_THE_BODY).exists())

    def get_totp_issuer(self) -> str:
        """What the authenticator app calls this site."""
        return settings.BODY


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).lower()


def _at_our_address(url: str) -> str:
    return settings.ADDRESS + urlsplit(url).path
