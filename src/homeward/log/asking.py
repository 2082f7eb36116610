"""Asking a witness over the network, for those who publish a log."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

from homeward.errors import BadInput, Busy
from homeward.log.witness import Answer, Ask

_TIMEOUT = 60  # seconds
_LARGEST = 64 << 10  # bytes of an answer


def ask_over_http(prefix: str) -> Ask:
    """Sends a request to PREFIX/add-checkpoint of a witness (C2SP tlog-witness)."""
    if urlsplit(prefix).scheme not in ("http", "https"):
        raise BadInput("a witness is asked at an http or https address")
    url = prefix.rstrip("/") + "/add-checkpoint"

    def ask(body: bytes) -> Answer:
        request = urllib.request.Request(url, body, {"Content-Type": "text/plain"})  # noqa: S310  # http(s) only, see above
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as said:  # noqa: S310  # the same
                return Answer(said.status, said.read(_LARGEST).decode())
        except urllib.error.HTTPError as refusal:
            kind = refusal.headers.get("Content-Type", "")
            return Answer(refusal.code, refusal.read(_LARGEST).decode(errors="replace"), kind)
        except (OSError, HTTPException, UnicodeDecodeError) as error:
            raise Busy(f"the witness does not answer ({type(error).__name__})") from error

    return ask
