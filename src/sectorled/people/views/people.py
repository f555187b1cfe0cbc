"""For administrators: everybody, one person, and each act on an account.  For others there is nothing here: 404."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sectorled.people import services
from sectorled.people.forms import InvitationForm, RoleForm
from sectorled.people.models import Role, User
from sectorled.people.requests import SignedInRequest
from sectorled.people.selectors import holds, people_visible_to, roles_visible_to
from sectorled.platform.asking_first import asked_first

PEOPLE_A_PAGE = 50


@require_safe
@login_required
def everyone(request: SignedInRequest) -> HttpResponse:
    """Everybody with an account, found by name or address."""
    _administrators_only(request)
    find = request.GET.get("find", "").strip()
    page = Paginator(people_visible_to(request.user, find=find), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/everyone.html", {"page": page, "find": find})


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: SignedInRequest) -> HttpResponse:
    """Give a role to an address, with an account where there is none."""
    _administrators_only(request)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        user = services.invite(
            email=told["email"],
            name=told["name"],
            kind=told["kind"],
            council=form.code,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"{user.email} has the role. We have written to them.")
        return redirect("person", user.pk)
    back = ("People and their roles", reverse("people"))
    context = {"form": form, "heading": "Invite a person", "button": "Invite", "back": back}
    return render(request, "people/form.html", context)


@require_safe
@login_required
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: roles, how they sign in, what can be done."""
    user = get_object_or_404(people_visible_to(request.user), pk=pk)
    return render(request, "people/person.html", {"person": user, "roles": user.roles.select_related("organisation")})


@require_http_methods(["GET", "POST"])
@login_required
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a role to a person."""
    user = get_object_or_404(people_visible_to(request.user), pk=pk)
    form = RoleForm(request.POST or None)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        services.give_role(user_id=user.pk, kind=kind, council=form.code, by=request.user, at=timezone.now())
        messages.success(request, f"{user} has the role.")
        return redirect("person", user.pk)
    back = (str(user), reverse("person", args=[user.pk]))
    context = {"form": form, "heading": f"Give {user} a role", "button": "Give", "back": back}
    return render(request, "people/form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a role away, after asking."""
    role: Role = get_object_or_404(roles_visible_to(request.user), pk=pk)
    if request.method == "POST":
        services.take_role(role_id=pk, by=request.user, at=timezone.now())
        messages.success(request, f"{role.user} is no longer {role.get_kind_display()} at {role.organisation}.")
        return redirect("person", role.user_id)
    return asked_first(
        request,
        heading="Take this role away?",
        text=f"{role.user} would no longer be {role.get_kind_display()} at {role.organisation}.",
        button="Take the role away",
        back=reverse("person", args=[role.user_id]),
    )


def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account, after asking."""
    words = (
        "Close this account?",
        "{} will not be able to sign in. What they wrote stays.",
        "Close the account",
        "The account is closed.",
    )
    return _act(request, pk, services.close_account, words)


def open_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed account, after asking."""
    words = (
        "Open this account again?",
        "{} will be able to sign in, with the roles shown.",
        "Open the account",
        "The account is open again.",
    )
    return _act(request, pk, services.open_account, words)


def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a person for ever, after asking."""
    words = (
        "Remove this person?",
        "Name, address, roles and letters of {} go, and cannot be had back. What they wrote for a council stays.",
        "Remove this person",
        "The person is removed.",
    )
    return _act(request, pk, services.forget_person, words)


def remove_two_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Turn off two-step sign-in for somebody who lost their phone, after asking."""
    words = (
        "Remove two-step sign-in?",
        "Make sure by telephone that {} asks for it: their password alone will be enough to sign in.",
        "Remove two-step sign-in",
        "Two-step sign-in is removed.",
    )
    return _act(request, pk, services.remove_two_step, words)


@require_http_methods(["GET", "POST"])
@login_required
def _act(request: SignedInRequest, pk: int, act: Callable[..., None], words: tuple[str, str, str, str]) -> HttpResponse:
    user: User = get_object_or_404(people_visible_to(request.user), pk=pk)
    if request.method == "POST":
        act(user_id=pk, by=request.user, at=timezone.now())
        messages.success(request, words[3])
        return redirect("person", pk)
    return asked_first(
        request,
        heading=words[0],
        text=words[1].format(user),
        button=words[2],
        back=reverse("person", args=[pk]),
    )


def _administrators_only(request: SignedInRequest) -> None:
    if not holds(request.user, Role.Kind.ADMINISTRATOR):
        raise Http404
