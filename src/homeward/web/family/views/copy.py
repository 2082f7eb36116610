"""Taking away all that the site holds of one's own request: with the second word (R28)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from homeward.errors import Busy, NotAllowed
from homeward.web.family.opened import back, with_case
from homeward.web.family.own_copy import as_text
from homeward.web.family.visit import Visit
from homeward.web.registry.actions import require_second_word
from homeward.web.registry.codes import OpenCase


@require_POST
@with_case
def copy(request: HttpRequest, visit: Visit, case: OpenCase) -> HttpResponse:
    """One plain text file with a name that tells nothing."""
    word = request.POST.get("second_word", "")
    try:
        require_second_word(case, word)
    except NotAllowed:
        return back(visit, "read", "refused", place="#ending")
    except Busy:
        return back(visit, "read", "too_often", place="#ending")
    response = HttpResponse(as_text(case, word), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.txt"'
    return response
