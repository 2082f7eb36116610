"""Limits that keep no address: buckets in memory, keyed by a hash that dies with the process.

Behind an onion service all visitors have one address, so a limit by address is only the outer
fence; the costly step, making keys of a code, has a fence of its own for the whole machine.
"""

from __future__ import annotations

import fcntl
import hmac
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Lock

from homeward.errors import Busy

_PROCESS_KEY = secrets.token_bytes(32)
DERIVATIONS_AT_A_TIME = 2
# So many more of one process may wait for a slot; others are told at once, and its other threads
# stay free for pages that need no derivation.
_WAITING = BoundedSemaphore(2)
POLL_SECONDS = 0.05


@dataclass(slots=True)
class Bucket:
    """`size` uses at once, refilled evenly over `seconds`; by whom is never stored."""

    size: int
    seconds: float
    _levels: dict[bytes, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, whom: str, *, now: float | None = None) -> bool:
        """Whether one more use is within the limit."""
        moment = time.monotonic() if now is None else now
        key = hmac.digest(_PROCESS_KEY, whom.encode(), "sha256")[:16]
        with self._lock:
            self._forget(moment)
            level, since = self._levels.get(key, (float(self.size), moment))
            level = min(self.size, level + (moment - since) * self.size / self.seconds)
            self._levels[key] = (level - 1 if level >= 1 else level, moment)
        return level >= 1

    def _forget(self, moment: float) -> None:
        full = [key for key, (_, since) in self._levels.items() if moment - since > self.seconds]
        for key in full:
            del self._levels[key]


@contextmanager
def derivation_slot(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """At most two derivations at a time on this machine; raises `Busy` after the wait.

    Where enough of this process wait already, it raises `Busy` at once.
    """
    slot = _free_slot(folder)
    if slot is None:
        slot = _wait_for_slot(folder, time.monotonic() + wait_seconds)
    try:
        yield
    finally:
        os.close(slot)


def _wait_for_slot(folder: Path, deadline: float) -> int:
    if _WAITING.acquire(blocking=False):
        try:
            while time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
                if (slot := _free_slot(folder)) is not None:
                    return slot
        finally:
            _WAITING.release()
    raise Busy("many people are reading their answers now: try again in a minute")


def _free_slot(folder: Path) -> int | None:
    """A file that is locked until it is closed; None if all are taken."""
    for number in range(DERIVATIONS_AT_A_TIME):
        slot = os.open(folder / f"derivation-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(slot)
        else:
            return slot
    return None
