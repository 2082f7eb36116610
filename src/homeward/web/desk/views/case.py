"""One request: who is sought, how it stands, the check of the relationship, what was told."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.errors import NotAllowed, Sealed, Stale
from homeward.web.access.log import Reason, record
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.custody.models import Still
from homeward.web.desk import claims as claim_pages
from homeward.web.desk import history
from homeward.web.desk.forms import CheckForm
from homeward.web.desk.journal import about_case
from homeward.web.desk.page import ask_reason, common
from homeward.web.desk.reasons import FOR_CASE, reason_for
from homeward.web.desk.rights import require_hat
from homeward.web.desk.sides import told_rows
from homeward.web.evidence.actions import withdraw_claim
from homeward.web.evidence.agreeing import agree_to_claim
from homeward.web.evidence.models import Claim, ClaimWithdrawal
from homeward.web.evidence.queries import claims_about, status_on
from homeward.web.matching import client
from homeward.web.registry.models import SoughtPerson, TracingRequest, Upload
from homeward.web.review import actions
from homeward.web.review.models import Candidate, Fact
from homeward.web.review.queries import (
    call_asked_by,
    confirmed_mentions,
    person_file,
    relationship_checked,
    sealed_parts,
    sealed_upload,
)
from homeward.web.review.stills import released_stills

A_PAGE = 30


def seen_by(user: User, pk: uuid.UUID) -> TracingRequest:
    """The request if this person may see it; else there is no such page."""
    return get_object_or_404(TracingRequest.objects.visible_to(user), pk=pk)


@require_safe
@staff_only
def cases(request: StaffRequest) -> HttpResponse:
    """Every request of the office, the newest week first. Names are sealed and not listed."""
    require_hat(request.user, "request.read")
    seen = Candidate.objects.visible_to(request.user)
    rows = TracingRequest.objects.visible_to(request.user).annotate(
        matches=Count(
            "sought__pairs__candidate",
            filter=Q(sought__pairs__candidate__in=seen.values("pk")),
            distinct=True,
        ),
        told=Count("answers", distinct=True),
    )
    rows = rows.prefetch_related("sought").order_by("-filed_in_week", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = {**common(request), "rows": page, "opens_for": Reason.CASE_WORK}
    return render(request, "desk/cases.html", shown)


@require_safe
@staff_only
def case(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything of one case that this person may read, with a reason only."""
    row = seen_by(request.user, pk)
    require(request.user, "request.read", row)
    reason = reason_for(request, pk)
    if reason is None:
        return ask_reason(request, case=row, reasons=FOR_CASE, opens="case", id=pk)
    day = _day(request.GET.get("on", ""))
    people = [_person(p, request.user, reason, day) for p in row.sought.order_by("pk")]
    page = {
        **common(request),
        "case": row,
        "people": people,
        "on": day,
        "is_today": day == timezone.localdate(),
        "checked": relationship_checked(row),
        "checks": row.checks.select_related("by").order_by("superseded", "-in_week"),
        "facts": dict(Fact.choices),
        "answers": row.answers.select_related("claim__source", "by").order_by("told_in_week"),
        "stills": Still.objects.filter(person__request=row).order_by("pk"),
        "shown_stills": released_stills(row),
        "call_asked_by": call_asked_by(row),
        "consents": row.consents.given(),
        "uploads": row.uploads.order_by("pk"),
        "withdrawal_reasons": ClaimWithdrawal.Reason.choices,
        "journal": about_case(row),
        "reason": reason,
    }
    return render(request, "desk/case.html", page)


def _day(text: str) -> date:
    today = timezone.localdate()
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


def _person(row: SoughtPerson, by: User, reason: Reason, day: date) -> dict[str, Any]:
    file = person_file(row, by=by, reason=reason, on=day)
    told = client.read_person(row.pk, by=by, reason=reason)
    claims = claim_pages.shown(file.claims, on=day, by=by, reason=reason)
    timeline = history.timeline(claims, day)
    return {
        "row": row,
        "name": told.get("name", ""),
        "told": list(told_rows(told)),
        "axes": claim_pages.axes(file.status, file.claims),
        "now": _now(file.claims) if day != timezone.localdate() else {},
        "last_sign": history.last_sign_of_life(file.status),
        "timeline": timeline,
        "later": len(claims) - len(timeline),
        "origins": history.origins(timeline),
        "candidates": file.candidates,
    }


