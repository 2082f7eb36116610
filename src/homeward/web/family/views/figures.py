"""The figures that anybody may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.web.inquiries.figures import published


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How authorities answer families, in tens."""
    return render(request, "family/figures.html", {"rows": published()})
