"""“Keep this before it vanishes”: a link, its text and a screenshot, handed in by the family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, Busy, NotAllowed
from homeward.web.family.audience import who_sees
from homeward.web.family.opened import back, shown, with_case
from homeward.web.family.views.uploading import new_file
from homeward.web.family.visit import Visit
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import State
from homeward.web.reports.actions import keep_for_family
from homeward.web.reports.models import Report
from homeward.web.reports.told import UnusableReport


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def keep(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """Take it in, or show what was handed in: weeks and states, no text (R28)."""
    typed = {"address": "", "text": ""}
    problems: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        problems = _kept(request, case, typed)
        if not problems:
            return back(visit, "keep", "kept")
    page = {
        "typed": typed,
        "problems": problems,
        "seen": who_sees("item_text"),
        "file_seen": who_sees("message"),
        "kept": Report.objects.filter(of_request=case.request.pk, kind="kept").order_by("-in_week"),
        "withdrawn": case.request.state == State.WITHDRAWN,
    }
    return shown(request, visit, "family/keep.html", page)


def _kept(request: HttpRequest, case: OpenCase, typed: dict[str, str]) -> dict[str, str]:
    try:
        keep_for_family(
            case,
            typed["text"],
            address=typed["address"],
            language=get_language() or "en",
            upload=new_file(request, "file"),
        )
    except UnusableReport as refused:
        return dict(refused.problems)
    except BadInput:
        return {"text": "too_long"}
    except Busy:
        return {"text": "busy"}
    except NotAllowed:
        return {"text": "withdrawn"}
    return {}
