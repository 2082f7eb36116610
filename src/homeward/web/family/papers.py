"""Numbers of papers: never kept as typed, only a keyed fingerprint and the last two signs."""

from __future__ import annotations

import hmac
import unicodedata

from django.utils.translation import gettext

from homeward.web.family.choices import PAPERS
from homeward.web.registry import sealing

LEAST_SIGNS = 4
MARK = "··"  # stands before the last two signs
LABEL = b"homeward identifier v1\0"


def fingerprint(kind: str, number: str) -> str:
    """One line to keep: the kind of paper, its last two signs, a keyed hash; "" if too short.

    The key is this instance's, so that the same number gives the same line here and nowhere else.
    The line is sealed to the office: whoever has it and the key could try all short numbers.
    """
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", number) if sign.isalnum())
    if len(signs) < LEAST_SIGNS or kind not in dict(PAPERS):
        return ""
    told = LABEL + f"{kind}\0{signs.upper()}".encode()
    hashed = hmac.digest(sealing.instance().salt, told, "sha256")[:16].hex()
    return f"{kind} {MARK}{signs[-2:]} {hashed}"


def shown_line(line: str) -> str:
    """The same for the page: without the hash."""
    kind, ending, _ = line.split(" ", 2)
    told = {"paper": dict(PAPERS).get(kind, kind), "ending": ending.removeprefix(MARK)}
    return gettext("%(paper)s, ends in %(ending)s") % told
