"""Correcting how a text is read, and handing all corrections to the trainer."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.desk.correcting import chosen, missed_words, reading_of
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.evidence import actions
from homeward.web.evidence.models import Correction, CorrectionExport, EvidenceItem
from homeward.web.matching import client

SHOWN = 50


@require_POST
@staff_only
def correct(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One correction: the second of two clicks."""
    require_hat(request.user, "item.correct")
    row = get_object_or_404(EvidenceItem.objects.visible_to(request.user), pk=pk)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return redirect("desk:item", pk=pk)
    reading = reading_of(client.read_item(row.pk, by=request.user, reason=reason))
    try:
        actions.correct(row, reading, chosen(request.POST, reading), by=request.user)
    except Stale:
        messages.error(request, _("Somebody corrected this meanwhile: look again."))
    except BadInput as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Corrected. The text is compared with every request again."))
    return redirect(f"{reverse('desk:item', kwargs={'pk': pk})}#text")


@require_safe
@staff_only
def missed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A name that was not found: its first word, then its last."""
    require_hat(request.user, "item.correct")
    seen = EvidenceItem.objects.visible_to(request.user).select_related("source")
    row = get_object_or_404(seen, pk=pk)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence", id=pk)
    text = client.read_item(row.pk, by=request.user, reason=reason).get("item_text", "")
    asked = request.GET.get("part", "")
    part = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    words, last, parts = missed_words(text, request.GET.get("first", ""), part)
    page = {"row": row, "words": words, "last": last, "part": part, "parts": range(parts)}
    return render(request, "desk/missed.html", {**common(request), **page})


@require_safe
@staff_only
def corrections(request: StaffRequest) -> HttpResponse:
    """Who corrected what lately, and the export for the trainer, which two people decide."""
    require_hat(request.user, "item.correct")
    seen = EvidenceItem.objects.visible_to(request.user)
    rows = Correction.objects.filter(item__in=seen).select_related("by", "item__source")
    page = {
        "rows": rows.order_by("-at")[:SHOWN],
        "texts": Correction.objects.filter(superseded_by=None).count(),
        "may_export": "corrections" in common(request)["rooms"],
        "waits": CorrectionExport.objects.filter(agreed=False, taken_at=None).first(),
        "ready": CorrectionExport.objects.filter(agreed=True, taken_at=None),
    }
    return render(request, "desk/corrections.html", {**common(request), **page})


@require_POST
@staff_only
def export(request: StaffRequest) -> HttpResponse:
    """Ask for all corrections, or agree to what another asked for."""
    require_hat(request.user, "corrections.export")
    waits = CorrectionExport.objects.filter(agreed=False, taken_at=None).first()
    try:
        if waits is None:
            actions.ask_for_corrections(by=request.user)
        else:
            actions.agree_to_corrections(waits, by=request.user)
    except NotAllowed:
        messages.error(request, _("Another person must agree to what you asked for."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:corrections")
