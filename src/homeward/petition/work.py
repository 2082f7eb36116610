"""Work that a device does for an unverified supporter's code, so that codes for thousands cost.

The text is "<day> <random> <number>"; its digest begins with so many zero bits. `work.js` of the
site does the same.
"""

from __future__ import annotations

import re
import secrets
from datetime import date, timedelta
from hashlib import sha256
from itertools import count

from homeward.errors import BadInput

BITS = 17  # on average 131,000 digests: seconds in a browser, also without its compiler
LABEL = b"homeward supporter's work v1\n"
_TEXT = re.compile(r"(\d{4}-\d{2}-\d{2}) [0-9a-f]{32} \d{1,12}")


def do(day: date) -> str:
    """The work of one code, for that day."""
    begin = f"{day} {secrets.token_hex(16)}"
    return next(text for n in count() if _is_done(text := f"{begin} {n}"))


def check(text: str, today: date) -> bytes:
    """The digest by which a work serves once; raises `BadInput` for what is none of these days."""
    told = _TEXT.fullmatch(text)
    days = {str(today + timedelta(days=n)) for n in (-1, 0, 1)}  # midnight is not one everywhere
    if told is None or told[1] not in days or not _is_done(text):
        raise BadInput("this is no work for a code")
    return _digest(text)


def _is_done(text: str) -> bool:
    return int.from_bytes(_digest(text), "big") >> (256 - BITS) == 0


def _digest(text: str) -> bytes:
    return sha256(LABEL + text.encode()).digest()
