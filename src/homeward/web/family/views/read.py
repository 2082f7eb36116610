"""Coming back with the code."""

from __future__ import annotations

import uuid
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from homeward.errors import Busy, NotAllowed
from homeward.web.family.asking import coming_back
from homeward.web.family.effort import Effort, searched_since, searched_this_week
from homeward.web.family.opened import back, with_case
from homeward.web.family.opened import shown as shown_page
from homeward.web.family.permissions import switches
from homeward.web.family.reading import as_json, case_of
from homeward.web.family.visit import CASE_SECONDS, Visit, remember, renewed, visit_of
from homeward.web.family.words import counted, grouped, shown
from homeward.web.matching.queries import progress
from homeward.web.registry.actions import (
    cancel_withdrawal,
    destroy_contact,
    give_consent,
    renew,
    withdraw_consent,
    withdraw_request,
)
from homeward.web.registry.codes import NoSuchCase, OnlyDraft, OpenCase, open_case
from homeward.web.registry.models import State
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import this_week
from homeward.web.review.actions import respond
from homeward.web.review.models import Answer
from homeward.web.review.queries import read_opened
from homeward.web.review.stills import released_stills

# What a code that is typed ends: the case or the draft of the code before.
NOTHING: dict[str, object] = dict.fromkeys(
    ("case", "filed", "asking", "code", "resumed", "told", "begun")
)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """The case of this visit, or the form for the code."""
    visit = visit_of(request)
    if request.method == "POST":
        return _enter(request, visit)
    case = case_of(visit)
    if case:
        return _case_page(request, visit, case)
    if visit.values.get("resumed"):
        return redirect("family:on")
    return render(request, "family/enter.html", {"failed": visit.values.get("failed")})


def _enter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Try a code. The answer is the same for every code: the next page says what it opens."""
    typed = request.POST.get("code", "")
    try:
        case = open_case(typed)
        renew(case)
        told: dict[str, object] = {"case": as_json(case), "failed": None}
    except OnlyDraft as begun:
        told = coming_back(begun.keys) | {"failed": None}
    except NoSuchCase:
        told = {"failed": typed[:100]}
    except Busy:
        waiting = {"failed": typed[:100], "busy": True}
        return render(request, "family/enter.html", waiting, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = redirect("family:read")
    return remember(renewed(visit), response, seconds=CASE_SECONDS, **(NOTHING | told))


def _case_page(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    told = read_opened(case)
    page = {
        "case": told,
        "open": told.state == State.OPEN,
        "withdrawn": told.state == State.WITHDRAWN,
        "dormant": told.state == State.DORMANT,
        "resting": told.state in {State.WITHDRAWN, State.DORMANT},  # nobody works on it
        "this_week": _counted(searched_this_week()),
        "since_filing": _counted_before_monday(told.filed_in_week),
        "groups": grouped(shown(answer) for answer in told.answers),
        "pictures": len(released_stills(case.request)),
        "switches": switches(told.consents, _withdrawn(case)),
        "others_on": bool(told.consents - {Purpose.MATCH}),
        "search": progress(),
    }
    happened = visit.values.get("happened") or ""
    if happened.startswith("off "):
        page["turned_off"] = Purpose(happened[4:]).label
    return shown_page(request, visit, "family/case.html", page)


def _counted_before_monday(filed: date) -> str:
    """Since the week of filing; in that week itself "since Monday" says it already."""
    return _counted(searched_since(filed)) if filed < this_week() else ""


def _counted(effort: Effort) -> str:
    return counted(effort.lists, effort.posts, effort.sightings)


def _withdrawn(case: OpenCase) -> dict[Purpose, date]:
    """Since when which switch is off again: the confirmation that R6 asks for."""
    rows = case.request.consents.exclude(withdrawn_in_week=None).order_by("withdrawn_in_week")
    return {Purpose(row.purpose): row.withdrawn_in_week for row in rows if row.withdrawn_in_week}


@require_POST
@with_case
def change(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """One button of the case's page: a switch, or what the family says to an answer."""
    place, happened = _turn(request, case)
    place = place or _respond(request, case)
    happened = happened or _destroy(request, case) or _withdraw(request, case)
    return back(visit, "read", happened, place=place)


def _destroy(request: HttpRequest, case: OpenCase) -> str | None:
    if request.POST.get("destroy") != "contact" or request.POST.get("sure") != "on":
        return None
    destroy_contact(case)
    return "destroyed"


def _withdraw(request: HttpRequest, case: OpenCase) -> str | None:
    """Withdraw the request, or take that back; what was refused is said on the page."""
    verb = {"withdraw": withdraw_request, "cancel": cancel_withdrawal}.get(
        request.POST.get("withdrawal", "")
    )
    if verb is None:
        return None
    try:
        verb(case, request.POST.get("second_word", ""))
    except NotAllowed:
        return "refused"
    except Busy:
        return "too_often"
    return None


def _turn(request: HttpRequest, case: OpenCase) -> tuple[str, str | None]:
    """The switch, to go back to, and what the page confirms (R6)."""
    on, off = request.POST.get("on", ""), request.POST.get("off", "")
    if on in Purpose.values:
        give_consent(case, Purpose(on), language=get_language() or "en")
        return f"#{on}", None
    if off in Purpose.values:
        withdraw_consent(case, Purpose(off))
        return "", f"off {off}"
    return "", None


def _respond(request: HttpRequest, case: OpenCase) -> str:
    for response in Answer.Response:
        if text := request.POST.get(response.value):
            answer = _answer(case, text)
            if answer and answer.response != response:
                respond(case, answer, response)
            return "#answers"
    return ""


def _answer(case: OpenCase, text: str) -> Answer | None:
    try:
        return case.request.answers.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None
