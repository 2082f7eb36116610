"""Ctrl-C that cannot get lost.

Where it strikes inside a library, the library may swallow it or turn it into an error of its own;
so it is remembered here as well.
"""

from __future__ import annotations

import signal
from types import FrameType

_came = False


def listen() -> None:
    """From now on remember Ctrl-C; an end from outside and a closed terminal count as it does."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def came() -> bool:
    """Whether the command shall end."""
    return _came


def check() -> None:
    """Raise `KeyboardInterrupt` if the command shall end and goes on nevertheless."""
    if _came:
        raise KeyboardInterrupt


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    global _came  # noqa: PLW0603  # a signal has no other place to leave a note
    _came = True
    raise KeyboardInterrupt
