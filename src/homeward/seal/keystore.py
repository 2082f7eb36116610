"""`keys.db`: the sealed data keys, apart from what they seal, so that erasure is possible.

A row deleted from SQLite can stay readable in the file, and in its write-ahead log even with
`secure_delete=ON`, until the log is checkpointed and cut; a test shows both. `erase` therefore
overwrites, checkpoints, and says so when the log could not be cut. Backups of this file are kept
for 30 days at most.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from homeward.errors import HomewardError, Sealed

SCHEMA = """
CREATE TABLE IF NOT EXISTS data_key (
    record BLOB NOT NULL,
    part TEXT NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (record, part)
) WITHOUT ROWID
"""
WAIT_SECONDS = 20.0


class NotErased(HomewardError):
    """The log could not be cut because somebody reads: the keys may still be on disk."""


class KeyStore:
    """The file of data keys. Each call opens and closes it, so it may be shared by processes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(SCHEMA)
            with connection:
                yield connection

    def put(self, rows: Iterable[tuple[bytes, str, bytes]]) -> None:
        """Store sealed data keys: record, part, box. A part that has a key gets the new one."""
        with self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO data_key VALUES (?, ?, ?)", rows)

    def get(self, record: bytes, part: str) -> bytes:
        """The sealed data key; raises `Sealed` if it was destroyed."""
        query = "SELECT box FROM data_key WHERE record = ? AND part = ?"
        with self._open() as connection:
            row = connection.execute(query, (record, part)).fetchone()
        if row is None:
            raise Sealed("the key of this part was destroyed")
        return bytes(row[0])

    def all_of(self, part: str) -> dict[bytes, bytes]:
        """Every record's sealed data key of one part."""
        query = "SELECT record, box FROM data_key WHERE part = ?"
        with self._open() as connection:
            return {bytes(record): bytes(box) for record, box in connection.execute(query, (part,))}

    def of_record(self, record: bytes) -> dict[str, bytes]:
        """Every sealed data key of one record, by its part."""
        query = "SELECT part, box FROM data_key WHERE record = ? ORDER BY part"
        with self._open() as connection:
            return {part: bytes(box) for part, box in connection.execute(query, (record,))}

    def erase(self, record: bytes, *parts: str) -> None:
        """Destroy the keys of a record (of all its parts if none is named).

        A part takes along what is named after it: "confidence" takes "confidence 7f…", too.
        Raises `NotErased` if a reader kept the log from being cut: call again.
        """
        with self._open() as connection:
            if parts:
                named = [(record, part, f"{part} *") for part in parts]
                query = "DELETE FROM data_key WHERE record = ? AND (part = ? OR part GLOB ?)"
                connection.executemany(query, named)
            else:
                connection.execute("DELETE FROM data_key WHERE record = ?", (record,))
        self.cut_log()

    def cut_log(self) -> None:
        """Move the write-ahead log into the file and cut it to nothing."""
        with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise NotErased("the file of keys is being read: try the erasure again")
