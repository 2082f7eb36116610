"""Why somebody reads: asked before anything sealed is shown, kept for half an hour (R10).

The session keeps ids and codes of reasons only. Each read goes into the log with its reason.
"""

from __future__ import annotations

import time

from django.http import HttpRequest

from homeward.web.access.log import Reason

KEPT_SECONDS = 30 * 60
MOST_KEPT = 50
EVIDENCE = "evidence"  # the key of all items together
FOR_CANDIDATE = (Reason.REVIEW, Reason.RELATIONSHIP_CHECK, Reason.ANSWER, Reason.CASE_WORK)
FOR_CASE = (Reason.CASE_WORK, Reason.RELATIONSHIP_CHECK, Reason.ANSWER)
FOR_EVIDENCE = (Reason.EVIDENCE_WORK, Reason.REVIEW)


def reason_for(request: HttpRequest, *keys: object) -> Reason | None:
    """The reason given not long ago for one of these things, or None: ask."""
    kept = request.session.get("reasons", {})
    for key in keys:
        code, given_at = kept.get(str(key), ("", 0.0))
        if code in Reason.values and time.time() - given_at <= KEPT_SECONDS:
            return Reason(code)
    return None


def keep_reason(request: HttpRequest, key: object, reason: Reason) -> None:
    """Remember it for the next pages about the same thing."""
    kept = request.session.get("reasons", {})
    kept.pop(str(key), None)
    kept[str(key)] = (reason.value, time.time())
    request.session["reasons"] = dict(list(kept.items())[-MOST_KEPT:])


def chosen(request: HttpRequest, among: tuple[Reason, ...]) -> Reason | None:
    """The reason of a form, if it is one of those that fit."""
    return next((reason for reason in among if reason.value == request.POST.get("reason")), None)
