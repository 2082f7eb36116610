"""PostgreSQL with pg_trgm: GiST, nearest by `<->`; GIN, `%` at .3 (the server: DATABASE_URL)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from answers import TOP, answer, built, register, run

NEAREST = "select id from people order by name <-> %s limit %s"
ALIKE = """
    select id from people where name %% %s order by similarity(name, %s) desc limit %s
"""  # two signs: one for psycopg


def processor_clock(server: int) -> float:
    """Seconds of the processor that this process and the server's have had (Linux)."""
    nanoseconds = Path(f"/proc/{server}/schedstat").read_text("ascii").split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


def search(kind: str, folder: Path, method: str) -> Iterator[dict[str, Any]]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as base:
        clock = partial(processor_clock, base.info.backend_pid)
        started = clock()
        base.execute("set max_parallel_workers_per_gather = 0")
        base.execute("set max_parallel_maintenance_workers = 0")
        base.execute("create extension if not exists pg_trgm")
        base.execute("drop table if exists people")
        base.execute("create table people (id text, name text)")
        with base.cursor().copy("copy people from stdin") as copy:
            for row in zip(*register(folder), strict=True):
                copy.write_row(row)
        base.execute(f"create index names on people using {kind} (name {kind}_trgm_ops)")
        base.execute("analyze people")
        seconds = clock() - started
        size = base.execute("select pg_relation_size('names')").fetchone()
        yield built(method, seconds, size[0] if size else None)

        def ask(name: str) -> list[str]:
            asked = (name, TOP) if kind == "gist" else (name, name, TOP)
            found = base.execute(NEAREST if kind == "gist" else ALIKE, asked)
            return [one for (one,) in found]

        yield from answer(method, folder, ask, clock)


if __name__ == "__main__":
    methods = {
        "pg_trgm, GiST": partial(search, "gist"),
        "pg_trgm, GIN at .3": partial(search, "gin"),
    }
    run(methods, "psycopg")
