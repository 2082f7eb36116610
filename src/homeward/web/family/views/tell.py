"""The other paths: a witness, "it is me", "I am not missing", "who was I?".

Each answers with the same page whether or not the name is known here (R12, ENU-3): nothing is
looked up, and the reply depends on the kind of the form alone.
"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from homeward.errors import Busy
from homeward.web.family.report_forms import ReportForm
from homeward.web.family.views.uploading import new_file
from homeward.web.family.visit import CASE_SECONDS, remember, visit_of
from homeward.web.registry.filing import UnusableFiling
from homeward.web.reports.actions import ask_who_i_was, report
from homeward.web.reports.models import Kind
from homeward.web.reports.told import Told, UnusableReport

# The number in the address says nothing to whoever reads a history.
KINDS = {1: Kind.SIGHTING, 2: Kind.SOUGHT_HIMSELF, 3: Kind.NOT_MISSING, 4: Kind.WHO_WAS_I}


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """The four of them, to choose from."""
    return render(request, "family/tell.html")


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """One form."""
    kind = KINDS.get(number)
    if kind is None:
        raise Http404
    form = ReportForm(kind, request.POST if request.method == "POST" else None)
    busy = False
    if request.method == "POST":
        try:
            return _taken(request, form)
        except (UnusableReport, UnusableFiling) as refused:
            form.refuse(refused.problems)
        except Busy:
            busy = True
    wrong = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    page = {"form": form, "kind": kind.value, "number": number, "wrong": wrong, "busy": busy}
    status = 503 if busy else 200
    return render(request, "family/tell_form.html", page, status=status)


def _taken(request: HttpRequest, form: ReportForm) -> HttpResponse:
    told = form.told(get_language() or "en")
    if form.kind == Kind.WHO_WAS_I:
        return _asked(request, told)
    upload = new_file(request, "upload") if form.has("upload") else None
    report(told, upload=upload)
    visit, response = visit_of(request), redirect("family:told")
    if "asked" not in visit.values:
        return response
    # Somebody else may hold the telephone now: the code of whoever asked is not shown again.
    return remember(visit, response, seconds=CASE_SECONDS, asked=None)


def _asked(request: HttpRequest, told: Told) -> HttpResponse:
    """A teenager gets a code, and nothing else (R8)."""
    filed = ask_who_i_was(told)
    kept = {"code": filed.code, "ends": filed.ends_in_week.isoformat()}
    response = redirect("family:told")
    return remember(visit_of(request), response, seconds=CASE_SECONDS, asked=kept)


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Thank you; and the code of whoever asked who he was, until the visit ends."""
    asked = visit_of(request).values.get("asked")
    page = {}
    if asked:
        page = {"code": asked["code"], "ends": date.fromisoformat(asked["ends"])}
    return render(request, "family/told.html", page)
