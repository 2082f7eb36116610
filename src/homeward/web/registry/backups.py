"""Copies of the site's data from which an erased request cannot come back (R27).

What is sealed may be copied often and kept long; without the data keys it tells nothing. The keys
are copied apart, once a week under the week's date, and a copy older than 30 days is destroyed:
so whatever was erased is unreadable in every copy after 30 days, and well within the 60 of R27.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from homeward.errors import BadInput
from homeward.web.registry.weeks import blur_file_time, this_week

KEYS = "keys"
KEPT = timedelta(days=30)
SEALED = ("filings", "drafts")  # beside the main database; visits are not worth a copy


def back_up(to: Path) -> list[Path]:
    """Copy the databases into a folder, in place of the copies of this week; says which.

    PostgreSQL is copied by its own tools; its keys and filings are copied here all the same.
    """
    data: Path = settings.HOMEWARD_DATA
    if to.resolve().is_relative_to(data.resolve()):
        raise BadInput(f"choose a folder outside {data}: a copy in it would be lost with it")
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [_copy(path, to, name) for name, path in _files(data) if path.exists()]
    prune(to)
    return made


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    if connection.vendor == "sqlite":
        yield "homeward", Path(connection.settings_dict["NAME"])
    for name in (KEYS, *SEALED):
        yield name, data / f"{name}.db"


def _copy(path: Path, to: Path, name: str) -> Path:
    """A whole copy without a log beside it, laid down anew."""
    copy = to / f"{name}-{this_week().isoformat()}.db"
    fresh = copy.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, timeout=20.0)) as connected:
        connected.execute("VACUUM INTO ?", (str(fresh),))
    fresh.replace(copy)
    blur_file_time(copy)
    return copy


def prune(folder: Path) -> int:
    """Destroy the copies of keys that are older than 30 days; says how many."""
    old = [copy for copy in folder.glob(f"{KEYS}-*.db") if _week_of(copy) + KEPT < this_week()]
    for copy in old:
        copy.write_bytes(bytes(copy.stat().st_size))
        copy.unlink()
    return len(old)


def _week_of(copy: Path) -> date:
    try:
        return date.fromisoformat(copy.stem.removeprefix(f"{KEYS}-"))
    except ValueError:
        raise BadInput(f"{copy} is no copy of this site's keys: move it elsewhere") from None
