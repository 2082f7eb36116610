"""Rows in no order that tells (SEI-4): a seized disk must not say who wrote before whom.

The sweep stores a filing soon after it came, so the order of rows would follow the order of
families. From time to time all rows whose ids are random are laid down anew, in random order:

* SQLite: random row ids, then VACUUM, which also orders the cells inside the pages, and the
  write-ahead log is cut.
* PostgreSQL: one UPDATE gives all rows of a table one transaction number, CLUSTER lays them down
  in the order of their ids. What the server keeps in `pg_wal` is the operator's to recycle.

Between two such times the newest rows stand in order: seconds while the database is small, longer
as it grows, because no more than a hundredth of the time is spent on this.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

from django.apps import apps
from django.db import connection, models, transaction

from homeward.web.registry import sealing
from homeward.web.registry.weeks import blur_file_time

SHARE = 0.01  # of the time
LONGEST_SECONDS = 3600.0  # a visit changes a row, too, and PostgreSQL lays changed rows down last
WAIT_SECONDS = 20.0
RANDOM_ROWID = "(random() & 4611686018427387903)"  # 62 bits, so that the next row id still fits


class Pace:
    """What this process did last: nothing of it is on a disk."""

    rows: int | None = None
    not_before = at_the_latest = 0.0


def shuffle_when_due() -> bool:
    """Shuffle if rows came or went since the last time, and every hour. Run by the clock."""
    began = time.monotonic()
    if began < Pace.not_before or connection.in_atomic_block:
        return False
    rows = sum(models.QuerySet(kind).count() for kind in _kinds())
    if rows == Pace.rows and began < Pace.at_the_latest:
        return False
    shuffle()
    ended = time.monotonic()
    Pace.rows, Pace.at_the_latest = rows, ended + LONGEST_SECONDS
    Pace.not_before = ended + (ended - began) / SHARE
    return True


def shuffle() -> None:
    """Lay down all rows of random ids in random order, in the database and in the file of keys."""
    tables = [kind._meta.db_table for kind in _kinds()]  # noqa: SLF001  # public by name
    if connection.vendor == "sqlite":
        _shuffle_sqlite(tables)
    else:
        _shuffle_postgresql(tables)
    _shuffle_keys()


def _kinds() -> Iterator[type[models.Model]]:
    """Every table of the site whose rows have random ids."""
    for kind in apps.get_models():
        ours = kind.__module__.startswith("homeward.web.")
        if ours and isinstance(kind._meta.pk, models.UUIDField):  # noqa: SLF001  # public by name
            yield kind


def _shuffle_sqlite(tables: list[str]) -> None:
    for table in tables:  # each for itself: nobody who writes waits for all of them
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET rowid = {RANDOM_ROWID}')  # noqa: S608  # our names
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _shuffle_postgresql(tables: list[str]) -> None:
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET id = id')  # noqa: S608  # our names
            cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')


def _shuffle_keys() -> None:
    store = sealing.key_store()
    if not store.path.exists():
        return
    with closing(sqlite3.connect(store.path, timeout=WAIT_SECONDS, isolation_level=None)) as whole:
        whole.execute("VACUUM")
    store.cut_log()
    blur_file_time(store.path)
