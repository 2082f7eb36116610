"""SQLite FTS5 with trigrams: any trigram of the query, best by bm25."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answers import TOP, answer, built, register, run

ASKED = "select id from people where people match ? order by rank limit ?"


def search(folder: Path, method: str) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "names.sqlite"
        started = time.process_time()
        base = sqlite3.connect(path)
        base.execute(
            "create virtual table people using fts5(name, id unindexed, tokenize='trigram')"
        )
        rows = zip(*register(folder), strict=True)
        base.executemany("insert into people (id, name) values (?, ?)", rows)
        base.commit()
        yield built(method, time.process_time() - started, path.stat().st_size)

        def ask(name: str) -> list[str]:
            parts = sorted({name[at : at + 3] for at in range(len(name) - 2)})
            asked = " OR ".join('"' + part.replace('"', '""') + '"' for part in parts)
            return [one for (one,) in base.execute(ASKED, (asked, TOP))] if parts else []

        yield from answer(method, folder, ask)
        base.close()


if __name__ == "__main__":
    run({f"SQLite {sqlite3.sqlite_version}, FTS5 trigrams": search}, "pyarrow")
