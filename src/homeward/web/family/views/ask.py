"""Asking: four pages to fill in, and the code."""

from __future__ import annotations

from datetime import date
from sqlite3 import IntegrityError
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from homeward.seal.codes import new_code
from homeward.web.family.asking import LAST, Draft, draft_from
from homeward.web.family.permissions import switches
from homeward.web.family.visit import (
    CASE_SECONDS,
    DRAFT_SECONDS,
    Visit,
    remember,
    visit_of,
)
from homeward.web.matching.queries import progress
from homeward.web.registry.actions import file_request
from homeward.web.registry.purposes import Purpose
from homeward.web.registry.weeks import MONTHS_12, this_week, week_of

CSRF = "csrfmiddlewaretoken"


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Show one page, or take what was typed on it and go on."""
    if not 1 <= number <= LAST:
        raise Http404
    visit = visit_of(request)
    if request.method == "POST":
        return _take(request, visit, number)
    if number > 1 and "draft" not in visit.values:
        return redirect("family:ask", number=1)
    return _page(request, _draft(visit), number)


def _draft(visit: Visit) -> Draft:
    stored: dict[str, Any] | None = visit.values.get("draft")
    return draft_from(stored) if stored else Draft(new_code())


def _page(request: HttpRequest, draft: Draft, number: int) -> HttpResponse:
    form = draft.step(number)
    on = [one for one in Purpose if draft.typed.get(str(number), {}).get(one.value)]
    wrong = [(form[name], errors) for name, errors in form.errors.items()]
    told = {"form": form, "number": number, "wrong": wrong, "switches": switches(on)}
    return render(request, f"family/ask/{number}.html", told)


def _take(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    if number == LAST and "filed" in visit.values and "draft" not in visit.values:
        return redirect("family:code")  # the last page, sent twice
    back = "back" in request.POST
    typed = {
        name: str(text) for name, text in request.POST.items() if name != "csrfmiddlewaretoken"
    }
    draft = _draft(visit).with_step(number, typed, sent=not back)
    if back:
        return _go(visit, draft, max(1, number - 1))
    unfinished = draft.first_unfinished()
    if unfinished is not None and unfinished <= number:
        return _go(visit, draft, unfinished)
    return _file(visit, draft) if number == LAST else _go(visit, draft, number + 1)


def _go(visit: Visit, draft: Draft, number: int) -> HttpResponse:
    response = redirect("family:ask", number=number)
    return remember(visit, response, seconds=DRAFT_SECONDS, draft=draft.as_json())


def _file(visit: Visit, draft: Draft) -> HttpResponse:
    """File it under the code of the draft, so that the same form sent twice files once."""
    try:
        ends = file_request(draft.filing(get_language() or "en"), code=draft.code).ends_in_week
    except IntegrityError:  # the same form, sent twice at once
        ends = week_of(this_week() + MONTHS_12)
    filed = {"code": draft.code, "ends": ends.isoformat()}
    response = redirect("family:code")
    return remember(visit, response, seconds=CASE_SECONDS, draft=None, filed=filed)


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The code, until the visit ends."""
    filed = visit_of(request).values.get("filed")
    if filed is None:
        return redirect("family:read")
    told = {"code": filed["code"], "ends": date.fromisoformat(filed["ends"]), "search": progress()}
    return render(request, "family/ask/code.html", told)
