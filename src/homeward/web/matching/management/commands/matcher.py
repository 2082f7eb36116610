"""`manage.py matcher`: the process that holds the key and searches."""

from __future__ import annotations

import logging
import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from homeward.seal.boxes import key_from_text
from homeward.seal.hardening import lock_memory
from homeward.web.matching.server import Listener, Matcher

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Hold the key of the sealed matching fields, answer questions, run the standing search."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--key-file", type=Path, help="read the key here instead of waiting for 'unlock'"
        )

    def handle(self, *_: Any, key_file: Path | None = None, **__: Any) -> None:
        if not lock_memory() and settings.PRODUCTION:
            log.warning("what the matcher holds may be swapped out: allow unlimited locked memory")
        matcher = Matcher()
        if key_file is not None:
            matcher.unlock(key_from_text(key_file.read_text(encoding="ascii")))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: matcher.stop())
        with Listener(settings.HOMEWARD_SOCKET, matcher) as listener:
            threading.Thread(target=listener.serve_forever, daemon=True).start()
            matcher.run()
            listener.shutdown()
        settings.HOMEWARD_SOCKET.unlink(missing_ok=True)
