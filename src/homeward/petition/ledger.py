"""Who was given tokens, as tags that only the petition's secret key can tie to people.

One ledger for each petition, class and issuer. It holds no time, no address, no counter.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from homeward.errors import AlreadyUsed
from homeward.petition.storage import changing, destroy, reading

_SCHEMA = "CREATE TABLE IF NOT EXISTS ledger (tag BLOB PRIMARY KEY, h BLOB NOT NULL) WITHOUT ROWID"


class Ledger(Protocol):
    """What an issuer remembers: each tag once, with the digest of what was signed for it."""

    def claim(self, tag: bytes, digest: bytes, day: date) -> None:
        """Take this tag for this message, or take note that it was; else raise `AlreadyUsed`."""

    def count(self) -> int:
        """How many people were given a token."""


def tag_of(secret: bytes, petition_id: bytes, class_id: str, eligibility: bytes) -> bytes:
    """What a person with this eligibility is called in the ledger."""
    return hmac.digest(secret, petition_id + class_id.encode() + eligibility, "sha256")


def digest_of(blinded: bytes) -> bytes:
    return sha256(blinded).digest()


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger in a SQLite file of its own."""

    path: Path

    def claim(self, tag: bytes, digest: bytes, day: date) -> None:
        """See `Ledger.claim`; a retry with the same message changes nothing on disk."""
        if self._known(tag) == digest:
            return
        with changing(self.path, _SCHEMA, day) as database:
            added = database.execute("INSERT OR IGNORE INTO ledger VALUES (?, ?)", (tag, digest))
            if not added.rowcount:
                self._refuse_other(database.execute(_FIND, (tag,)).fetchone()[0], digest)

    def count(self) -> int:
        with reading(self.path, _SCHEMA) as database:
            number: int = database.execute("SELECT count(*) FROM ledger").fetchone()[0]
        return number

    def destroy(self) -> None:
        """At closing, after `count` was published."""
        destroy(self.path)

    def _known(self, tag: bytes) -> bytes | None:
        with reading(self.path, _SCHEMA) as database:
            row: tuple[bytes] | None = database.execute(_FIND, (tag,)).fetchone()
        return row[0] if row else None

    @staticmethod
    def _refuse_other(known: bytes, digest: bytes) -> None:
        if known != digest:
            raise AlreadyUsed(
                "this code has been used on another device or with another seed: it gives one voice"
            )


_FIND = "SELECT h FROM ledger WHERE tag = ?"
