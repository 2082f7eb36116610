"""Coming back with the code."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from homeward.errors import Busy, NotAllowed
from homeward.web.family.asking import keys_as_json
from homeward.web.family.effort import Effort, searched_since, searched_this_week
from homeward.web.family.permissions import switches
from homeward.web.family.reading import as_json, case_of
from homeward.web.family.visit import ASK_SECONDS, CASE_SECONDS, Visit, remember, renewed, visit_of
from homeward.web.family.words import counted, shown
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
from homeward.web.review.actions import respond
from homeward.web.review.models import Answer
from homeward.web.review.queries import read_opened

# What a code that is typed ends: the case or the draft of the code before.
NOTHING: dict[str, object] = dict.fromkeys(("case", "filed", "asking", "code", "resumed"))


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """The case of this visit, or the form for the code."""
    visit = visit_of(request)
    if request.method == "POST":
        return _enter(request, visit)
    case = case_of(visit)
    if case:
        return _case_page(request, case, visit.values.get("happened", ""))
    if visit.values.get("resumed"):
        return remember(visit, redirect("family:on"), seconds=ASK_SECONDS, resumed=None)
    return render(request, "family/enter.html", {"failed": visit.values.get("failed")})


def _enter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Try a code. The answer is the same for every code: the next page says what it opens."""
    typed = request.POST.get("code", "")
    try:
        case = open_case(typed)
        renew(case)
        told: dict[str, object] = {"case": as_json(case), "failed": None}
    except OnlyDraft as begun:
        told = {"asking": keys_as_json(begun.keys), "resumed": True, "failed": None}
    except NoSuchCase:
        told = {"failed": typed[:100]}
    except Busy:
        waiting = {"failed": typed[:100], "busy": True}
        return render(request, "family/enter.html", waiting, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = redirect("family:read")
    return remember(renewed(visit), response, seconds=CASE_SECONDS, **(NOTHING | told))


def _case_page(request: HttpRequest, case: OpenCase, happened: str) -> HttpResponse:
    told = read_opened(case)
    since_filing = searched_since(told.filed_in_week)
    page = {
        "case": told,
        "open": told.state == State.OPEN,
        "withdrawn": told.state == State.WITHDRAWN,
        "refused": happened == "refused",
        "destroyed": happened == "destroyed",
        "this_week": _counted(searched_this_week()),
        "since_filing": _counted(since_filing),
        "answers": [shown(answer) for answer in told.answers],
        "switches": switches(told.consents),
        "search": progress(),
    }
    return render(request, "family/case.html", page)


def _counted(effort: Effort) -> str:
    return counted(effort.lists, effort.posts)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One button of the case's page: a switch, or what the family says to an answer."""
    visit = visit_of(request)
    case = case_of(visit)
    if case is None:
        return redirect("family:read")
    place = _turn(request, case) or _respond(request, case)
    happened = _destroy(request, case) or _withdraw(request, case)
    response = redirect(reverse("family:read") + place)
    return remember(visit, response, seconds=CASE_SECONDS, happened=happened)


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
    return None


def _turn(request: HttpRequest, case: OpenCase) -> str:
    on, off = request.POST.get("on", ""), request.POST.get("off", "")
    if on in Purpose.values:
        give_consent(case, Purpose(on), language=get_language() or "en")
        return f"#{on}"
    if off in Purpose.values:
        withdraw_consent(case, Purpose(off))
        return f"#{off}"
    return ""


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
