"""Saying which council a name means that was not recognised."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from sectorled.people.requests import SignedInRequest
from sectorled.stewardship.forms.files import NameForm
from sectorled.stewardship.permission import stewards_only
from sectorled.stewardship.selectors.loads import spelt_alike
from sectorled.stewardship.services import loads as services
from sectorled.stewardship.views.answers import posted
from sectorled.warehouse.tidy import InputError


@require_http_methods(["GET", "POST"])
@stewards_only
def names(request: SignedInRequest) -> HttpResponse:
    """Accept a name for a council; then back to where it was met."""
    form = NameForm(posted(request), initial={name: request.GET.get(name, "") for name in ("name", "back")})
    if request.method == "POST" and form.is_valid():
        name, council, back = (form.cleaned_data[field] for field in ("name", "council", "back"))
        try:
            code = services.accept_name(name=name, council=council, by=request.user, at=timezone.now())
        except InputError as error:
            form.add_error("council", str(error))
        else:
            messages.success(request, f"{name} now means {code}. Read the file again, so that its rows are kept.")
            ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
            return redirect(back if ours else "steward-loads")
    name = str(form["name"].value() or "")
    context = {"form": form, "name": name, "alike": spelt_alike(name)}
    return render(request, "stewardship/names.html", context, status=400 if form.errors else 200)
