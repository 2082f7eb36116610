"""Our search, as a peer runs: the folder of argument 1, answers into the file of argument 2."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.peers.lines import bytes_of, write_lines
from homeward.index import Index, read_people, read_queries
from homeward.records import PersonRecord

TOP = 10
CHANGED = 500  # records withdrawn and inserted again
PAGE = 4096


def main(folder: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_lines(out, search(folder, Path(name)))


def search(folder: Path, place: Path) -> Iterator[dict[str, Any]]:
    started = time.process_time()
    index = Index.of_table(read_people(folder / "register.parquet").rows)
    index.save(place)
    seconds = time.process_time() - started
    begun = time.perf_counter()
    index = Index.open(place)
    opened = (time.perf_counter() - begun) * 1000
    queries, _ = read_queries(folder / "queries.jsonl")
    methods = {
        "**Homeward**, by name": [replace(query, birth_date=None) for query in queries],
        "**Homeward**, birth date where told": queries,
    }
    for method, asked in methods.items():
        yield {"method": method, "build_seconds": seconds, "bytes": bytes_of(place)}
        yield from answer(method, index, asked)
    yield {"opened_ms": opened, **changes(index)}


def answer(method: str, index: Index, queries: list[PersonRecord]) -> Iterator[dict[str, Any]]:
    for query in queries[:9]:
        index.search(query, top=TOP)
    for query in queries:
        begun = time.process_time()
        hits = [hit.id for hit in index.search(query, top=TOP)]
        milliseconds = (time.process_time() - begun) * 1000
        yield {"method": method, "id": query.id, "hits": hits, "ms": milliseconds}


def changes(index: Index) -> dict[str, float]:
    """Milliseconds of a withdrawal and of an insertion, of which the next query knows."""
    records = [record for _, record in zip(range(CHANGED), index.records(), strict=False)]
    started = time.process_time()
    for record in records:
        index.withdraw(record.id)
    withdrawn = time.process_time()
    for record in records:
        index.insert(record)
    inserted = time.process_time()
    each = 1000 / len(records)
    return {"withdraw_ms": (withdrawn - started) * each, "insert_ms": (inserted - withdrawn) * each}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
