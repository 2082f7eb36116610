"""Giving a reason, after which a page shows what is sealed (R10)."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.policy import allowed
from homeward.web.desk.reasons import (
    EVIDENCE,
    FOR_CANDIDATE,
    FOR_CASE,
    FOR_EVIDENCE,
    chosen,
    keep_reason,
)
from homeward.web.desk.rights import require_hat
from homeward.web.registry.models import TracingRequest
from homeward.web.review.actions import begin_review
from homeward.web.review.models import Candidate


@require_POST
@staff_only
def open_candidate(request: StaffRequest, thing: uuid.UUID) -> HttpResponse:
    """Open a possible match; whoever opens it to judge begins its review."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=thing)
    if reason := chosen(request, FOR_CANDIDATE):
        keep_reason(request, thing, reason)
        if allowed(request.user, "candidate.judge", candidate):
            begin_review(candidate, by=request.user)
    return redirect("desk:candidate", pk=thing)


@require_POST
@staff_only
def open_case(request: StaffRequest, thing: uuid.UUID) -> HttpResponse:
    """Open a case."""
    case = get_object_or_404(TracingRequest.objects.visible_to(request.user), pk=thing)
    if reason := chosen(request, FOR_CASE):
        keep_reason(request, case.pk, reason)
    page = "desk:relationship" if request.POST.get("then") == "relationship" else "desk:case"
    return redirect(page, pk=thing)


@require_POST
@staff_only
def open_evidence(request: StaffRequest, thing: uuid.UUID | None = None) -> HttpResponse:
    """Open what sources say: the list, or the item that was asked for."""
    require_hat(request.user, "item.read")
    if reason := chosen(request, FOR_EVIDENCE):
        keep_reason(request, EVIDENCE, reason)
    return redirect("desk:item", pk=thing) if thing else redirect("desk:items")
