"""Hiding parts of a working copy, and stills of one face that a second person releases."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.pictures import open_picture
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.custody.actions import hide as hide_regions
from homeward.web.custody.models import Original, Still, WorkingCopy
from homeward.web.custody.stills import make_still
from homeward.web.custody.stills import take_back as take_still_back
from homeward.web.desk.file_words import why
from homeward.web.desk.marking import WIDTHS, Marking, marking, preview
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.desk.views.originals import copy_seen_by, jpeg, read_picture
from homeward.web.evidence.models import EvidenceItem
from homeward.web.registry.models import SoughtPerson
from homeward.web.review.models import DECIDED_STATES, Candidate
from homeward.web.review.stills import release as release_still
from homeward.web.review.stills import released_stills


def _marked(content: bytes, asked: QueryDict) -> Marking:
    return marking(asked, open_picture(content).size)


@require_safe
@staff_only
def marked_picture(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The copy with what is marked so far."""
    require_hat(request.user, "item.read")
    content = read_picture(request, copy_seen_by(request.user, pk))
    return jpeg(preview(content, _marked(content, request.GET)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hide(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mark regions by two clicks each; then a new copy is made in which they are unreadable."""
    require_hat(request.user, "item.correct")
    row = copy_seen_by(request.user, pk)
    if reason_for(request, EVIDENCE) is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence")
    content = read_picture(request, row)
    if request.method == "POST":
        marked = _marked(content, request.POST)
        if marked.regions:
            hide_regions(row, content, marked.regions, by=request.user)
            messages.success(request, _("A new copy is made. What you marked is unreadable in it."))
            return redirect("desk:original", pk=row.original_id)
        messages.error(request, _("Nothing is marked yet."))
    return render(request, "desk/hide.html", _page(request, row, content, "hide"))


def _page(request: StaffRequest, row: WorkingCopy, content: bytes, what: str) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    return {
        **common(request),
        "copy": row,
        "marked": _marked(content, asked),
        "widths": WIDTHS,
        "what": what,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def still_of_face(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mark every face of a frame, choose the one that the family will see."""
    require_hat(request.user, "answer.disclose")
    row = copy_seen_by(request.user, pk)
    if reason_for(request, EVIDENCE) is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence")
    content = read_picture(request, row)
    people = _people(row.original, request.user)
    if request.method == "POST" and (made := _made(request, row, content, people)):
        return redirect("desk:still", pk=made.pk)
    page = _page(request, row, content, "still") | {"people": list(people.values())}
    return render(request, "desk/hide.html", page)


def _people(original: Original, by: User) -> dict[str, SoughtPerson]:
    """Those who were confirmed to be named where this picture, or the same one, belongs."""
    items = EvidenceItem.objects.filter(origins__original=original)
    found = Candidate.objects.visible_to(by).filter(
        pair__mention__item__cluster__in=items.values("cluster"), state__in=DECIDED_STATES
    )
    return {
        str(one.pair.person_id): one.pair.person for one in found.select_related("pair__person")
    }


def _made(
    request: StaffRequest, row: WorkingCopy, content: bytes, people: dict[str, SoughtPerson]
) -> Still | None:
    person = people.get(request.POST.get("person", ""))
    kept = request.POST.get("kept", "")
    if person is None or not kept.isdecimal() or len(kept) > 3:
        messages.error(request, _("Mark every face, and choose which one is kept."))
        return None
    faces = _marked(content, request.POST).regions
    try:
        return make_still(row, content, faces, int(kept), person=person, by=request.user)
    except BadInput as problem:
        messages.error(request, why(str(problem)))
        return None


def _still(request: StaffRequest, pk: uuid.UUID) -> Still:
    seen = SoughtPerson.objects.visible_to(request.user)
    rows = Still.objects.filter(person__in=seen).select_related(
        "copy", "frame", "person__request", "made_by"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@staff_only
def still(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What the family would see, beside the frame with every face numbered."""
    require_hat(request.user, "answer.disclose")
    row = _still(request, pk)
    if reason_for(request, EVIDENCE) is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence")
    marks = QueryDict(mutable=True)
    marks.setlist("r", [",".join(map(str, box)) for box in row.faces])
    marks["w"] = str(WIDTHS[0])
    page = {
        **common(request),
        "still": row,
        "faces": range(len(row.faces)),
        "marks": marks.urlencode(),
        "is_mine": row.made_by == request.user,
        "shown_stills": released_stills(row.person.request),
    }
    return render(request, "desk/still.html", page)


@require_POST
@staff_only
def take_back(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A still that must not be shown, or no longer."""
    require_hat(request.user, "answer.disclose")
    row = _still(request, pk)
    try:
        take_still_back(row, by=request.user)
        messages.success(request, _("The still is taken back: nobody sees it any more."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:case", pk=row.person.request_id)


@require_POST
@staff_only
def release(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The second person's word: every face was looked at (R16)."""
    require_hat(request.user, "answer.disclose")
    row = _still(request, pk)
    ticked = [int(one) for one in request.POST.getlist("face") if one.isdecimal() and len(one) < 4]
    try:
        release_still(row, read_picture(request, row.copy), ticked, by=request.user)
        messages.success(request, _("The still is released. After a warning the family sees it."))
    except BadInput as problem:
        messages.error(request, why(str(problem)))
    except NotAllowed:
        messages.error(request, _("Another person must confirm what you recorded."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:still", pk=pk)
