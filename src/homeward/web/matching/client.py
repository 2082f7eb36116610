"""Asking the matcher. It alone can open what is sealed for matching."""

from __future__ import annotations

import base64
import socket
import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from homeward import errors
from homeward.errors import Busy, HomewardError
from homeward.seal.boxes import key_to_text
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.matching.wire import receive, send

SECONDS = 10.0


class MatcherWaits(Busy):
    """The matcher is not running or has no key yet: filing works, reading and matching wait."""


def ask(what: str, **details: Any) -> dict[str, Any]:
    """One question and its answer; raises `MatcherWaits` or the error that the matcher names."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(SECONDS)
            connection.connect(str(settings.HOMEWARD_SOCKET))
            send(connection, {"what": what, **details})
            answer = receive(connection)
    except OSError:
        raise MatcherWaits("the matcher is not running: matching waits, filing works") from None
    if "error" in answer:
        raise _error(answer)
    found: dict[str, Any] = answer["found"]
    return found


def _error(answer: dict[str, Any]) -> HomewardError:
    if answer["error"] == MatcherWaits.__name__:
        return MatcherWaits(answer["text"])
    kind: type[HomewardError] = getattr(errors, answer["error"], HomewardError)
    return kind(answer["text"])


def read_person(person: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """What this reader may see of what was told of a sought person."""
    return _read("person", person, by, reason)


def read_item(item: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """An item's fields, and under `mentions` the people in it by id."""
    return _read("item", item, by, reason)


def read_claim(claim: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """The original words of a claim."""
    return _read("claim", claim, by, reason)


def read_pair(pair: uuid.UUID, *, by: User, reason: Reason, language: str) -> dict[str, Any]:
    """`person`, `item`, `mention`, `notes`, and `explanation`.

    The explanation has summary, agrees, differs, unknown as sentences; `features` with feature,
    level, ours, theirs and bits, and `bits` and `prior` as figures.
    """
    return _read("pair", pair, by, reason, language=language)


def read_correction(correction: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """A corrected text for the trainer; only for an export that two people agreed to."""
    return _read("correction", correction, by, reason)


def read_chain(export: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """`item`, `name` and `events` of an original, for an export that two people agreed to."""
    return _read("chain", export, by, reason)


def read_copy(copy: uuid.UUID, *, by: User, reason: Reason) -> bytes:
    """A working copy of a picture, as JPEG."""
    return base64.b64decode(_read("copy", copy, by, reason)["jpeg"])


def glance_at_pair(pair: uuid.UUID, *, by: User, reason: Reason) -> dict[str, Any]:
    """Initials of both sides, and which features agree or differ: for volunteers."""
    return _read("glance", pair, by, reason)


def keyed_digests(digests: Sequence[str], *, by: User) -> list[bytes]:
    """What only the matcher can make of SHA-256 digests (hexadecimal): it tells equal files."""
    reason = str(Reason.EVIDENCE_WORK)
    made = ask("keyed", by=str(by.pk), reason=reason, digests=list(digests))["digests"]
    return [bytes.fromhex(one) for one in made]


def _read(what: str, row: uuid.UUID, by: User, reason: Reason, **more: str) -> dict[str, Any]:
    return ask(what, id=str(row), by=str(by.pk), reason=str(reason), **more)


def unlock(private: bytes) -> None:
    """Give the matcher its key."""
    ask("unlock", key=key_to_text(private))


def status() -> dict[str, Any]:
    """Whether it has its key and has loaded."""
    return ask("status")
