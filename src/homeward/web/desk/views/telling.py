"""From a confirmed match to the family: entering a claim, telling it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.policy import require
from homeward.web.desk.claims import speaks_of_death, tellable
from homeward.web.desk.forms import TellForm, refuse
from homeward.web.desk.page import ask_reason, common, decided_meanwhile
from homeward.web.desk.reasons import FOR_CANDIDATE, reason_for
from homeward.web.desk.sides import reader_language
from homeward.web.desk.views.candidate import seen_by, standing
from homeward.web.desk.views.mention import Told, claim_form
from homeward.web.matching import client
from homeward.web.review.actions import disclose
from homeward.web.review.models import Basis, Candidate
from homeward.web.review.queries import call_asked_by


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def claim(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Enter what the source says of this person, in its own words."""
    row = seen_by(request.user, pk)
    require(request.user, "claim.enter", row)
    reason = reason_for(request, pk)
    if reason is None:
        return ask_reason(request, candidate=row, reasons=FOR_CANDIDATE, opens="candidate", id=pk)
    read = client.read_pair(row.pair_id, by=request.user, reason=reason, language=reader_language())
    told = Told(row.pair.mention, read["item"].get("item_text", ""), read["mention"])
    return claim_form(request, told, back=reverse("desk:candidate", kwargs={"pk": pk}))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def tell(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell the family one claim; only her code opens it."""
    row = seen_by(request.user, pk)
    require(request.user, "answer.disclose", row.pair.person.request)
    reason = reason_for(request, pk) or (Reason.ANSWER if request.method == "POST" else None)
    if reason is None:
        return ask_reason(request, candidate=row, reasons=FOR_CANDIDATE, opens="candidate", id=pk)
    claims = tellable(row, by=request.user, reason=reason)
    page = {**common(request), **standing(row, request.user), "claims": claims}
    page["death"] = speaks_of_death(row)
    page["call_asked_by"] = call_asked_by(row.pair.person.request)
    form = TellForm(request.POST if request.method == "POST" else None, claims=claims)
    if request.method == "POST" and form.is_valid():
        try:
            return _told(form, row, request)
        except Stale:
            return decided_meanwhile(request, row)
        except NotAllowed:
            page["refused"] = True
        except BadInput as problem:
            refuse(form, problem)
    return render(request, "desk/tell.html", {**page, "form": form})


def _told(form: TellForm, row: Candidate, request: StaffRequest) -> HttpResponse:
    told = form.cleaned_data
    disclose(
        row,
        form.by_id[told["claim"]],
        by=request.user,
        text=told["text"],
        basis=Basis(told["basis"]),
    )
    messages.success(request, _("The family can read it with its code."))
    return redirect("desk:case", pk=row.pair.person.request_id)
