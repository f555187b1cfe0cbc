"""Reports that were asked for: each is its asker's alone."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from sectorled.comparison.models import AskedReport
from sectorled.comparison.selectors.window import shows_what_stands_out
from sectorled.councils.releases import release_read
from sectorled.people.models import User


def asked_by(user: User | AnonymousUser, key: str, *, at: datetime) -> AskedReport:
    """The report with this key, where this person asked for it and may be shown it still; Http404 otherwise.

    Who asked without signing in has nothing but the key, which nobody guesses.
    """
    found = AskedReport.objects.filter(key=key, by=user.pk).first()
    if found is None:
        raise Http404
    release = release_read(found.release)
    if not shows_what_stands_out(user=user, council=found.council, release=release, at=at):
        raise Http404
    return found


def under_way() -> QuerySet[AskedReport]:
    """What waits or is being made."""
    return AskedReport.objects.filter(state__in=(AskedReport.State.WAITING, AskedReport.State.MAKING))


def path_of(asked: AskedReport) -> Path:
    """Where the file is, once it is ready."""
    return Path(settings.FILES) / "asked-reports" / f"{asked.key}.{asked.form}"
