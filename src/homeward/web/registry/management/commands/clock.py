"""`manage.py clock`: what is done from time to time, by nobody's filing.

The command that runs is `site`'s, which adds the errands of parts that the registry does not know.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from homeward.errors import HomewardError
from homeward.web.registry import drafts, expiry
from homeward.web.registry.shortlived import purge_visits
from homeward.web.registry.shuffle import shuffle_when_due
from homeward.web.registry.sweep import sweep

log = logging.getLogger(__name__)
Errand = Callable[[], object]
ERRANDS: tuple[Errand, ...] = (
    sweep,
    expiry.warn,
    expiry.expire,
    expiry.erase_withdrawn,
    expiry.forget_dormant,
    drafts.purge,
    purge_visits,
    shuffle_when_due,
)


class Command(BaseCommand):
    errands: tuple[Errand, ...] = ERRANDS
    help = "Move filings into the main database, end what is over, destroy keys, again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=20.0, help="seconds between two rounds")
        parser.add_argument("--once", action="store_true", help="one round and no more")

    def handle(self, *_: Any, every: float = 20.0, once: bool = False, **__: Any) -> None:
        stopping = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            round_of_the_clock(self.errands)
            if once:
                return
            stopping.wait(every)


def round_of_the_clock(errands: Sequence[Errand] = ERRANDS) -> None:
    """Each errand on its own: one that fails does not keep the next from being done."""
    for errand in errands:
        try:
            errand()
        except (DatabaseError, HomewardError):
            log.exception("%s will be tried again", getattr(errand, "__name__", "an errand"))
            connections.close_all()
