"""A visit: what the server remembers for one browser while it is here, and no longer.

The cookie is a random key and dies with the browser. What is remembered lies in `visits.db` under
a hash of the key, sealed with the key: neither the disk alone nor the telephone alone opens it,
and leaving forgets both. What somebody types is not among it: that lies under the follow-up code
(`registry.drafts`), and the visit holds the keys that the code gave.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from homeward.web.registry.shortlived import VISITS

COOKIE = "visit"
KEY_BYTES = 32
ASK_SECONDS = 3 * 3600
CASE_SECONDS = 1800

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """What is remembered now: empty for whoever comes anew or stayed away too long."""

    key: bytes
    values: Mapping[str, Any]


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this browser."""
    key = _key(request)
    values = VISITS.get(_id(key), _seal_key(key)) if key else None
    return _empty() if key is None or values is None else Visit(key, values)


def remember(visit: Visit, response: Response, *, seconds: int, **values: Any) -> Response:
    """Keep these values with the others of the visit; `None` forgets one."""
    kept = {name: told for name, told in {**visit.values, **values}.items() if told is not None}
    VISITS.put(_id(visit.key), _seal_key(visit.key), kept, seconds=seconds)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(visit.key).decode(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def renewed(visit: Visit) -> Visit:
    """The same values under a fresh key, so that nobody holds a key that he set beforehand."""
    _forget(visit.key)
    return Visit(secrets.token_bytes(KEY_BYTES), visit.values)


def end(request: HttpRequest, response: Response) -> Response:
    """Forget the visit here and in the browser."""
    if key := _key(request):
        _forget(key)
    for name in (COOKIE, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name, samesite="Strict")
    return response


def _empty() -> Visit:
    return Visit(secrets.token_bytes(KEY_BYTES), {})


def _key(request: HttpRequest) -> bytes | None:
    try:
        key = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _id(key: bytes) -> bytes:
    return hmac.digest(key, b"row", "sha256")[:16]


def _seal_key(key: bytes) -> bytes:
    return hmac.digest(key, b"seal", "sha256")


def _forget(key: bytes) -> None:
    VISITS.forget([_id(key)])