def _now(claims: Iterable[Claim]) -> dict[str, str]:
    """What each axis stands at today, by its name, beside another day's page."""
    rows = list(claims)
    today = claim_pages.axes(status_on(rows, timezone.localdate()), rows)
    return {axis.name: axis.value for axis in today}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def relationship(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Record the check of the relationship (R36)."""
    row = seen_by(request.user, pk)
    require(request.user, "relationship.check", row)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        facts = [Fact(fact) for fact in told["facts"]]
        if not _same_again(row, request.user, facts, passed=told["passed"] == "yes"):
            actions.record_relationship_check(
                row, by=request.user, facts=facts, passed=told["passed"] == "yes"
            )
            messages.success(request, _("The check is recorded."))
        return redirect("desk:relationship", pk=pk)
    candidates = Candidate.objects.visible_to(request.user).filter(pair__person__request=row)
    given = reason_for(request, pk, *candidates.values_list("pk", flat=True))
    reason = given or (Reason.RELATIONSHIP_CHECK if request.method == "POST" else None)
    if reason is None:
        return ask_reason(request, case=row, reasons=FOR_CASE, opens="relationship", id=pk)
    page = {**common(request), "case": row, "form": form, **_checks(row, request.user, reason)}
    return render(request, "desk/relationship.html", page)


def _same_again(row: TracingRequest, by: User, facts: list[Fact], *, passed: bool) -> bool:
    """Whether the check that counts says just this: the form was sent twice."""
    asked = sorted({fact.value for fact in facts})
    latest = row.checks.filter(superseded=False, by=by, passed=passed).first()
    return latest is not None and latest.facts == asked


def _checks(row: TracingRequest, by: User, reason: Reason) -> dict[str, Any]:
    record(by, "relationship.read", row, reason=reason)
    latest = row.checks.filter(superseded=False).select_related("by").first()
    waits = latest is not None and latest.passed and not latest.confirmed
    return {
        "checks": row.checks.select_related("by").order_by("superseded", "-in_week"),
        "checked": relationship_checked(row),
        "facts": dict(Fact.choices),
        "needs_second": waits and row.is_about_a_child(),
        "may_confirm": waits and row.is_about_a_child() and latest is not None and latest.by != by,
    }


@require_POST
@staff_only
def confirm_check(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A second caseworker agrees: where a child is sought (R23)."""
    row = seen_by(request.user, pk)
    require(request.user, "relationship.check", row)
    check = row.checks.filter(superseded=False, passed=True, confirmed=False).first()
    if check is None:
        return redirect("desk:relationship", pk=pk)
    try:
        actions.confirm_relationship_check(check, by=request.user)
        messages.success(request, _("The second caseworker’s word is recorded."))
    except NotAllowed:
        messages.error(request, _("Another person must confirm what you recorded."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:relationship", pk=pk)


@require_POST
@staff_only
def withdraw(request: StaffRequest, pk: uuid.UUID, claim: uuid.UUID) -> HttpResponse:
    """Take a claim of this case back, with a reason (E3)."""
    one = claim_of(seen_by(request.user, pk), claim, request.user)
    if (reason := request.POST.get("reason")) in ClaimWithdrawal.Reason.values:
        try:
            withdraw_claim(one, ClaimWithdrawal.Reason(reason), by=request.user)
            messages.success(request, _("The claim is withdrawn."))
        except Stale:
            messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:case", pk=pk)


@require_POST
@staff_only
def agree(request: StaffRequest, pk: uuid.UUID, claim: uuid.UUID) -> HttpResponse:
    """The second officer's word for a claim of this case."""
    one = claim_of(seen_by(request.user, pk), claim, request.user)
    try:
        agree_to_claim(one, by=request.user)
        messages.success(request, _("You agree: two people stand behind this claim."))
    except NotAllowed:
        messages.error(request, _("Another person must confirm what you recorded."))
    except Stale:
        messages.error(request, _("Somebody decided this meanwhile: look again."))
    return redirect("desk:case", pk=pk)


def claim_of(case: TracingRequest, claim: uuid.UUID, by: User) -> Claim:
    """The claim with this id, if it is about the people of a case that this person may read."""
    require(by, "request.read", case)
    for person in case.sought.all():
        for one in claims_about(person, confirmed_mentions(person)):
            if one.pk == claim:
                return one
    raise Http404


@require_POST
@staff_only
def speak(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the family “a caseworker asks to speak with you”: two people's word (R30)."""
    row = seen_by(request.user, pk)
    if request.POST.get("wanted") != "yes":
        actions.speak_no_more(row, by=request.user)
    elif not actions.ask_to_speak(row, by=request.user):
        messages.info(request, _("Another person must say so, too, before the family reads it."))
    return redirect("desk:case", pk=pk)


@require_POST
@staff_only
def sealed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Contacts and story as a sealed file, opened offline with `homeward open`."""
    row = seen_by(request.user, pk)
    reason = reason_for(request, pk)
    if reason is None:
        return redirect("desk:case", pk=pk)
    try:
        parcel = sealed_parts(row, by=request.user, reason=reason)
    except Sealed:
        messages.error(request, _("There is no sealed part: the family told none or destroyed it."))
        return redirect("desk:case", pk=pk)
    return _as_file(parcel, row.pk)


@require_POST
@staff_only
def upload(request: StaffRequest, pk: uuid.UUID, thing: uuid.UUID) -> HttpResponse:
    """One photo, sound or film of the family as a sealed file."""
    row = seen_by(request.user, pk)
    file = get_object_or_404(Upload, pk=thing, request=row)
    reason = reason_for(request, pk)
    if reason is None:
        return redirect("desk:case", pk=pk)
    try:
        parcel = sealed_upload(file, by=request.user, reason=reason)
    except (Sealed, FileNotFoundError):
        messages.error(request, _("There is no sealed part: the family told none or destroyed it."))
        return redirect("desk:case", pk=pk)
    return _as_file(parcel, file.pk)


def _as_file(parcel: str, id_: uuid.UUID) -> HttpResponse:
    answer = HttpResponse(parcel, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{str(id_)[:8]}.sealed"'
    return answer
