"""A log that tells where something broke and nothing of whom it concerned."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

log = logging.getLogger(__name__)


class BareFormatter(logging.Formatter):
    """Level, logger, and for an error its kind and its place in the code.

    Messages of foreign code may carry a path, a query or a value; only ours are written out.
    """

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] == "homeward"
        parts = [record.levelname, record.name, record.getMessage() if ours else "-"]
        if record.exc_info and record.exc_info[0]:
            parts += [record.exc_info[0].__name__, *_places(record)]
        return " ".join(parts)


def say_little() -> None:
    """Let an error that nobody caught be written like every other: its text may hold a name."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(
        failed.exc_type, failed.exc_value, failed.exc_traceback
    )


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt):
        log.critical("ended by an error", exc_info=(kind, error, trace))


def _places(record: logging.LogRecord) -> list[str]:
    frames = traceback.extract_tb(record.exc_info[2] if record.exc_info else None)
    return [f"{frame.filename}:{frame.lineno}" for frame in frames[-4:]]
