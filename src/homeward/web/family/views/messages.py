"""Messages between the family and its caseworker, and ways to speak with each other (R30)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from homeward.errors import BadInput, Busy, NotAllowed
from homeward.web.correspondence.actions import LONGEST, write_to_office
from homeward.web.correspondence.models import Kind
from homeward.web.correspondence.queries import messages_of
from homeward.web.family.audience import who_sees
from homeward.web.family.opened import back, shown, with_case
from homeward.web.family.visit import Visit
from homeward.web.family.words import MESSAGE_KINDS
from homeward.web.registry.codes import OpenCase
from homeward.web.registry.models import State

# What may be chosen on this page; "addition" is written on the page "tell more".
CHOICES = (
    Kind.MESSAGE, Kind.APPOINTMENT, Kind.CALL_BACK, Kind.TRUSTED_PERSON, Kind.LOST_CODE,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def messages(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """Read what the office wrote, and write to it."""
    typed = {"text": "", "kind": Kind.MESSAGE.value}
    problem = ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        problem = _written(case, typed)
        if not problem:
            return back(visit, "messages", "sent")
    page = {
        "messages_of_case": messages_of(case),
        "kinds": [(one.value, MESSAGE_KINDS[one]) for one in CHOICES],
        "typed": typed,
        "problem": problem,
        "longest": LONGEST,
        "seen": who_sees("message"),
        "words": MESSAGE_KINDS,
        "withdrawn": case.request.state == State.WITHDRAWN,
    }
    return shown(request, visit, "family/messages.html", page)


def _written(case: OpenCase, typed: dict[str, str]) -> str:
    """Send it; what is wrong, if anything."""
    if typed["kind"] not in CHOICES:
        return "no_choice"
    try:
        write_to_office(case, typed["text"], Kind(typed["kind"]))
    except BadInput:
        return "no_text" if not typed["text"].strip() else "too_long"
    except Busy:
        return "busy"
    except NotAllowed:
        return "withdrawn"
    return ""
