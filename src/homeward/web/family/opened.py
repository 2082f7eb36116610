"""Pages that need an open case: whoever has none is asked for the code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.web.family.reading import case_of
from homeward.web.family.visit import CASE_SECONDS, Visit, remember, visit_of
from homeward.web.registry.codes import OpenCase

Page = Callable[[HttpRequest, Visit, OpenCase], HttpResponse]


def with_case(view: Page) -> Callable[[HttpRequest], HttpResponse]:
    """Give the view the case of this visit."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        visit = visit_of(request)
        case = case_of(visit)
        return redirect("family:read") if case is None else view(request, visit, case)

    return guarded


def back(visit: Visit, name: str, happened: str | None = None, *, place: str = "") -> HttpResponse:
    """To a page of the case, which says what happened; the visit goes on."""
    response = redirect(reverse(f"family:{name}") + place)
    return remember(visit, response, seconds=CASE_SECONDS, happened=happened)


def shown(
    request: HttpRequest, visit: Visit, template: str, page: dict[str, object]
) -> HttpResponse:
    """A page of the case; what happened is said once."""
    happened = visit.values.get("happened") or ""
    response = render(request, template, {**page, "happened": happened})
    if happened:
        remember(visit, response, seconds=CASE_SECONDS, happened=None)
    return response
