"""What strangers and families handed in: read, then kept or set aside. It changes no status."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from homeward.errors import Sealed, Stale
from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.desk.page import common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, chosen, keep_reason, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.matching import client
from homeward.web.matching.models import Pair
from homeward.web.reports import actions
from homeward.web.reports.models import Report
from homeward.web.reports.queries import sealed_parts

A_PAGE = 25


def seen_by(user: User, pk: uuid.UUID) -> Report:
    """The report if this person may see it; else there is no such page."""
    row = get_object_or_404(Report.objects.visible_to(user).select_related("item"), pk=pk)
    require(user, "report.read", row)
    return row


@require_safe
@staff_only
def reports(request: StaffRequest) -> HttpResponse:
    """Those that wait, the likeliest to be of use first. What they say is sealed and not listed."""
    require_hat(request.user, "report.read")
    rows = Report.objects.visible_to(request.user).queue()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = {**common(request), "rows": page, "opens_for": Reason.EVIDENCE_WORK, "query": ""}
    return render(request, "desk/reports.html", shown)


@require_POST
@staff_only
def open_report(request: StaffRequest, thing: uuid.UUID) -> HttpResponse:
    """Open a report, with a reason for the log."""
    row = seen_by(request.user, thing)
    if reason := chosen(request, FOR_EVIDENCE):
        keep_reason(request, EVIDENCE, reason)
    return redirect("desk:report", pk=row.pk)


@require_safe
@staff_only
def report(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What it says, whom it may concern, how to reach the reporter."""
    row = seen_by(request.user, pk)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return redirect("desk:reports")
    read = client.read_item(row.item_id, by=request.user, reason=reason)
    pairs = Pair.objects.visible_to(request.user).filter(mention__item=row.item_id)
    page = {
        **common(request),
        "report": row,
        "text": read.get("item_text", ""),
        "address": read.get("item_address", ""),
        "pairs": pairs.select_related("person").order_by("-score", "pk")[:10],
        "sealed": sealed_parts(row),
    }
    return render(request, "desk/report.html", page)


@require_POST
@staff_only
def settle(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep it and let it be compared, or set it aside."""
    row = seen_by(request.user, pk)
    verb = {"keep": actions.keep, "aside": actions.set_aside}.get(request.POST.get("as", ""))
    if verb is None:
        return redirect("desk:report", pk=pk)
    try:
        verb(row, by=request.user)
        messages.success(request, _("It is noted."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:reports")


@require_POST
@staff_only
def take_out(request: StaffRequest, pk: uuid.UUID, thing: uuid.UUID) -> HttpResponse:
    """A contact or a file as it is sealed to the office, opened offline with `homeward open`."""
    row = seen_by(request.user, pk)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return redirect("desk:reports")
    try:
        parcel = actions.take_out(row, thing, by=request.user, reason=reason)
    except Sealed:
        messages.error(request, _("It was destroyed."))
        return redirect("desk:report", pk=pk)
    answer = HttpResponse(parcel, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{str(thing)[:8]}.sealed"'
    return answer
