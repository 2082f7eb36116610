"""How a peer answers a file of queries: JSON lines with hits and milliseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from latin import latin
from lines import read_lines, versions, write_lines

TOP = 10
LEAST = 90  # queries that each method answers; the kinds come in turn
PATIENCE = 20.0  # seconds, after which no more are asked

Ask = Callable[[str], list[str]]
Clock = Callable[[], float]
Method = Callable[[Path, str], Iterator[dict[str, Any]]]


def register(folder: Path) -> tuple[list[str], list[str]]:
    """Ids, and names in Latin lower case."""
    table = pq.read_table(folder / "register.parquet", columns=["id", "name"])
    return table["id"].to_pylist(), [latin(name) for name in table["name"].to_pylist()]


def answer(
    method: str, folder: Path, ask: Ask, clock: Clock = time.process_time
) -> Iterator[dict[str, Any]]:
    """One line for each query that there is time for."""
    queries = list(read_lines(folder / "queries.jsonl"))
    for query in queries[:9]:
        ask(latin(query["name"]))  # whatever is loaded once
    first = clock()
    for number, query in enumerate(queries):
        begun = clock()
        if number >= LEAST and begun - first > PATIENCE:
            return
        hits = ask(latin(query["name"]))
        milliseconds = (clock() - begun) * 1000
        yield {"method": method, "id": query["id"], "hits": hits, "ms": milliseconds}


def run(methods: Mapping[str, Method], *packages: str) -> None:
    """Answers to the folder of argument 1, into the file of argument 2."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    lines: list[dict[str, Any]] = [{"versions": versions(packages)}]
    for name, method in methods.items():
        lines += method(folder, name)
    write_lines(out, lines)


def built(method: str, seconds: float, size: int | None = None) -> dict[str, Any]:
    """How long a build took, and the bytes of the index, if it is stored."""
    return {"method": method, "build_seconds": seconds, "bytes": size}
