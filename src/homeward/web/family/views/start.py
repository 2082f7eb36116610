"""The first page, and the two ways out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from homeward.web.family import visit

ELSEWHERE = "https://{language}.wikipedia.org/"  # a page that everybody may be reading


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, and who is behind it."""
    return render(request, "family/start.html")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forget the visit and say so."""
    return visit.end(request, redirect("family:closed"))


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """After the visit."""
    return render(request, "family/closed.html")


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly: forget the visit and show another site. Going back shows nothing of it."""
    elsewhere = ELSEWHERE.format(language=get_language() or "en")
    return visit.end(request, HttpResponseRedirect(elsewhere))
