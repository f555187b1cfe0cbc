"""Describing a table that nobody described yet: its columns, its measures, and a last look before it is loaded."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sectorled.people.requests import SignedInRequest
from sectorled.stewardship.columns import ROLES, toml_of, with_roles, with_words
from sectorled.stewardship.forms.files import ColumnsForm, WordsForm
from sectorled.stewardship.models import Intake
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.services import intake as services
from sectorled.stewardship.views.answers import posted
from sectorled.warehouse.tidy import InputError


def _described(pk: int) -> Intake:
    """Files whose columns are known and that are not loaded yet."""
    states = (Intake.State.COLUMNS, Intake.State.REFUSED)
    return get_object_or_404(Intake.objects.exclude(columns=[]), pk=pk, state__in=states)


@require_http_methods(["GET", "POST"])
@stewards_only
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """What each column is."""
    found = _described(pk)
    form = ColumnsForm(found.columns, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            mapping = with_roles(found.proposed, form.roles())
        except InputError as error:
            form.add_error("column-0", str(error))
        else:
            services.describe(intake_id=pk, proposed=mapping, roles=form.roles())
            return redirect("steward-words", pk)
    context = {"intake": found, "form": form}
    return render(request, "stewardship/columns.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@stewards_only
def words(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is said of the measures."""
    found = _described(pk)
    form = WordsForm(found.proposed, posted(request))
    if request.method == "POST" and form.is_valid():
        mapping = with_words(found.proposed, form.cleaned_data, form.labels())
        try:
            toml_of(mapping)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            services.describe(intake_id=pk, proposed=mapping)
            return redirect("steward-columns-check", pk)
    context = {"intake": found, "form": form}
    return render(request, "stewardship/words.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@stewards_only
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the table is loaded as described."""
    found = _described(pk)
    try:
        toml_of(found.proposed)
    except InputError:  # the address was opened before the steps that lead to it
        return redirect("steward-columns", pk)
    if request.method == "POST":
        services.read_again(intake_id=pk, kind="mapped", mapping=found.proposed, by=request.user, at=timezone.now())
        return redirect("steward-intake", pk)
    return render(request, "stewardship/columns_check.html", {"intake": found, "roles": ROLES})
