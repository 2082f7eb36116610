"""An original: what it is, what was done with it, its copies, and taking it out by two people."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from homeward.custody import write_package
from homeward.errors import NotAllowed, Stale
from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.custody import exporting
from homeward.web.custody.models import Original, OriginalExport, WorkingCopy
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import has_hat_for, require_hat
from homeward.web.desk.words import CUSTODY, FILE_KINDS, word
from homeward.web.evidence.models import EvidenceItem
from homeward.web.matching import client

MOST_ITEMS = 30


def copy_seen_by(user: User, pk: uuid.UUID) -> WorkingCopy:
    """The copy if this person may see it; else there is no such page."""
    seen = WorkingCopy.objects.filter(original__in=Original.objects.visible_to(user))
    return get_object_or_404(seen.select_related("original"), pk=pk)


def kind_of(original: Original) -> str:
    """What it is in a word: picture, film, list."""
    return word(FILE_KINDS, original.mime.partition("/")[0])


@require_safe
@staff_only
def original(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One original. It is never shown itself, only copies of a picture (CUS-5)."""
    require_hat(request.user, "item.read")
    row = get_object_or_404(Original.objects.visible_to(request.user), pk=pk)
    if reason_for(request, EVIDENCE) is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence")
    items = EvidenceItem.objects.visible_to(request.user).filter(origins__original=row)
    page = {
        **common(request),
        "original": row,
        "kind": kind_of(row),
        "events": [
            (event.number, word(CUSTODY, event.kind), event.by)
            for event in row.events.select_related("by")
        ],
        "copies": row.copies.filter(still=None).order_by("hidden_regions", "pk"),
        "items": items.select_related("source").order_by("-entered_at", "pk")[:MOST_ITEMS],
        "may_hide": has_hat_for(request.user, "item.correct"),
        **_exporting(row, request.user),
    }
    return render(request, "desk/original.html", page)


def _exporting(row: Original, by: User) -> dict[str, Any]:
    waiting = row.exports.filter(taken=False).select_related("asked_by").first()
    return {
        "may_export": has_hat_for(by, "original.export"),
        "waits": waiting if waiting and not waiting.agreed else None,
        "ready": waiting if waiting and waiting.agreed else None,
    }


@require_safe
@staff_only
def picture(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A working copy as JPEG, never an original (CUS-5). The read goes into the log."""
    require_hat(request.user, "item.read")
    row = copy_seen_by(request.user, pk)
    return jpeg(read_picture(request, row))


def read_picture(request: StaffRequest, row: WorkingCopy) -> bytes:
    """The pixels, with the reason that was given; raises `NotAllowed` without one (R10)."""
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        raise NotAllowed("no reason was given for reading evidence")
    return client.read_copy(row.pk, by=request.user, reason=reason)


def jpeg(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@staff_only
def export(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for an original, or agree to what another asked for."""
    require_hat(request.user, "original.export")
    row = get_object_or_404(Original.objects.visible_to(request.user), pk=pk)
    waits = row.exports.filter(agreed=False, taken=False).first()
    try:
        if waits is None:
            exporting.ask(row, by=request.user)
            messages.info(request, _("You have asked for it. Another person must agree."))
        else:
            exporting.agree(waits, by=request.user)
            messages.success(request, _("Two people agreed: whoever asked can take it out."))
    except NotAllowed:
        messages.error(request, _("Another person must agree to what you asked for."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:original", pk=pk)


@require_POST
@staff_only
def take(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The package, once, for `homeward evidence bundle`: events in the clear, original sealed."""
    require_hat(request.user, "original.export")
    row = get_object_or_404(Original.objects.visible_to(request.user), pk=pk)
    ready = get_object_or_404(
        OriginalExport, original=row, asked_by=request.user, agreed=True, taken=False
    )
    try:
        exporting.begin(ready, by=request.user)
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
        return redirect("desk:original", pk=pk)
    opened = client.read_chain(ready.pk, by=request.user, reason=Reason.EVIDENCE_WORK)
    text = write_package(exporting.package(ready, opened))
    answer = HttpResponse(text, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.pk.hex[:8]}.package"'
    return answer
