"""Small SQLite files that do not tell in which order, or when, their rows came.

Rows lie sorted by digests (`WITHOUT ROWID`), every change is followed by `VACUUM`, which writes the
file anew in that order, and the file shows midnight. There is no write-ahead log to tell more: the
rollback journal is gone after each change, and `wal_checkpoint` empties such a log that somebody
switched on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from homeward.errors import Busy
from homeward.log.files import set_midnight

_WAIT = 60  # seconds for another process


@contextmanager
def changing(path: Path, schema: str, day: date) -> Iterator[sqlite3.Connection]:
    """One transaction on the file; afterwards it tells no order and no hour."""
    try:
        with closing(_opened(path, schema)) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
            tidy(database)
    except sqlite3.OperationalError as error:
        raise Busy(f"{path.name} could not be written ({error}); try again") from error
    finally:
        for shown in (path, path.parent):  # the folder's time tells when a journal came and went
            if shown.exists():
                set_midnight(shown, day, below=False)


@contextmanager
def reading(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """Only looking makes no file, which would show the hour."""
    with closing(_opened(path if path.exists() else None, schema)) as database:
        yield database


def tidy(database: sqlite3.Connection) -> None:
    """Rewrite the file in the order of its keys and empty what lies beside it."""
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def destroy(path: Path) -> None:
    """Overwrite a file and remove it, with whatever SQLite left beside it."""
    for part in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
        if part.exists():
            with part.open("r+b") as file:
                file.write(bytes(part.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            part.unlink()


def _opened(path: Path | None, schema: str) -> sqlite3.Connection:
    """The file, made where it is missing; without one, an empty database in memory."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path or ":memory:", timeout=_WAIT, isolation_level=None)
    database.execute("PRAGMA secure_delete = ON")
    database.execute("PRAGMA temp_store = MEMORY")  # VACUUM's copy is never on disk
    database.executescript(schema)
    return database
