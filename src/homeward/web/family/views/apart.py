"""Asking where this site cannot be reached: on paper, or without a connection."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.web.family.details import DETAILS, ELSEWHERE, OF_A_PERSON
from homeward.web.family.permissions import switches
from homeward.web.family.steps import NewsStep, ReachStep, WhoStep, YouStep


@require_safe
def apart(request: HttpRequest) -> HttpResponse:
    """The ways that need no connection."""
    return render(request, "family/apart/ways.html")


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The whole form for paper, with who will see what."""
    more = [DETAILS[letter]() for letter in (*OF_A_PERSON, ELSEWHERE)]
    told = {
        "who": WhoStep(),
        "news": NewsStep(),
        "you": [YouStep(), ReachStep()],
        "more": more,
        "switches": switches([]),
    }
    return render(request, "family/apart/paper.html", told)
