"""Messages with families, and joining a request whose code was lost with the new one (R27)."""

from __future__ import annotations

import uuid

from django.contrib import messages as notices
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.errors import BadInput, NotAllowed, Sealed
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.policy import require
from homeward.web.correspondence.actions import set_answered, take_out, write_to_family
from homeward.web.correspondence.joining import join_requests
from homeward.web.correspondence.models import Kind, Message
from homeward.web.correspondence.queries import cases_that_wrote
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import FOR_CASE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.desk.views.case import seen_by
from homeward.web.registry.models import TracingRequest
from homeward.web.review.queries import relationship_checked

SHORTEST_ID = 8  # of the number of a case, as its page shows it


@require_safe
@staff_only
def waiting(request: StaffRequest) -> HttpResponse:
    """Families that wait for an answer. What they wrote opens offline only."""
    require_hat(request.user, "message.write")
    page = {**common(request), "cases": cases_that_wrote(request.user)}
    return render(request, "desk/messages.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def of_case(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The messages of one case, and an answer to the family."""
    row = seen_by(request.user, pk)
    require(request.user, "message.write", row)
    typed = {"text": request.POST.get("text", ""), "word": request.POST.get("word", "")}
    problem = ""
    if request.method == "POST":
        problem = _written(request, row, typed)
        if not problem:
            return redirect("desk:messages_of_case", pk=pk)
    rows = Message.objects.filter(request=row).select_related("by").order_by("-number")
    page = {
        **common(request),
        "case": row,
        "rows": rows,
        "typed": typed,
        "problem": problem,
        "checked": relationship_checked(row),
        "unanswered": any(one.by_id is None and not one.answered for one in rows),
        "lost_code": any(one.kind == Kind.LOST_CODE for one in rows),
    }
    return render(request, "desk/messages_of_case.html", page)


def _written(request: StaffRequest, row: TracingRequest, typed: dict[str, str]) -> str:
    """Send the answer, or set aside what needs none; what is wrong, if anything."""
    try:
        if request.POST.get("dealt_with"):
            set_answered(row, by=request.user)
            notices.success(request, _("Nothing waits here any more."))
            return ""
        write_to_family(row, typed["text"], typed["word"], by=request.user)
    except BadInput:
        return _("Write the message, up to 5000 signs.")
    except NotAllowed:
        return _("Before the check of the relationship only a message of the family is answered.")
    notices.success(request, _("The family can read it with its code."))
    return ""


@require_POST
@staff_only
def sealed(request: StaffRequest, pk: uuid.UUID, thing: uuid.UUID) -> HttpResponse:
    """One message of the family as a sealed file, opened offline with `homeward open`."""
    row = seen_by(request.user, pk)
    message = get_object_or_404(Message, pk=thing, request=row)
    reason = reason_for(request, pk)
    if reason is None:
        return ask_reason(request, case=row, reasons=FOR_CASE, opens="case", id=pk)
    try:
        parcel = take_out(message, by=request.user, reason=reason)
    except Sealed:
        notices.error(request, _("The family destroyed what it wrote."))
        return redirect("desk:messages_of_case", pk=pk)
    answer = HttpResponse(parcel, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{str(message.pk)[:8]}.sealed"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def join(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Join an earlier request with this one: its code dies, what was found goes on here."""
    row = seen_by(request.user, pk)
    require(request.user, "request.join", row)
    problem = ""
    if request.method == "POST":
        problem = _joined(request, row)
        if not problem:
            notices.success(request, _("Both requests are one now. The old code is dead."))
            return redirect("desk:case", pk=pk)
    page = {
        **common(request),
        "case": row,
        "problem": problem,
        "checked": relationship_checked(row),
    }
    return render(request, "desk/join.html", page)


def _joined(request: StaffRequest, row: TracingRequest) -> str:
    earlier = _by_number(request, request.POST.get("earlier", ""))
    if earlier is None:
        return _("No case of your office has this number. It stands on top of the case's page.")
    if request.POST.get("sure") != "on":
        return _("Tick that both are of the same family.")
    try:
        join_requests(earlier, row, by=request.user)
    except BadInput:
        return _("This is the number of this case itself.")
    except NotAllowed:
        return _("Check the relationship first; a withdrawn request is joined with nothing.")
    return ""


def _by_number(request: StaffRequest, typed: str) -> TracingRequest | None:
    """The one case of the office whose id begins so."""
    digits = typed.strip().lower().replace("-", "")
    if len(digits) < SHORTEST_ID or not all(sign in "0123456789abcdef" for sign in digits):
        return None
    seen = TracingRequest.objects.visible_to(request.user).annotate(text=Cast("pk", TextField()))
    # SQLite keeps the id without dashes, PostgreSQL writes them.
    found = [
        one for one in seen.filter(text__startswith=digits[:8]) if one.pk.hex.startswith(digits)
    ]
    return found[0] if len(found) == 1 else None
