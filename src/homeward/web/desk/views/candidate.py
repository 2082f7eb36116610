"""A possible match: both sides, why, and the decision of two people."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from homeward.errors import BadInput, NotAllowed, Stale
from homeward.web.access.log import Reason
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.access.models import Approval, User
from homeward.web.access.policy import allowed, require
from homeward.web.desk.file_words import address
from homeward.web.desk.highlight import marks_of, other_names, passage_pieces, pieces
from homeward.web.desk.page import ask_reason, common, decided_meanwhile, for_another_person
from homeward.web.desk.reasons import FOR_CANDIDATE, reason_for
from homeward.web.desk.sides import reader_language, sides, weighed
from homeward.web.desk.words import HYPOTHESES, ROLES, word
from homeward.web.matching import client
from homeward.web.review import actions
from homeward.web.review.models import (
    DECIDED_STATES,
    OPEN_STATES,
    Candidate,
    CandidateState,
    Verdict,
)
from homeward.web.review.queries import breaks_a_group, relationship_checked, reposts_of


def seen_by(user: User, pk: uuid.UUID) -> Candidate:
    """The candidate if this person may see it; else there is no such page."""
    rows = Candidate.objects.visible_to(user).select_related(
        "pair__person__request", "pair__mention__item__source"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@staff_only
def candidate(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Both sides of a possible match, with a reason only."""
    row = seen_by(request.user, pk)
    require(request.user, "candidate.read", row)
    reason = reason_for(request, pk)
    if reason is None:
        return ask_reason(request, candidate=row, reasons=FOR_CANDIDATE, opens="candidate", id=pk)
    page = {
        **common(request),
        **standing(row, request.user),
        **_both_sides(row, request.user, reason),
        "reason": reason,
    }
    return render(request, "desk/candidate.html", page)


def standing(row: Candidate, by: User) -> dict[str, Any]:
    """Where the candidate stands, and what this person may do next."""
    mine = row.judgements.filter(by=by).first()
    open_now = row.state in OPEN_STATES and allowed(by, "candidate.judge", row)
    said_same = mine is not None and mine.verdict == Verdict.SAME
    request = row.pair.person.request
    return {
        "candidate": row,
        "case": request,
        "hypothesis": word(HYPOTHESES, row.pair.hypothesis),
        "history": row.judgements.select_related("by").order_by("at"),
        "mine": mine,
        "may_judge": open_now and mine is None,
        "may_confirm": open_now and row.state == CandidateState.PROBABLE and not said_same,
        "waits_for_another": open_now and mine is not None,
        "decided": row.state in DECIDED_STATES,
        "checked": relationship_checked(request),
        "confirmed_by": _confirmed_by(row),
    }


def _confirmed_by(row: Candidate) -> Approval | None:
    done = Approval.objects.filter(
        verb=actions.CONFIRM, object_id=row.pk, state=Approval.State.CONFIRMED
    )
    return done.select_related("decided_by").order_by("-decided_at").first()


def _both_sides(row: Candidate, by: User, reason: Reason) -> dict[str, Any]:
    read = client.read_pair(row.pair_id, by=by, reason=reason, language=reader_language())
    item = client.read_item(row.pair.mention.item_id, by=by, reason=reason)
    text, mention = read["item"].get("item_text", ""), read["mention"]
    others = {key: m for key, m in item["mentions"].items() if key != str(row.pair.mention_id)}
    marks = [mark for other in others.values() for mark in marks_of(other, ours=False)]
    lines = weighed(read["explanation"])
    return {
        "sides": sides(read["person"], mention),
        "role": word(ROLES, mention["role"]),
        "explanation": read["explanation"],
        "weighed": lines,
        "not_weighed": [line.feature for line in lines if not line.speaks],
        "notes": [{**note, "at": datetime.fromisoformat(note["at"])} for note in read["notes"]],
        "passage": passage_pieces(text, mention),
        "text": pieces(text, [*marks, *marks_of(mention, ours=True)]),
        "others": other_names(others),
        "item": row.pair.mention.item,
        "reposts": reposts_of(row),
        "breaks_a_group": breaks_a_group(row),
        "address": address(read["item"].get("item_address", "")),
        "author": read["item"].get("item_author", ""),
    }


def version_of(request: HttpRequest) -> int:
    """The version that the form was made for; -1, which is always stale, if it is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


@require_POST
@staff_only
def judge(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One person's verdict."""
    row = seen_by(request.user, pk)
    require(request.user, "candidate.judge", row)
    verdict = request.POST.get("verdict")
    if verdict not in Verdict.values:
        return redirect("desk:candidate", pk=pk)
    version, note = version_of(request), request.POST.get("note", "")
    try:
        actions.judge(row, Verdict(verdict), by=request.user, version=version, note=note)
    except BadInput as problem:
        return _once_more(request, row, problem, note)
    except NotAllowed:
        return for_another_person(request, row)
    except Stale:
        return decided_meanwhile(request, row)
    messages.success(request, _("Your judgement is recorded."))
    return redirect("desk:candidate", pk=pk)


def _once_more(request: StaffRequest, row: Candidate, problem: BadInput, note: str) -> HttpResponse:
    """What was written is not lost when it cannot be taken."""
    page = {**common(request), "candidate": row, "problem": problem, "note": note}
    return render(request, "desk/note.html", {**page, "verdict": request.POST["verdict"]})


@require_POST
@staff_only
def confirm(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The second person agrees."""
    row = seen_by(request.user, pk)
    require(request.user, "candidate.confirm", row)
    try:
        actions.confirm(row, by=request.user, version=version_of(request))
    except NotAllowed:
        return for_another_person(request, row)
    except Stale:
        return decided_meanwhile(request, row)
    messages.success(request, _("Confirmed: two people decided that it is one person."))
    return redirect("desk:candidate", pk=pk)
