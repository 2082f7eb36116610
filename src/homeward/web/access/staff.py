"""The page of administrators: who works here and in which role; roles are given by two people."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access import actions
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import Approval, Office, User
from homeward.web.access.policy import require
from homeward.web.access.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def staff(request: StaffRequest) -> HttpResponse:
    """Everybody with an account; new accounts, and roles that wait for a second administrator."""
    require(request.user, "role.grant")
    if request.method == "POST" and "username" in request.POST:
        return _add(request)
    if request.method == "POST":
        _decide(request)
        return redirect("staff")
    return _page(request)


def _page(request: StaffRequest, **more: Any) -> HttpResponse:
    people = User.objects.select_related("office").prefetch_related("grants")
    waiting = Approval.objects.filter(verb="role.grant", state=Approval.State.PROPOSED)
    page = {
        "people": people.order_by("-is_active", "display_name", "username"),
        "proposals": _proposals(waiting.select_related("proposed_by"), request.user),
        "roles": Role.choices,
        "offices": Office.objects.order_by("name"),
    }
    return render(request, "access/staff.html", page | more)


def _proposals(waiting: Any, by: User) -> list[dict[str, Any]]:
    """Whom a role is proposed for; whoever proposed it waits for another."""
    people = User.objects.in_bulk(row.object_id for row in waiting)
    return [
        {
            "user": people[row.object_id],
            "role": Role(row.detail),
            "by": row.proposed_by,
            "mine": row.proposed_by_id == by.pk,
        }
        for row in waiting
        if row.object_id in people
    ]


def _add(request: StaffRequest) -> HttpResponse:
    """The password stands on the answer and nowhere else."""
    typed = {name: request.POST.get(name, "") for name in ("username", "display_name")}
    office = Office.objects.filter(pk=_id(request.POST.get("office", ""))).first()
    try:
        made = actions.add_person(office=office, by=request.user, **typed)
    except BadInput as problem:
        return _page(request, problem=str(problem), typed=typed)
    return _page(request, made=made)


def _decide(request: StaffRequest) -> None:
    user = User.objects.filter(pk=_id(request.POST.get("user", ""))).first()
    verbs = {
        "propose": actions.propose_role,
        "agree": actions.grant_role,
        "decline": actions.decline_role,
        "withdraw": actions.withdraw_role,
    }
    verb, role = verbs.get(request.POST.get("as", "")), request.POST.get("role", "")
    if user is None or verb is None or role not in Role.values:
        messages.error(request, _("Choose a person and a role."))
        return
    try:
        verb(user, Role(role), by=request.user)
        messages.success(request, _("It is noted."))
    except NotAllowed:
        messages.error(request, _("Two administrators decide: another one must agree."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
