"""A person's own account.  Of allauth's pages only those named here can be reached."""

from allauth.account import views as accounts
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as provider
from django.urls import path, re_path

from sectorled.people.views import account

urlpatterns = [
    path("", account.account, name="account"),
    path("name/", account.name, name="account-name"),
    path("login/", accounts.login, name="account_login"),
    path("logout/", accounts.logout, name="account_logout"),
    path("inactive/", accounts.account_inactive, name="account_inactive"),
    path("signup/", accounts.signup, name="account_signup"),
    path("reauthenticate/", accounts.reauthenticate, name="account_reauthenticate"),
    path("email/", accounts.email, name="account_email"),
    path("confirm-email/", accounts.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", accounts.confirm_email, name="account_confirm_email"),
    path("password/change/", accounts.password_change, name="account_change_password"),
    path("password/set/", accounts.password_set, name="account_set_password"),
    path("password/reset/", accounts.password_reset, name="account_reset_password"),
    path("password/reset/done/", accounts.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        accounts.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accounts.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("two-step/", steps.index, name="mfa_index"),
    path("two-step/code/", steps.authenticate, name="mfa_authenticate"),
    path("two-step/reauthenticate/", steps.reauthenticate, name="mfa_reauthenticate"),
    path("two-step/turn-on/", apps.activate_totp, name="mfa_activate_totp"),
    path("two-step/turn-off/", apps.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-step/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-step/recovery-codes/make/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/failed/", social.login_error, name="socialaccount_login_error"),
    path("provider/signup/", social.signup, name="socialaccount_signup"),
    path("provider/<slug:provider_id>/login/", provider.login, name="openid_connect_login"),
    path("provider/<slug:provider_id>/login/callback/", provider.callback, name="openid_connect_callback"),
]
