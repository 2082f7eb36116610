"""The matcher's process: a socket for questions, and the standing search."""

from __future__ import annotations

import hmac
import logging
import socketserver
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections

from homeward.errors import BadInput, HomewardError, NotAllowed, Sealed
from homeward.match import LANGUAGES, Language
from homeward.seal import boxes
from homeward.web.access.log import Reason
from homeward.web.access.models import User
from homeward.web.access.policy import require
from homeward.web.matching import reading, search
from homeward.web.matching.client import MatcherWaits
from homeward.web.matching.pictures import keyed
from homeward.web.matching.wire import receive, send
from homeward.web.registry import sealing

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
BEAT_SECONDS = 1.0
READERS: dict[str, Callable[..., dict[str, Any]]] = {
    "person": reading.person,
    "item": reading.item,
    "claim": reading.claim,
    "pair": reading.pair,
    "correction": reading.correction,
    "glance": reading.glance,
    "chain": reading.chain,
    "copy": reading.copy,
}


class Matcher:
    """Holds the key of the sealed matching fields and the indexes; answers and searches."""

    def __init__(self) -> None:
        self._private: bytes | None = None
        self._search: search.Search | None = None
        self.stopping = threading.Event()
        self._wake = threading.Event()

    def unlock(self, private: bytes) -> None:
        """Take the key; raises `Sealed` if it is not this site's."""
        public = boxes.pair_of(private).public
        if not hmac.compare_digest(public, sealing.instance().matcher):
            raise Sealed("this is not the key of this site's matcher")
        self._private = private
        self._wake.set()

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        """What a message asks for; raises errors of `homeward.errors`."""
        what = message.get("what")
        if what == "status":
            loaded = self._search is not None
            return {"has_key": self._private is not None, "loaded": loaded}
        if what == "unlock":
            self.unlock(boxes.key_from_text(str(message.get("key", ""))))
            return {}
        if what == "keyed":
            return self._keyed(message)
        if what not in READERS:
            raise BadInput("the matcher does not know this question")
        if self._private is None:
            raise MatcherWaits("the matcher waits for its key: matching waits, filing works")
        return READERS[what](self._private, _id(message, "id"), **_asker(message))

    def _keyed(self, message: dict[str, Any]) -> dict[str, Any]:
        """Keyed digests for whoever may add evidence."""
        if self._private is None:
            raise MatcherWaits("the matcher waits for its key: files are added when it has it")
        require(_asker(message)["by"], "item.add")
        return {"digests": [one.hex() for one in keyed(self._private, message["digests"])]}

    def run(self) -> None:
        """Search until stopped; a database that is away for a while is waited for."""
        while not self.stopping.is_set():
            try:
                busy = self.tick()
            except DatabaseError:
                log.exception("the standing search will try again")
                connections.close_all()
                self._search, busy = None, False
            if not busy:
                self._wake.wait(PAUSE_SECONDS)
                self._wake.clear()

    def tick(self) -> bool:
        """One step of the standing search; whether there may be more to do at once."""
        if self._private is None:
            search.note(has_key=False, loaded=False, waiting=search.waiting())
            return False
        if self._search is None:
            fresh = search.Search(self._private)
            search.note(has_key=True, loaded=False, waiting=search.waiting())
            with _signs_of_life():
                fresh.load()
            self._search = fresh
        with _signs_of_life():
            return self._search.step() > 0

    def stop(self) -> None:
        """End `run` soon."""
        self.stopping.set()
        self._wake.set()


@contextmanager
def _signs_of_life() -> Iterator[None]:
    """Tell again and again that it is alive: the work takes longer than a silence may."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(done: threading.Event) -> None:
    try:
        while not done.wait(BEAT_SECONDS):
            search.note(has_key=True)
    except DatabaseError:
        log.exception("pages will say that the matcher is silent while it works")
    finally:
        connections.close_all()


def _id(message: dict[str, Any], name: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(message[name]))
    except (KeyError, ValueError):
        raise BadInput(f"a question to the matcher needs {name}") from None


def _asker(message: dict[str, Any]) -> dict[str, Any]:
    by = User.objects.filter(pk=_id(message, "by"), is_active=True).first()
    if by is None:
        raise NotAllowed("nobody with an open account asks")
    try:
        asker: dict[str, Any] = {"by": by, "reason": Reason(str(message.get("reason")))}
    except ValueError:
        raise BadInput("a read needs one of the reasons") from None
    if "language" in message:
        asker["language"] = _language(message["language"])
    return asker


def _language(asked: object) -> Language:
    for language in LANGUAGES:
        if language == asked:
            return language
    raise BadInput(f"explanations are written in {', '.join(LANGUAGES)}")


class _Handler(socketserver.BaseRequestHandler):
    server: Listener

    def handle(self) -> None:
        answer: dict[str, Any]
        try:
            answer = {"found": self.server.matcher.answer(receive(self.request))}
        except HomewardError as refusal:
            answer = {"error": type(refusal).__name__, "text": str(refusal)}
        finally:
            connections.close_all()
        send(self.request, answer)


class Listener(socketserver.ThreadingUnixStreamServer):
    """The socket; readable by this user only."""

    daemon_threads = True

    def __init__(self, path: Path, matcher: Matcher) -> None:
        self.matcher = matcher
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Handler)
        path.chmod(0o600)

    def handle_error(
        self,
        request: object,  # noqa: ARG002  # socketserver's signature
        client_address: object,  # noqa: ARG002
    ) -> None:
        """One line in the log; whoever asked went away or sees that the matcher is missing."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            log.exception("a question could not be answered")  # noqa: LOG004  # called from a handler
