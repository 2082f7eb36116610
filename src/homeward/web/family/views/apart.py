"""Asking where this site cannot be reached: on paper, or without a connection."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from homeward.web.family.details import DETAILS, ELSEWHERE, OF_A_PERSON
from homeward.web.family.offline import offline_form
from homeward.web.family.permissions import switches
from homeward.web.family.steps import NewsStep, ReachStep, WhoStep, YouStep
from homeward.web.registry.actions import AlreadyFiled
from homeward.web.registry.handed_in import MOST_SIGNS, NoRequest, take_in


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


@require_safe
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view is given it
    """The form that works without a connection, as a file to keep."""
    answer = HttpResponse(offline_form(get_language() or "en"), content_type="text/html")
    answer["Content-Disposition"] = 'attachment; filename="notes.html"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take a sealed request from whoever brings it; a second time it changes and tells nothing."""
    if request.method != "POST":
        return render(request, "family/apart/hand_in.html")
    text = request.POST.get("sealed", "")
    if file := request.FILES.get("file"):
        text = file.read(4 * MOST_SIGNS).decode("utf-8-sig", errors="replace")
    try:
        take_in(text)
    except AlreadyFiled:
        pass
    except NoRequest:
        told = {"wrong": True, "sealed": text[:MOST_SIGNS]}
        return render(request, "family/apart/hand_in.html", told, status=HTTPStatus.OK)
    return redirect("family:handed_in")


@require_safe
def handed_in(request: HttpRequest) -> HttpResponse:
    """It is kept."""
    return render(request, "family/apart/handed_in.html")
