"""The settings of allauth: accounts by e-mail address, two-step sign-in, one OpenID Connect provider."""

from sectorled.site import environment

ADAPTERS = "sectorled.people.signing_in"
ISSUER = environment.text("SECTORLED_OIDC_ISSUER")

ACCOUNT_ADAPTER = f"{ADAPTERS}.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "sectorled.people.forms.SignUpForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # people hear of what was changed in their account
ACCOUNT_CHANGE_EMAIL = True  # one address a person
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if environment.yes("SECTORLED_HTTPS") else "http"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",  # five wrong passwords from one place lock an address there for five minutes
    "login_failed_anywhere": "100/h/key",  # and this many in an hour lock it everywhere
    "reset_password": "20/m/ip,5/m/key,10/h/key",  # nobody fills another's letter box
}

MFA_ADAPTER = f"{ADAPTERS}.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

SOCIALACCOUNT_ADAPTER = f"{ADAPTERS}.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the one provider is the installation's own
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": environment.text("SECTORLED_OIDC_NAME"),
                "client_id": environment.text("SECTORLED_OIDC_CLIENT"),
                "secret": environment.text("SECTORLED_OIDC_SECRET"),
                "settings": {"server_url": ISSUER},
            }
        ]
        if ISSUER
        else [],
    }
}
