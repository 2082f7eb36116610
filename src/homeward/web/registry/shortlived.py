"""Rows that are sealed, live for hours and are then really gone: visits and unfinished requests.

Each kind lies in an SQLite file of its own, ordered by random ids, with the day on which a row
dies and no clock. The exact end is inside what is sealed: whoever reads a row checks it. A deleted
row is overwritten, there is no write-ahead log, and the file is written anew, so that neither
free pages nor the order of pages tell of it.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from homeward.errors import Busy, Sealed
from homeward.seal.records import open_body, seal_body
from homeward.web.registry.weeks import blur_file_time

SCHEMA = "CREATE TABLE IF NOT EXISTS row (id BLOB PRIMARY KEY, dies TEXT, body BLOB) WITHOUT ROWID"
WAIT_SECONDS = 20.0
_PURGED: dict[Path, str] = {}  # which file was purged on which day, as far as this process knows


def _today() -> str:
    return datetime.fromtimestamp(time.time(), UTC).date().isoformat()


class TooLarge(Busy):
    """What should be kept is more than one row may hold."""


@dataclass(frozen=True, slots=True)
class ShortLived:
    """One file of such rows."""

    name: str
    context: bytes
    most_bytes: int  # of one row
    most_of_all: int  # bytes of the file; making a code is so slow that a day cannot fill it

    @property
    def path(self) -> Path:
        """The file."""
        folder: Path = settings.HOMEWARD_DATA
        return folder / self.name

    def put(self, row: bytes, key: bytes, values: Mapping[str, Any], *, seconds: int) -> None:
        """Keep these values for so long; raises `TooLarge`, and `Busy` when the file is full."""
        until = time.time() + seconds
        stored = {"until": until, "values": values}
        plain = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()
        if len(plain) > self.most_bytes:
            raise TooLarge("this is more than one visit may keep")
        body = seal_body(plain, key, context=self.context + row)
        dies = datetime.fromtimestamp(until, UTC).date().isoformat()
        with self.open() as connection:
            if self._is_full(connection, row):
                raise Busy("too many people write at this moment: try again later")
            connection.execute("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", (row, dies, body))

    def _is_full(self, connection: sqlite3.Connection, row: bytes) -> bool:
        """Whoever is in it already may go on writing."""
        pages, free, size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        known = connection.execute("SELECT 1 FROM row WHERE id = ?", (row,)).fetchone()
        return (pages - free) * size >= self.most_of_all and known is None

    def get(self, row: bytes, key: bytes) -> dict[str, Any] | None:
        """The values, unless they are over or the key is another."""
        with self.open() as connection:
            found = connection.execute("SELECT body FROM row WHERE id = ?", (row,)).fetchone()
        if found is None:
            return None
        try:
            stored = json.loads(open_body(bytes(found[0]), key, context=self.context + row))
        except Sealed:
            return None
        values: dict[str, Any] = stored["values"]
        return values if stored["until"] > time.time() else None

    def holds(self, row: bytes) -> bool:
        """Whether there is such a row, over or not."""
        with self.open() as connection:
            found = connection.execute("SELECT 1 FROM row WHERE id = ?", (row,)).fetchone()
        return found is not None

    def forget(self, rows: Iterable[bytes]) -> None:
        """Overwrite these rows."""
        with self.open() as connection:
            connection.executemany("DELETE FROM row WHERE id = ?", [(row,) for row in rows])

    def over(self) -> list[bytes]:
        """The rows whose day is over."""
        query = "SELECT id FROM row WHERE dies < ? ORDER BY id"
        with self.open() as connection:
            return [bytes(row) for (row,) in connection.execute(query, (_today(),))]

    def is_due(self) -> bool:
        """Whether rows may be over that were not purged yet: once a day is enough."""
        return _PURGED.get(self.path) != _today()

    def purge(self) -> int:
        """Overwrite all rows whose day is over, and write the file anew; says how many."""
        over = self.over()
        if over:
            self.forget(over)
            self.write_anew()
        _PURGED[self.path] = _today()
        return len(over)

    def write_anew(self) -> None:
        """No free page is left in the file, nor an order of pages."""
        with closing(self._connect()) as whole:
            whole.isolation_level = None
            whole.execute("VACUUM")
        blur_file_time(self.path)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS)
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        return connection

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        with closing(self._connect()) as connection:
            connection.execute(SCHEMA)
            with connection:
                yield connection
        blur_file_time(self.path)


VISITS = ShortLived(
    "visits.db", b"homeward visit v2", most_bytes=16 * 1024, most_of_all=2 * 1024**3
)


def purge_visits() -> int:
    """Overwrite the visits whose day is over. Run by the clock."""
    return VISITS.purge() if VISITS.is_due() else 0
