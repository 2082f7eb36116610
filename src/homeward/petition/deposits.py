"""Entries that were handed in and wait for the next publication.

Whoever hands an entry in is not asked who she is. The file holds the entries by their digests, and
the marks that let a signature count once: nothing that the public log will not show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from homeward.errors import AlreadyUsed, BadInput, NotVerified
from homeward.petition.entries import Close, Revoke, Sign, read_entry
from homeward.petition.manifest import Manifest
from homeward.petition.storage import changing, destroy, reading

_SCHEMA = """
CREATE TABLE IF NOT EXISTS deposits (digest BLOB PRIMARY KEY, entry BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (mark BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (day TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_SIGNED, _NONCE, _REVOKED = b"c", b"n", b"r"  # before a mark


@dataclass(frozen=True, slots=True)
class Deposits:
    """The waiting entries of one petition, in a SQLite file of their own."""

    path: Path
    manifest: Manifest

    def accept(self, line: bytes, today: date) -> bool:
        """Keep a signature or a withdrawal; False if this very entry was handed in before.

        Raises `NotVerified` for what would not stand a recount, `AlreadyUsed` for a second
        signature or withdrawal, `BadInput` outside the petition's days.
        """
        self.manifest.check_open(today)
        entry = read_entry(line, self.manifest)
        if isinstance(entry, Close):
            raise NotVerified("a petition is closed by its publisher only")
        if self._holds(sha256(line).digest()):
            return False
        self.keep([(line, entry)], today)
        return True

    def keep(self, read: Sequence[tuple[bytes, Sign | Revoke]], today: date) -> None:
        """Keep lines that were read and verified, all or none; see `accept`."""
        with changing(self.path, _SCHEMA, today) as database:
            for line, entry in read:
                _mark(database, entry)
                row = (sha256(line).digest(), line)
                database.execute("INSERT INTO deposits VALUES (?, ?)", row)

    def waiting(self) -> list[bytes]:
        """The entries in the order of their digests."""
        with reading(self.path, _SCHEMA) as database:
            rows = database.execute("SELECT entry FROM deposits ORDER BY digest").fetchall()
        return [row[0] for row in rows]

    def drop(self, lines: Collection[bytes], today: date) -> None:
        """Forget entries that are published, and note that something was on that day."""
        digests = [(sha256(line).digest(),) for line in lines]
        with changing(self.path, _SCHEMA, today) as database:
            database.executemany("DELETE FROM deposits WHERE digest = ?", digests)
            database.execute("INSERT OR IGNORE INTO published VALUES (?)", (today.isoformat(),))

    def published_on(self, day: date) -> bool:
        with reading(self.path, _SCHEMA) as database:
            found = "SELECT 1 FROM published WHERE day = ?"
            return database.execute(found, (day.isoformat(),)).fetchone() is not None

    def restore(self, lines: Iterable[bytes], today: date) -> None:
        """Learn the marks of a published log, where the file was lost."""
        with changing(self.path, _SCHEMA, today) as database:
            entries = [read_entry(line, self.manifest) for line in lines]
            for entry in sorted(entries, key=lambda entry: isinstance(entry, Revoke)):
                _mark(database, entry)

    def destroy(self) -> None:
        """After closing, when all is published or withheld."""
        destroy(self.path)

    def _holds(self, digest: bytes) -> bool:
        with reading(self.path, _SCHEMA) as database:
            found = "SELECT 1 FROM deposits WHERE digest = ?"
            return database.execute(found, (digest,)).fetchone() is not None


def _mark(database: sqlite3.Connection, entry: Sign | Revoke | Close) -> None:
    """Note that a signature is used, or withdrawn; raises `AlreadyUsed`."""
    if isinstance(entry, Sign):
        _note(database, _NONCE + entry.nonce, "this signature is counted already")
        _note(database, _SIGNED + entry.mark, "this signature is counted already")
    elif isinstance(entry, Revoke):
        found = "SELECT 1 FROM marks WHERE mark = ?"
        if database.execute(found, (_SIGNED + entry.mark,)).fetchone() is None:
            raise BadInput("there is no signature here that this withdraws")
        _note(database, _REVOKED + entry.mark, "this signature is withdrawn already")


def _note(database: sqlite3.Connection, mark: bytes, refusal: str) -> None:
    if not database.execute("INSERT OR IGNORE INTO marks VALUES (?)", (mark,)).rowcount:
        raise AlreadyUsed(refusal)
