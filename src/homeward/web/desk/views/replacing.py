"""Another claim in the place of one: what stood there stays readable and counts no more (E3)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, Stale
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.desk.claims import short
from homeward.web.desk.forms import ClaimForm, refuse
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import FOR_CASE, reason_for
from homeward.web.desk.views.case import claim_of, seen_by
from homeward.web.evidence.actions import replace_claim
from homeward.web.evidence.models import Claim
from homeward.web.matching import client


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def replace(request: StaffRequest, pk: uuid.UUID, claim: uuid.UUID) -> HttpResponse:
    """The form as the claim stands, to be entered anew: another grade, day or word."""
    case = seen_by(request.user, pk)
    old = claim_of(case, claim, request.user)
    reason = reason_for(request, pk)
    if reason is None:
        return ask_reason(request, case=case, reasons=FOR_CASE, opens="case", id=pk)
    told = client.read_claim(old.pk, by=request.user, reason=reason)
    form = ClaimForm(request.POST or None, initial=_as_it_stands(old, told))
    if request.method == "POST" and form.is_valid() and _replaced(form, old, request):
        return redirect("desk:case", pk=pk)
    page = {**common(request), "form": form, "case": case, "old": short(old)}
    return render(request, "desk/replace.html", page)


def _as_it_stands(old: Claim, told: Mapping[str, Any]) -> dict[str, str | bool]:
    return {
        "said": f"{old.axis} {old.said}",
        "polarity": old.polarity,
        "fact_date": old.fact_date,
        "wording": str(told.get("claim_wording", "")),
        "place": str(told.get("claim_place", "")),
        "place_precision": old.place_precision,
        "detail": str(told.get("claim_detail", "")),
        "grade": f"{old.reliability}{old.credibility}",
        "in_captivity": old.coerced,
    }


def _replaced(form: ClaimForm, old: Claim, request: StaffRequest) -> bool:
    """Whether it is done, or somebody else did it; what is wrong stands beside the form."""
    try:
        replace_claim(old, form.claim(), by=request.user)
        messages.success(request, _("The claim is replaced."))
    except BadInput as problem:
        refuse(form, problem)
        return False
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return True
