"""A report that takes longer than a page may: what is being made, then the file."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sectorled.comparison.forms.reports import FORMS
from sectorled.comparison.models import AskedReport
from sectorled.comparison.rules import has_stopped_before
from sectorled.comparison.selectors.asked import asked_by, path_of
from sectorled.comparison.views.sending import sent
from sectorled.councils.releases import release_read

STATE = AskedReport.State


@require_safe
@never_cache
def asked(request: HttpRequest, key: str) -> HttpResponse:
    """How far a report is; once it is made, where it is."""
    now = timezone.now()
    found = asked_by(request.user, key, at=now)
    ready = found.state == STATE.READY
    failed = found.state == STATE.FAILED or (not ready and found.at < has_stopped_before(now))
    again = {"release": found.release, "group": found.group, "measure": found.metrics, "form": found.form}
    context = {
        "report": found,
        "name": release_read(found.release).area_names[found.council],
        "form": dict(FORMS)[found.form],
        "failed": failed,
        "going": not ready and not failed,
        "again": f"{reverse('report', args=[found.council])}?{urlencode(again, doseq=True)}",
    }
    return render(request, "comparison/asked_report.html", context)


@require_safe
@never_cache
def asked_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file, once it is made."""
    found = asked_by(request.user, key, at=timezone.now())
    if found.state != STATE.READY or not path_of(found).exists():
        raise Http404
    return sent(path_of(found).read_bytes(), form=found.form, name=f"headline-{found.council}")
