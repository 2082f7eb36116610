"""`filings.db`: where a filing lies until the next sweep, whatever the main database is.

One table without row ids, ordered by a random id, with the week and no clock: the file does not
tell in which order or when people wrote. Nothing is enqueued by a filing (SEI-4).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from homeward.web.registry.weeks import blur_file_time

SCHEMA = "CREATE TABLE IF NOT EXISTS filing (lookup_id BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID"
WAIT_SECONDS = 20.0


def path() -> Path:
    """The file."""
    folder: Path = settings.HOMEWARD_DATA
    return folder / "filings.db"


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path(), timeout=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute(SCHEMA)
        with connection:
            yield connection
    blur_file_time(path())


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Nobody else files meanwhile, in any process."""
    lock = os.open(path().with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def add(lookup_id: bytes, body: bytes) -> None:
    """Store a filing; when this returns, it is on the disk."""
    with _open() as connection:
        connection.execute("INSERT INTO filing VALUES (?, ?)", (lookup_id, body))


def waiting() -> list[tuple[bytes, bytes]]:
    """All filings that wait for the sweep, in the order of their random ids."""
    with _open() as connection:
        rows = connection.execute("SELECT lookup_id, body FROM filing ORDER BY lookup_id")
        return [(bytes(lookup_id), bytes(body)) for lookup_id, body in rows]


def holds(lookup_id: bytes) -> bool:
    """Whether this filing still waits."""
    with _open() as connection:
        query = "SELECT 1 FROM filing WHERE lookup_id = ?"
        return connection.execute(query, (lookup_id,)).fetchone() is not None


def remove(lookup_ids: Iterable[bytes]) -> None:
    """Forget filings that are in the main database, and leave no trace of them in the file."""
    with _open() as connection:
        connection.executemany("DELETE FROM filing WHERE lookup_id = ?", [(i,) for i in lookup_ids])
    with closing(sqlite3.connect(path(), timeout=WAIT_SECONDS, isolation_level=None)) as whole:
        whole.execute("VACUUM")
    blur_file_time(path())
