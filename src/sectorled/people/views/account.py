"""One's own account: who I am, my roles, how I sign in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.people import services
from sectorled.people.forms import NameForm
from sectorled.people.models import Role
from sectorled.people.requests import SignedInRequest
from sectorled.people.selectors import holds, must_turn_on_two_step


@require_safe
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Who I am, my roles, and what I can change."""
    context = {
        "roles": request.user.roles.select_related("organisation").order_by("organisation__name", "kind"),
        "two_step": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists(),
        "two_step_first": must_turn_on_two_step(request.user),
        "administers": holds(request.user, Role.Kind.ADMINISTRATOR),
    }
    return render(request, "people/account.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def name(request: SignedInRequest) -> HttpResponse:
    """Change my name."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        services.rename(user=request.user, name=form.cleaned_data["name"], at=timezone.now())
        messages.success(request, "Your name was changed.")
        return redirect("account")
    context = {"form": form, "heading": "Your name", "button": "Save", "back": ("Your account", reverse("account"))}
    return render(request, "people/form.html", context)
