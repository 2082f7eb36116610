"""Codes for signing, as issuers know them: by their digests, each with its class.

Whoever gives the codes sends the other issuers of a petition a list of digests. A code has 120
random bits, so its digest leads nobody to it, and the list tells nothing of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from homeward.errors import BadInput, NotAllowed
from homeward.log import canonical, read_canonical
from homeward.petition.encoding import from_hex

_LABEL = b"homeward eligibility code v1\n"
_LIKE = str.maketrans("018", "OIB")  # letters that are taken for digits


class UnknownCode(NotAllowed):
    """This is no code for signing, here."""


def code_digest(code: str) -> bytes:
    """Typed with or without dashes, in small letters, with 0 for O and 1 for I: the same code."""
    typed = "".join(code.upper().replace("-", "").split())
    return sha256(_LABEL + typed.translate(_LIKE).encode()).digest()


def codes_paper(classes: Mapping[str, Iterable[bytes]]) -> bytes:
    """The list for other issuers: class to digests, sorted, so that it tells no order."""
    listed = {name: sorted(digest.hex() for digest in known) for name, known in classes.items()}
    return canonical({"v": 1, "t": "codes", "codes": listed})


def read_codes(paper: bytes) -> dict[bytes, str]:
    """Digest to class; raises `BadInput`."""
    told = read_canonical(paper.strip())
    listed = told.get("codes") if isinstance(told, dict) and told.get("t") == "codes" else None
    if not isinstance(listed, dict) or not all(isinstance(one, list) for one in listed.values()):
        raise BadInput("this file is no list of codes")
    return {from_hex(digest, 32): name for name, known in listed.items() for digest in known}
