"""Requests that end: families to be warned, and those that only two caseworkers may end (R27)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from homeward.errors import NotAllowed, Stale
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import Approval
from homeward.web.desk.page import common
from homeward.web.desk.rights import require_hat
from homeward.web.desk.views.case import seen_by
from homeward.web.registry import expiry

MOST = 200


@require_safe
@staff_only
def endings(request: StaffRequest) -> HttpResponse:
    """By ids; whoever warns opens the case with a reason."""
    require_hat(request.user, expiry.END)
    held = expiry.held_at_their_end(request.user)
    proposed = Approval.objects.filter(verb=expiry.END, state=Approval.State.PROPOSED)
    theirs = {row.object_id: row.proposed_by_id for row in proposed}
    soon = expiry.ending_soon(request.user).exclude(pk__in=[row.pk for row in held])
    page = {
        **common(request),
        "soon": soon[:MOST],
        "held": [(row, row.pk in theirs, theirs.get(row.pk) == request.user.pk) for row in held],
    }
    return render(request, "desk/endings.html", page)


@require_POST
@staff_only
def end(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose that a held request ends, or agree to it."""
    row = seen_by(request.user, pk)
    try:
        if request.POST.get("agree") == "yes":
            expiry.confirm_end(row, by=request.user)
            messages.success(request, _("The request has ended."))
        else:
            expiry.propose_end(row, by=request.user)
            messages.success(request, _("It ends when another person agrees."))
    except NotAllowed:
        messages.error(request, _("Another person must agree that it ends."))
    except Stale:
        messages.error(request, _("This request does not end now: look again."))
    return redirect("desk:endings")
