"""Telling more: it is added to what was told, and the search begins anew with it (R21)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from homeward.errors import Busy, NotAllowed
from homeward.web.correspondence.actions import write_to_office
from homeward.web.correspondence.models import Kind
from homeward.web.family.more_forms import MoreForm
from homeward.web.family.opened import back, shown, with_case
from homeward.web.family.visit import Visit
from homeward.web.registry.actions import amend_request
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import SoughtPerson, State


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def more(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """Show the empty form, or add what was typed. What was told before is never shown (R28)."""
    people = list(case.request.sought.order_by("pk"))
    form = MoreForm(request.POST if request.method == "POST" else None, people=len(people))
    busy = False
    if request.method == "POST" and form.is_valid() and people:
        try:
            _add(case, people[form.person()], form)
            return back(visit, "more", "added")
        except (Busy, NotAllowed):
            busy = True
    page = {
        "form": form,
        "wrong": [
            (form[name], errors) for name, errors in form.errors.items() if name in form.fields
        ],
        "several": len(people) > 1,
        "busy": busy,
        "withdrawn": case.request.state == State.WITHDRAWN,
    }
    return shown(request, visit, "family/more.html", page)


def _add(case: OpenCase, person: SoughtPerson, form: MoreForm) -> None:
    """What is confided first: it may be refused, and then nothing was changed."""
    if form.typed("confided"):
        write_to_office(case, form.typed("confided"), Kind.ADDITION)
    if told := form.told():
        amend_request(case, person, told)
