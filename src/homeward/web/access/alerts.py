"""The page of officers: who read too much, and days on which many must be read (INS-1, INS-3)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access import watch
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import Alert, Approval, MassEvent
from homeward.web.access.policy import allowed, require


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def alerts(request: StaffRequest) -> HttpResponse:
    """Look at what happened, and decide with a second officer."""
    require(request.user, "alert.read")
    if request.method == "POST":
        _decide(request)
        return redirect("alerts")
    waiting = _waiting_for(request)
    page: dict[str, Any] = {
        "rows": [(one, waiting.get(one.pk)) for one in watch.open_alerts(request.user)],
        "events": [(one, waiting.get(one.pk)) for one in MassEvent.objects.order_by("-day")[:10]],
        "may_decide": allowed(request.user, "alert.settle"),
    }
    return render(request, "access/alerts.html", page)


def _waiting_for(request: StaffRequest) -> dict[uuid.UUID, str]:
    """What was proposed, and whether this officer may agree: "mine" waits for another one."""
    waiting = Approval.objects.filter(
        verb__in=("alert.settle", "mass_event.open"), state=Approval.State.PROPOSED
    )
    return {
        row.object_id: "mine" if row.proposed_by_id == request.user.pk else "anothers"
        for row in waiting
    }


def _decide(request: StaffRequest) -> None:
    try:
        if "day" in request.POST:
            watch.propose_mass_event(_day(request.POST["day"]), by=request.user)
        elif event := MassEvent.objects.filter(pk=_id(request, "event")).first():
            watch.open_mass_event(event, by=request.user)
        elif alert := Alert.objects.filter(pk=_id(request, "alert"), settled=False).first():
            _look_at(alert, request)
    except NotAllowed:
        messages.error(request, _("Two officers decide: another one must agree."))
    except (BadInput, Stale):
        messages.error(request, _("This cannot be done: look again."))


def _look_at(alert: Alert, request: StaffRequest) -> None:
    if request.POST.get("agree") == "yes":
        watch.settle(alert, by=request.user)
    else:
        watch.propose_settling(alert, by=request.user)


def _id(request: StaffRequest, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("a day is written 2026-11-30") from None
