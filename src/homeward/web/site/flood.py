"""A waiting page for floods, without an address of anybody, a captcha or a script.

What anybody can send is let in at a pace that this machine bears, for all together. Whoever comes
too many sees a page that keeps what was typed, with a ticket: sent again half a minute later it has
a lane of its own, which those who only fire never enter. Reading with a code and what anybody can
write pass different gates: a flood of false reports closes no family's page (FLO-1).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.web.access.limits import Bucket

TICKET = "ticket"
WAIT_SECONDS, TICKET_SECONDS = 30, 900
MOST_KEPT = 100_000  # signs of a form that the page gives back
SIGNER = signing.TimestampSigner(salt="homeward waiting page")
HANDED_BACK = ("csrfmiddlewaretoken", TICKET)


@dataclass(slots=True)
class Gate:
    """So much at once, refilled over ten seconds; a quarter more for those who waited."""

    size: int
    _open: Bucket = field(init=False)
    _patient: Bucket = field(init=False)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As after a start."""
        self._open = Bucket(size=self.size, seconds=10)
        self._patient = Bucket(size=max(1, self.size // 4), seconds=10)

    def lets_in(self, *, waited: bool) -> bool:
        """Whether one more may enter now."""
        return self._open.take("all") or (waited and self._patient.take("all"))


# Making the keys of a code takes a quarter of a second of one core, two at a time.
CODES, REPORTS = Gate(size=40), Gate(size=40)
GATES = {
    "family:read": CODES,
    "family:before": CODES,
    "family:send": CODES,
    "family:tell": REPORTS,
    "family:hand_in": REPORTS,
    "petitions:code_of_case": CODES,
    "petitions:code_of_supporter": REPORTS,
    "account_login": Gate(size=20),
}
_spent: dict[bytes, float] = {}


class Floodgate:
    """Stands behind the check of forms and before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """The waiting page, or None to go on."""
        del view, args, kwargs
        gate = GATES.get(request.resolver_match.view_name) if request.resolver_match else None
        if gate is None or request.method != "POST":
            return None
        return None if gate.lets_in(waited=_waited(request)) else _waiting_page(request)


def _waited(request: HttpRequest) -> bool:
    """Whether a ticket came along that is old enough, not too old, and was not used before."""
    ticket = request.POST.get(TICKET, "")
    try:
        SIGNER.unsign(ticket, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return False
    return _is_old_enough(ticket) and _spend(ticket)


def _is_old_enough(ticket: str) -> bool:
    try:
        SIGNER.unsign(ticket, max_age=WAIT_SECONDS)
    except signing.SignatureExpired:
        return True
    return False


def _spend(ticket: str) -> bool:
    now, key = time.monotonic(), hashlib.sha256(ticket.encode()).digest()[:16]
    for old in [one for one, until in _spent.items() if until < now]:
        del _spent[old]
    known = key in _spent
    _spent[key] = now + TICKET_SECONDS
    return not known


def _waiting_page(request: HttpRequest) -> HttpResponse:
    """What was typed goes back to whoever typed it, and nowhere else; a file is chosen again."""
    typed: list[tuple[str, Any]] = [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in HANDED_BACK
    ]
    told = {
        "typed": typed,
        "kept": sum(len(str(text)) for _, text in typed) <= MOST_KEPT,
        "files": sorted(request.FILES),
        "ticket": SIGNER.sign(signing.b62_encode(time.monotonic_ns())),
        "seconds": WAIT_SECONDS,
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE
    page = render(request, "site/waiting.html", told, status=status)
    page["Retry-After"] = str(WAIT_SECONDS)
    # As Django marks it: a flood must not fill the log.
    page._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return page
