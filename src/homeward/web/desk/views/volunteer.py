"""A volunteer's one task: two people by their initials, and whether they may be one (T3)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.desk.page import common
from homeward.web.desk.rights import require_hat
from homeward.web.desk.words import FEATURES, word
from homeward.web.matching import client
from homeward.web.review.actions import give_hint
from homeward.web.review.models import Candidate, Verdict


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def glance(request: StaffRequest) -> HttpResponse:
    """One pair at a time. A guess orders the queue of those who decide, and decides nothing."""
    require_hat(request.user, "pair.glance")
    waiting = Candidate.objects.to_glance_at(request.user).select_related("pair")
    if request.method == "POST":
        row = waiting.filter(pk__in=_ids(request)).first()
        verdict = request.POST.get("verdict")
        if row and verdict in Verdict.values:
            give_hint(row, Verdict(verdict), by=request.user)
            messages.success(request, _("Thank you, it is noted."))
        return redirect("desk:glance")
    row = waiting.first()
    page = {**common(request), "candidate": row, "verdicts": Verdict.choices}
    if row:
        page |= _glanced(row, request)
    return render(request, "desk/glance.html", page)


def _ids(request: StaffRequest) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(request.POST.get("candidate", ""))]
    except ValueError:
        return []


def _glanced(row: Candidate, request: StaffRequest) -> dict[str, object]:
    seen = client.glance_at_pair(row.pair_id, by=request.user, reason=Reason.REVIEW)
    return {
        "ours": seen["ours"],
        "theirs": seen["theirs"],
        "agrees": [word(FEATURES, name) for name in seen["agrees"]],
        "differs": [word(FEATURES, name) for name in seen["differs"]],
    }
