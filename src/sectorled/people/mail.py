"""What is written to people about their own accounts: one table, by allauth's name of the event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a text; `secret` where the text holds a link that lets its reader in."""

    subject: str
    text: str
    secret: bool = False


_NOT_YOU = "If this was not you, reset your password at {address}/account/password/reset/ and tell {contact}."
_CONFIRM = Letter(
    "Confirm your e-mail address",
    "Open this link to confirm that {email} is your address:\n\n{activate_url}\n\n"
    "It works for 3 days. If you did not ask for it, ignore this message.",
    secret=True,
)
LETTERS = {
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/account_already_exists": Letter(
        "You already have an account",
        "Someone, perhaps you, asked for a new account for {email}. You have one already.\n\n"
        "Sign in at {address}/account/login/, or choose a new password at {address}/account/password/reset/.",
    ),
    "account/email/unknown_account": Letter(
        "No account for this address",
        "Someone, perhaps you, asked to reset the password of an account for {email}. There is no such account.\n\n"
        "If you have another address, try that one. Otherwise ignore this message.",
    ),
    "account/email/password_reset_key": Letter(
        "Choose a new password",
        "Open this link to choose a new password:\n\n{password_reset_url}\n\n"
        "It works once, for 3 days. If you did not ask for it, ignore this message: your password stays as it is.",
        secret=True,
    ),
    "account/email/password_reset": Letter("Your password was changed", f"Your password was reset. {_NOT_YOU}"),
    "account/email/password_changed": Letter("Your password was changed", f"Your password was changed. {_NOT_YOU}"),
    "account/email/password_set": Letter("A password was set", f"A password was set for your account. {_NOT_YOU}"),
    "account/email/email_changed": Letter(
        "Your e-mail address was changed",
        "The address of your account was changed from {from_email} to {to_email}. If this was not you, tell {contact}.",
    ),
    "account/email/email_deleted": Letter(
        "An e-mail address was removed",
        "The address {deleted_email} no longer belongs to your account. If this was not you, tell {contact}.",
    ),
    "account/email/email_confirm": Letter("Your e-mail address is confirmed", f"Your address is confirmed. {_NOT_YOU}"),
    "mfa/email/totp_activated": Letter(
        "Two-step sign-in is on", f"From now on you sign in with your password and a code. {_NOT_YOU}"
    ),
    "mfa/email/totp_deactivated": Letter(
        "Two-step sign-in is off", f"From now on you sign in with your password alone. {_NOT_YOU}"
    ),
    "mfa/email/recovery_codes_generated": Letter(
        "New recovery codes", f"New recovery codes were made; the old ones no longer work. {_NOT_YOU}"
    ),
    "socialaccount/email/account_connected": Letter(
        "A way to sign in was added", f"You can now sign in through {{provider}}. {_NOT_YOU}"
    ),
    "invitation": Letter(
        "You are invited to {body}'s comparison of councils",
        "{inviter} has made you {role} at {organisation}.\n\nOpen this link to choose a password:\n\n{link}\n\n"
        "It works once, for 3 days. After that, ask for a new one at {address}/account/password/reset/.",
        secret=True,
    ),
    "role given": Letter(
        "You have a new role",
        "{inviter} has made you {role} at {organisation}. Sign in at {address}/account/ to see what you can do.",
    ),
}
SAID_ON_PAGE = {
    "account/messages/email_confirmation_failed.txt": "This address cannot be confirmed.",
    "account/messages/email_confirmed.txt": "Your e-mail address is confirmed.",
    "account/messages/email_deleted.txt": "The e-mail address was removed.",
    "account/messages/email_confirmation_sent.txt": "We have sent you a link. Open it to confirm the address.",
    "account/messages/logged_out.txt": "You have signed out.",
    "account/messages/password_changed.txt": "Your password was changed.",
    "account/messages/password_set.txt": "Your password was set.",
    "mfa/messages/totp_activated.txt": "Two-step sign-in is on.",
    "mfa/messages/totp_deactivated.txt": "Two-step sign-in is off.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes. Any older ones no longer work.",
}
