"""The pages of this face."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.web.access.login import staff_only


@staff_only
def queue(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "site/base.html")
