"""Django's settings.  What differs between installations comes from the environment (`environment.VARIABLES`)."""

import os
from pathlib import Path

import dj_database_url

from sectorled.site import environment
from sectorled.site.accounts import *  # noqa: F403 - settings of one subject, which Django wants in this module
from sectorled.site.logs import logging_of

os.umask(0o077)  # records, uploads, letters: what the site writes is for its own account on the machine alone

SECRET_KEY = environment.secret("SECTORLED_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.text("SECTORLED_HOSTS").split(",")
ADDRESS = environment.text("SECTORLED_ADDRESS").rstrip("/")
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "sectorled.platform",
    "sectorled.people",
    "sectorled.councils",
    "sectorled.comparison",
    "sectorled.stewardship",
    "sectorled.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sectorled.site.middleware.request_log",
    "sectorled.site.middleware.security_headers",
    "sectorled.api.middleware.readable_from_anywhere",
    "sectorled.site.kept_pages.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sectorled.site.middleware.two_step_first",
    "sectorled.site.limits.body_size",
    "sectorled.site.limits.posts_a_minute",
    "allauth.account.middleware.AccountMiddleware",
    "sectorled.site.middleware.refusals",
    "sectorled.site.written.signed_out",
]
ROOT_URLCONF = "sectorled.site.urls"
WSGI_APPLICATION = "sectorled.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "sectorled.site.jinja.environment"},
    }
]

DATABASES = {
    "default": dj_database_url.parse(environment.text("DATABASE_URL"), conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
HTTPS = environment.yes("SECTORLED_HTTPS")
BODY_TWO_STEP = environment.yes("SECTORLED_BODY_TWO_STEP") if environment.text("SECTORLED_BODY_TWO_STEP") else HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sectorled.site.limits.stale_form"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
PROXIES = environment.number("SECTORLED_PROXIES")

WAREHOUSE = environment.text("SECTORLED_WAREHOUSE")
FILES = Path(environment.text("SECTORLED_FILES"))
BODY = environment.text("SECTORLED_BODY")
CONTACT = environment.text("SECTORLED_CONTACT")
REPLY_WORKING_DAYS = environment.number("SECTORLED_REPLY_DAYS")
POSTS_A_MINUTE = environment.number("SECTORLED_POSTS")
API_REQUESTS_A_MINUTE = environment.number("SECTORLED_API_REQUESTS")
FETCH_PRIVATE = environment.yes("SECTORLED_FETCH_PRIVATE")
STEWARD_TASKS = [  # title, hint, page, and the function that counts what waits
    (
        "Replies of councils",
        "Publish each beside its figure, or send it back with a reason",
        "moderation",
        "sectorled.comparison.selectors.replies.waiting",
    ),
]
AFTER_PUBLICATION = ["sectorled.comparison.tasks.tell_followers"]  # tasks for the worker once a release stands
UPLOAD_BYTES = environment.number("SECTORLED_UPLOAD_MEGABYTES") * 1024 * 1024

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("SECTORLED_STATIC"))
FRONTEND = Path(environment.text("SECTORLED_FRONTEND"))
STATICFILES_DIRS = [FRONTEND] if FRONTEND.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CACHES = {
    "default": {
        "BACKEND": "sectorled.site.counts.Counts",
        "LOCATION": FILES / "cache",
        "TIMEOUT": 3_600,
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": FILES / "pages",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 3_600,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

_MAIL = environment.one_of("SECTORLED_MAIL", ("console", "file", "smtp"))
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if _MAIL == 'file' else _MAIL}.EmailBackend"
EMAIL_FILE_PATH = FILES / "mail"
DEFAULT_FROM_EMAIL = environment.text("SECTORLED_MAIL_FROM")
EMAIL_HOST = environment.text("SECTORLED_SMTP_HOST")
EMAIL_PORT = environment.number("SECTORLED_SMTP_PORT")
EMAIL_HOST_USER = environment.text("SECTORLED_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("SECTORLED_SMTP_PASSWORD")
EMAIL_USE_TLS = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

LOGGING = logging_of(environment.one_of("SECTORLED_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")))
LOGGING_CONFIG = "logging.config.dictConfig"
