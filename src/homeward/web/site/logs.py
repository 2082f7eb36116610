"""A log that tells where something broke and nothing of whom it concerned."""

from __future__ import annotations

import logging
import traceback


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


def _places(record: logging.LogRecord) -> list[str]:
    frames = traceback.extract_tb(record.exc_info[2] if record.exc_info else None)
    return [f"{frame.filename}:{frame.lineno}" for frame in frames[-4:]]
