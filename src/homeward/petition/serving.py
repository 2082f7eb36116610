"""Serving without writing down who asks, for mirrors and issuers."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer
from typing import Any


class QuietServer(ThreadingHTTPServer):
    """Tells that an answer was not sent, and not to whom."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        del request, client_address
        sys.stderr.write(f"an answer was not sent: {type(sys.exception()).__name__}\n")
