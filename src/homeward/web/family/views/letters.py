"""Her own letters: writing one, entering its day, its reply or the silence."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, NotAllowed
from homeward.web.family.letter_forms import LetterForm
from homeward.web.family.opened import back, shown, with_case
from homeward.web.family.visit import Visit
from homeward.web.inquiries.actions import UnusableDay, enter_letter, enter_reply
from homeward.web.inquiries.models import Authority, Inquiry, Outcome
from homeward.web.inquiries.queries import letters_of
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import State


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def letters(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """All letters with their days of silence; a new one, or a reply."""
    problem, wrong = "", ""
    if request.method == "POST":
        wrong = request.POST.get("number", "new")
        problem = _entered(case, request)
        if not problem:
            return back(visit, "letters", "entered")
    page = {
        "letters": letters_of(case),
        "authorities": Authority.choices,
        "outcomes": [(one.value, one.label) for one in Outcome if one != Outcome.WAITING],
        "problem": problem,
        "wrong": wrong,
        "typed": request.POST,
        "withdrawn": case.request.state == State.WITHDRAWN,
    }
    return shown(request, visit, "family/letters.html", page)


def _entered(case: OpenCase, request: HttpRequest) -> str:
    """A letter or a reply; what is wrong, if anything."""
    try:
        day = _day(request)
        number = request.POST.get("number", "")
        if number:
            enter_reply(case, int(number), Outcome(request.POST.get("outcome", "")), day)
        else:
            enter_letter(case, Authority(request.POST.get("authority", "")), day)
    except UnusableDay as refused:
        return refused.why
    except (BadInput, ValueError, NotAllowed, Inquiry.DoesNotExist):
        return "no_choice"
    return ""


def _day(request: HttpRequest) -> date:
    try:
        return date(*(int(request.POST.get(name, "")) for name in ("year", "month", "day")))
    except (ValueError, OverflowError):
        raise UnusableDay("no_day") from None


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def letter(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:  # noqa: ARG001
    """Write a letter to print. What is typed goes onto the paper and is kept nowhere."""
    form = LetterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.typed(name) for name in form.fields}
        page = {"told": told, "today": timezone.localdate()}
        return render(request, f"inquiries/letter_{told['language']}.html", page)
    wrong = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    return render(request, "family/letter_form.html", {"form": form, "wrong": wrong})
