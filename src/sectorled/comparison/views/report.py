"""Reports: headline, of chosen measures, for whoever is shown them; quarterly, for the council's own people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.analysis.periods import parse_iso
from sectorled.comparison.forms import HeadlineForm, QuarterlyForm
from sectorled.comparison.models import CommitteeReport
from sectorled.comparison.rules import takes_long
from sectorled.comparison.selectors.keeping import council_kept_by
from sectorled.comparison.selectors.measures import own_measures, periods_of
from sectorled.comparison.selectors.reports import (
    group_choices,
    headline_report,
    measures_by_theme,
    reports_of,
    written,
)
from sectorled.comparison.selectors.window import keeps, public_from, shows_what_stands_out
from sectorled.comparison.services.asking import ask_for_report
from sectorled.comparison.services.reports import make_report
from sectorled.comparison.views.canonical import at_its_code
from sectorled.comparison.views.sending import sent_document
from sectorled.councils.models import Council
from sectorled.councils.releases import release_read
from sectorled.people.models import User
from sectorled.people.requests import SignedInRequest
from sectorled.platform.one_at_a_time import one_at_a_time
from sectorled.warehouse.queries.open import Release


@require_http_methods(["GET", "HEAD", "POST"])
@at_its_code
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Choose measures, a group and a form; with these the report itself, made by the worker where it takes long."""
    posted = request.method == "POST"
    told = request.POST if posted else request.GET
    release = release_read(told.get("release"))
    shown = shows_what_stands_out(user=request.user, council=code, release=release, at=timezone.now())
    form = HeadlineForm(told if posted or told.get("form") else None, initial={"form": "docx"})
    themes = measures_by_theme(release)
    form.fields["measure"].choices = [one for _, found in themes for one in found]  # type: ignore[attr-defined] # a choice
    form.fields["group"].choices = group_choices(release, code)  # type: ignore[attr-defined] # a choice
    long = False
    if shown and form.is_bound and form.is_valid():
        given = form.cleaned_data
        long = takes_long(len(given["measure"]), given["form"])
        if not long:
            return _headline(request, release, code, given)
        if posted:
            return redirect("asked-report", _asked(request, release, code, given))
    context = {
        "long": long,
        "release": release,
        "code": code,
        "name": release.area_names[code],
        "shown": shown,
        "keeps": keeps(request.user, code),
        "public_from": public_from(council=code, release=release),
        "themes": themes,
        "chosen": form["measure"].value() or [],
        "form": form,
    }
    return render(request, "comparison/report.html", context, status=400 if form.errors else 200)


def _asked(request: HttpRequest, release: Release, code: str, given: dict[str, Any]) -> str:
    return ask_for_report(
        council=code,
        release=release.id,
        group=given["group"],
        metrics=given["measure"],
        form=given["form"],
        by=request.user if isinstance(request.user, User) else None,
        at=timezone.now(),
    ).key


@one_at_a_time
def _headline(request: HttpRequest, release: Release, code: str, given: dict[str, Any]) -> HttpResponse:
    made = headline_report(release, code, group=given["group"], metrics=given["measure"], at=timezone.now())
    return sent_document(made.document, form=given["form"], name=f"headline-{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quarterly(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose own and national measures, the period and the last report; posting makes the report."""
    council, release = council_kept_by(request.user, code), release_read()
    form, context = _quarterly_form(request, council, release)
    if request.method != "POST" or not form.is_valid():
        return render(request, "comparison/quarterly.html", context, status=400 if form.errors else 200)
    given = form.cleaned_data
    made = make_report(
        council=council,
        release=release.id,
        group=given["group"],
        metrics=given["measure"],
        own=given["own"],
        until=given["until"],
        since=reports_of(council).filter(pk=given["since"]).first() if given["since"] else None,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "The report is made.")
    return redirect("made-report", code, made.pk)


def _quarterly_form(
    request: SignedInRequest, council: Council, release: Release
) -> tuple[QuarterlyForm, dict[str, Any]]:
    """The form with what can be chosen: everything of the council's own, up to the newest period, since the last."""
    own, themes, earlier = own_measures(council), measures_by_theme(release), list(reports_of(council))
    periods = periods_of(own)
    before = next((one.pk for one in earlier if one.until != periods[0].iso), "") if periods else ""
    initial = {"own": [one.measure for one in own], "since": before}
    form = QuarterlyForm(request.POST or None, initial=initial)
    choices = {
        "own": [(one.measure, one.label) for one in own],
        "measure": [one for _, found in themes for one in found],
        "group": group_choices(release, council.pk),
        "until": [(period.iso, period.spoken) for period in periods],
        "since": [("", "Nothing: this is the first"), *((str(one.pk), _named(one)) for one in earlier)],
    }
    for name, given in choices.items():
        form.fields[name].choices = given  # type: ignore[attr-defined] # each is a choice
    context = {"release": release, "council": council, "own": own, "themes": themes, "earlier": earlier}
    context |= {"chosen": form["measure"].value() or [], "form": form}
    context["chosen_own"] = form["own"].value() or []
    return form, context


def _named(report: CommitteeReport) -> str:
    made = timezone.localdate(report.made_at)
    return f"the report of {made.day} {made:%B %Y}, up to {parse_iso(report.until).spoken}"


@require_safe
@login_required
def made(request: SignedInRequest, code: str, report_id: int) -> HttpResponse:
    """A report that was made: what it holds, and its files."""
    council = council_kept_by(request.user, code)
    found = get_object_or_404(reports_of(council), pk=report_id)
    context = {"council": council, "report": found, "until": parse_iso(found.until).spoken}
    return render(request, "comparison/made_report.html", context)


@require_safe
@login_required
@one_at_a_time
def download(request: SignedInRequest, code: str, report_id: int, form: str) -> HttpResponse:
    """A report in one of its forms."""
    council = council_kept_by(request.user, code)
    found = get_object_or_404(reports_of(council), pk=report_id)
    day = timezone.localdate(found.made_at)
    return sent_document(written(found).document, form=form, name=f"quarterly-{code}-{day}")
