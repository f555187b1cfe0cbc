"""Every setting that the environment gives, in one table; docs/reference/settings.md is printed from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]
SECRET_LETTERS = 50


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable: its default (None: it must be given) and what it means, in words."""

    name: str
    default: str | None
    meaning: str


VARIABLES = (
    Variable("SECTORLED_SECRET_KEY", None, "signs sessions and links; at least 50 random characters, never shared"),
    Variable("SECTORLED_HOSTS", "127.0.0.1,localhost", "host names the site answers to, with commas"),
    Variable("SECTORLED_ADDRESS", "http://127.0.0.1:8000", "the address people type, for links in messages"),
    Variable("SECTORLED_HTTPS", "no", "yes where the site is reached by https only: secure cookies and HSTS"),
    Variable("SECTORLED_PROXIES", "0", "how many proxies stand before the site and add to X-Forwarded-For"),
    Variable("DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'records.sqlite3'}", "the database of records"),
    Variable("SECTORLED_WAREHOUSE", str(ROOT / "var" / "warehouse"), "folder or s3:// address of the releases"),
    Variable("SECTORLED_FILES", str(ROOT / "var" / "files"), "folder of uploaded files and of drawn charts"),
    Variable("SECTORLED_STATIC", str(ROOT / "var" / "static"), "folder into which static files are collected"),
    Variable("SECTORLED_FRONTEND", str(ROOT / "var" / "frontend"), "folder of the front end as npm builds it"),
    Variable("SECTORLED_BODY", "The sector body", "name of the sector body that runs this installation"),
    Variable("SECTORLED_CONTACT", "help@example.org", "address that pages give to people who need help"),
    Variable("SECTORLED_REPLY_DAYS", "10", "working days after a release in which what stands out is the council's"),
    Variable(
        "SECTORLED_BODY_TWO_STEP",
        "",
        "yes where roles at the sector body open only with two-step sign-in; left empty, as SECTORLED_HTTPS is",
    ),
    Variable("SECTORLED_POSTS", "120", "how many forms one address or user may send in a minute; 0: any number"),
    Variable("SECTORLED_API_REQUESTS", "300", "how many requests to the API one address may make in a minute"),
    Variable("SECTORLED_UPLOAD_MEGABYTES", "200", "largest file that may be uploaded"),
    Variable(
        "SECTORLED_FETCH_PRIVATE", "no", "yes where stewards may have files fetched from this machine's own network"
    ),
    Variable("SECTORLED_MAIL", "console", "how messages leave: console, file (with SECTORLED_FILES) or smtp"),
    Variable("SECTORLED_MAIL_FROM", "no-reply@example.org", "sender of messages"),
    Variable("SECTORLED_SMTP_HOST", "localhost", "the mail server"),
    Variable("SECTORLED_SMTP_PORT", "587", "its port, with STARTTLS"),
    Variable("SECTORLED_SMTP_USER", "", "its user, where it wants one"),
    Variable("SECTORLED_SMTP_PASSWORD", "", "that user's password"),
    Variable("SECTORLED_OIDC_ISSUER", "", "address of an OpenID Connect provider; without it there is no such button"),
    Variable("SECTORLED_OIDC_NAME", "your organisation", "what its button says after 'Sign in with'"),
    Variable("SECTORLED_OIDC_CLIENT", "", "client id there"),
    Variable("SECTORLED_OIDC_SECRET", "", "client secret there"),
    Variable("SECTORLED_LOG_LEVEL", "INFO", "how much is logged: DEBUG, INFO, WARNING or ERROR"),
)
_KNOWN = {variable.name: variable for variable in VARIABLES}


def text(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """The value of a variable; ImproperlyConfigured, naming it, where it must be given and is not."""
    variable = _KNOWN[name]
    value = environment.get(name) or variable.default
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: {variable.meaning}.")
    return value


def number(name: str, environment: Mapping[str, str] = os.environ) -> int:
    """A whole number."""
    value = text(name, environment)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}; it needs a whole number: {_KNOWN[name].meaning}.")
    return int(value)


def yes(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Yes or no."""
    value = text(name, environment).casefold()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it needs yes or no: {_KNOWN[name].meaning}.")
    return value == "yes"


def secret(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """A secret that is long enough not to be guessed."""
    value = text(name, environment)
    if len(value) < SECRET_LETTERS:
        raise ImproperlyConfigured(f"{name} is too short; it needs {SECRET_LETTERS} random characters.")
    return value


def one_of(name: str, known: tuple[str, ...], environment: Mapping[str, str] = os.environ) -> str:
    """One of the words that are known."""
    value = text(name, environment)
    if value not in known:
        raise ImproperlyConfigured(f"{name} is {value!r}; it needs one of: {', '.join(known)}.")
    return value
