"""From a mention to a claim in two clicks: choose what is claimed, then enter it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.claims import Axis, default_grade
from homeward.errors import BadInput
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.desk.claims import already_entered
from homeward.web.desk.forms import ClaimForm, refuse
from homeward.web.desk.highlight import passage, passage_pieces
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import EVIDENCE, FOR_EVIDENCE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.desk.words import KINDS, SAID, word
from homeward.web.evidence.actions import enter_claim, said_on
from homeward.web.evidence.models import EvidenceItem, Mention, Source
from homeward.web.matching import client

# What a text says of somebody, as the claim that it most likely makes.
CLAIMED = {
    "captive": "captivity captive",
    "dead": "fate dead",
    "alive": "fate alive",
    "released": "captivity released",
}
DAYS = ("event_date", "last_contact")


def likely_claims(mention: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the text seems to claim of this person: code and words."""
    said = [one["value"] for one in mention["fields"] if one["name"] == "status"]
    codes = dict.fromkeys(CLAIMED[value] for value in map(str, said) if value in CLAIMED)
    return [(code, word(SAID, code)) for code in codes]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def claim(request: StaffRequest, pk: uuid.UUID, thing: uuid.UUID) -> HttpResponse:
    """What the text of an item says of somebody named in it."""
    require_hat(request.user, "claim.enter")
    seen = EvidenceItem.objects.visible_to(request.user).select_related("source")
    row = get_object_or_404(seen, pk=pk)
    mentions = Mention.objects.current().select_related("item__source")
    named = get_object_or_404(mentions, pk=thing, item=row)
    reason = reason_for(request, EVIDENCE)
    if reason is None:
        return ask_reason(request, reasons=FOR_EVIDENCE, opens="evidence", id=pk)
    read = client.read_item(row.pk, by=request.user, reason=reason)
    mention, text = read["mentions"].get(str(thing)), read.get("item_text", "")
    if mention is None:
        raise Http404
    told = Told(named, text, mention)
    return claim_form(request, told, back=reverse("desk:item", kwargs={"pk": pk}))


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """Somebody named in a text: the row, the whole text, what was read of it."""

    row: Mention
    text: str
    read: Mapping[str, Any]


def claim_form(request: StaffRequest, told: Told, *, back: str) -> HttpResponse:
    """The form, filled in as far as text and source tell; once entered it leads `back`."""
    item = told.row.item
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid() and _entered(form, told.row, request):
            return redirect(back)
    else:
        said = request.GET.get("said", "")
        form = ClaimForm(initial=_initial(said, told.text, told.read, item.source))
    page = {
        **common(request),
        "form": form,
        "item": item,
        "back": back,
        "kind": word(KINDS, item.source.kind),
        "passage": passage_pieces(told.text, told.read),
    }
    return render(request, "desk/claim.html", page)


def _initial(
    said: str, text: str, mention: Mapping[str, Any], source: Source
) -> dict[str, str | bool]:
    """Grade and captivity as this kind of source has them by default (E6)."""
    start, end = passage(text, mention)
    days = [str(one["value"]) for one in mention["fields"] if one["name"] in DAYS]
    axis, _space, words = said.partition(" ")
    told: dict[str, str | bool] = {"wording": text[start:end].strip()}
    told["in_captivity"] = any(default_grade(source.kind, one).in_captivity for one in Axis)
    if axis in set(Axis) and words in said_on(Axis(axis)):
        told["said"], told["grade"] = said, str(default_grade(source.kind, Axis(axis)).grade)
    if len(days) == 1 and len(days[0]) <= 10:
        told["fact_date"] = days[0]
    return told


def _entered(form: ClaimForm, mention: Mention, request: StaffRequest) -> bool:
    new = form.claim()
    if already_entered(new, mention, by=request.user):
        return True
    try:
        enter_claim(new, by=request.user, mention=mention)
    except BadInput as problem:
        refuse(form, problem)
        return False
    messages.success(request, _("The claim is entered."))
    return True
