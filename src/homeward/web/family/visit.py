"""A visit: what the server remembers for one browser while it is here, and no longer.

The cookie is a random key and dies with the browser. What is remembered lies in `visits.db` under
a hash of the key, sealed with the key: neither the disk alone nor the telephone alone opens it,
and leaving forgets both.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from homeward.errors import Sealed
from homeward.seal.records import open_body, seal_body
from homeward.web.registry.weeks import blur_file_time, this_week

COOKIE = "visit"
KEY_BYTES = 32
CONTEXT = b"homeward visit v1"
DRAFT_SECONDS = 3 * 3600
CASE_SECONDS = 1800
WAIT_SECONDS = 20.0
# The week only, so that the file tells of no day on which somebody came.
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS visit (id BLOB PRIMARY KEY, week TEXT, body BLOB) WITHOUT ROWID"
)

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """What is remembered now: empty for whoever comes anew or stayed away too long."""

    key: bytes
    values: Mapping[str, Any]


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this browser."""
    key = _key(request)
    if key is None:
        return _empty()
    with _open() as connection:
        found = connection.execute("SELECT body FROM visit WHERE id = ?", (_id(key),)).fetchone()
    if found is None:
        return _empty()
    try:
        stored = json.loads(open_body(found[0], _seal_key(key), context=CONTEXT))
    except Sealed:
        return _empty()
    return Visit(key, stored["values"]) if stored["until"] > time.time() else _empty()


def remember(visit: Visit, response: Response, *, seconds: int, **values: Any) -> Response:
    """Keep these values with the others of the visit; `None` forgets one."""
    kept = {name: told for name, told in {**visit.values, **values}.items() if told is not None}
    text = json.dumps({"until": time.time() + seconds, "values": kept}).encode()
    body = seal_body(text, _seal_key(visit.key), context=CONTEXT)
    week = this_week().isoformat()
    with _open() as connection:
        connection.execute("DELETE FROM visit WHERE week < ?", (week,))
        row = (_id(visit.key), week, body)
        connection.execute("INSERT OR REPLACE INTO visit VALUES (?, ?, ?)", row)
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
    with _open() as connection:
        connection.execute("DELETE FROM visit WHERE id = ?", (_id(key),))


def path() -> Path:
    """The file."""
    folder: Path = settings.HOMEWARD_DATA
    return folder / "visits.db"


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path(), timeout=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(SCHEMA)
        with connection:
            yield connection
    blur_file_time(path())
