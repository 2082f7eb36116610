"""Several processes as one: start them, start a dead one again, stop all of them cleanly."""

from __future__ import annotations

import logging
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from homeward.seal.hardening import end_with_parent

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
GRACE_SECONDS = 15.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0


@dataclass(slots=True)
class Child:
    """One process that is kept running."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    next_start: float = 0.0
    pause: float = field(default=0.5)

    def look_after(self, now: float) -> None:
        """Start it if it is due; after a crash wait, each time longer."""
        if self.process is None:
            if now >= self.next_start:
                self.process = subprocess.Popen(  # noqa: S603  # our own commands
                    self.command,
                    start_new_session=True,  # Ctrl-C reaches this process only
                    preexec_fn=end_with_parent,  # noqa: PLW1509  # this process has one thread
                )
                self.started = now
            return
        if (code := self.process.poll()) is None:
            return
        log.warning("%s ended with %s and is started again", self.name, code)
        steady = now - self.started > STEADY_SECONDS
        self.pause = 0.5 if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.process, self.next_start = None, now + self.pause

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def see_off(self, deadline: float) -> None:
        """Wait for its end, and force it after the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s did not end in time and is killed", self.name)
            self.process.kill()
            self.process.wait()


def run_together(children: Sequence[Child]) -> None:
    """Run until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        while not stopping.is_set():
            now = time.monotonic()
            for child in children:
                child.look_after(now)
            stopping.wait(LOOK_SECONDS)
    finally:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in children:
            child.see_off(deadline)
