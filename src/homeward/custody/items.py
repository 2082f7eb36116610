"""What is kept: an original with its digests and how it was collected."""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from homeward.errors import BadInput

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Digests:
    """Hexadecimal SHA-256 and SHA-512, and bytes."""

    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired:
    """Who collected an original and how: the first questions of a court."""

    method: str  # "saved page", "export of a chat", "handed in by the family", …
    utc: str  # the day, or the moment to the second, in ISO
    url: str = ""
    tool: str = ""  # with its version
    persona: str = ""  # the account that was used, if it was not one's own name
    consent: str = ""  # or the legal basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An original that is never changed; `id` is random, so that it tells no order."""

    digests: Digests
    mime: str
    acquired: Acquired
    pdq: tuple[str, ...] = ()  # of a picture: its eight variants, in hexadecimal
    warc: str = ""  # record id, if it came out of a web archive
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    def as_json(self) -> dict[str, Any]:
        """Values for `homeward.log.canonical`."""
        told = asdict(self)
        return {**told.pop("digests"), **told, "pdq": list(self.pdq)}


def item_from_json(told: Any) -> Item:
    """The item again; raises `BadInput` for anything that is not one."""
    try:
        return Item(
            digests=Digests(told["sha256"], told["sha512"], told["size"]),
            mime=told["mime"],
            acquired=Acquired(**told["acquired"]),
            pdq=tuple(told["pdq"]),
            warc=told["warc"],
            id=told["id"],
        )
    except (KeyError, TypeError) as fault:
        raise BadInput(f"this describes no item of evidence ({fault})") from None


def digests_of(original: bytes | Path | IO[bytes]) -> Digests:
    """Both digests in one pass."""
    if isinstance(original, bytes):
        return digests_of(io.BytesIO(original))
    if isinstance(original, Path):
        with original.open("rb") as file:
            return digests_of(file)
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    for chunk in iter(lambda: original.read(_CHUNK), b""):
        short.update(chunk)
        long.update(chunk)
        size += len(chunk)
    return Digests(short.hexdigest(), long.hexdigest(), size)
