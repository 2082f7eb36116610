"""What every page of the desk shows, and the pages for decisions that were not taken."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.web.access.login import StaffRequest, has_one_time_code
from homeward.web.access.models import User
from homeward.web.desk.rights import rooms
from homeward.web.review.models import Candidate


def common(request: StaffRequest) -> dict[str, Any]:
    """The menu."""
    return {"rooms": rooms(request.user), "me": request.user}


def decided_meanwhile(request: StaffRequest, candidate: Candidate) -> HttpResponse:
    """Somebody decided since the form was made: what stands now, and the way back (409)."""
    candidate.refresh_from_db()
    history = candidate.judgements.select_related("by").order_by("at")
    page = {**common(request), "candidate": candidate, "history": history}
    return render(request, "desk/meanwhile.html", page, status=HTTPStatus.CONFLICT)


def for_another_person(request: StaffRequest, candidate: Candidate) -> HttpResponse:
    """The next look is another person's (403, and it says why)."""
    page = {**common(request), "candidate": candidate}
    return render(request, "desk/another.html", page, status=HTTPStatus.FORBIDDEN)


def error_page(request: HttpRequest, status: HTTPStatus) -> HttpResponse | None:
    """What went wrong, in the desk's own layout; None for whoever is not at the desk."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_active or not has_one_time_code(user):
        return None
    if request.path.strip("/").split("/")[1:2] != ["desk"]:
        return None
    page = {"rooms": rooms(user), "me": user, "status": status.value}
    return render(request, "desk/error.html", page, status=status)


def ask_reason(request: StaffRequest, **page: Any) -> HttpResponse:
    """Nothing sealed is read before a reason is given."""
    return render(request, "desk/reason.html", {**common(request), **page})
