"""An answer to a body that nobody read, because it was too large."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse

DRAIN_SECONDS, CHUNK = 10.0, 1 << 16


class Unread(HttpResponse):
    """A browser reads no answer while it sends: a little of what comes is let run out."""

    unread: HttpRequest

    def close(self) -> None:
        super().close()
        let_run_out(self.unread.META)


def let_run_out(meta: dict[str, Any]) -> None:
    """Take what comes for some seconds, and keep nothing of it."""
    ends, left = time.monotonic() + DRAIN_SECONDS, int(meta.get("CONTENT_LENGTH") or 0)
    with suppress(OSError):
        while left > 0 and time.monotonic() < ends:
            got = len(meta["wsgi.input"].read(min(CHUNK, left)))
            left = left - got if got else 0
        if left and (line := meta.get("gunicorn.socket")):
            line.shutdown(socket.SHUT_RD)
