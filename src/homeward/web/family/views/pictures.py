"""Pictures of one face out of films and posts: a warning first, then one picture (R15)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from homeward.errors import NotAllowed
from homeward.web.family.opened import shown, with_case
from homeward.web.family.visit import CASE_SECONDS, Visit, remember
from homeward.web.registry.codes import OpenCase
from homeward.web.review.stills import released_stills, show_still


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def pictures(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """The warning for each; once one is asked for, that one, until it is hidden again."""
    stills = released_stills(case.request)
    if not stills:
        return redirect("family:read")
    if request.method == "POST":
        return _asked(request, visit, [str(one.pk) for one in stills])
    page = {"stills": stills, "looked_at": visit.values.get("looked_at")}
    return shown(request, visit, "family/pictures.html", page)


def _asked(request: HttpRequest, visit: Visit, stills: list[str]) -> HttpResponse:
    """Remember which one is shown now, and go to it; anything else hides what is shown."""
    asked = request.POST.get("show", "")
    place = f"#picture-{stills.index(asked) + 1}" if asked in stills else ""
    answer = redirect(reverse("family:pictures") + place)
    looked_at = asked if place else None
    return remember(visit, answer, seconds=CASE_SECONDS, looked_at=looked_at)


@require_safe
@with_case
def picture(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:  # noqa: ARG001
    """The picture that was asked for after its warning, under a name that tells nothing."""
    try:
        content = show_still(case, uuid.UUID(visit.values.get("looked_at") or ""))
    except (NotAllowed, ValueError):
        return HttpResponseNotFound()
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="1.jpg"'
    return answer
