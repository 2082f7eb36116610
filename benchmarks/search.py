"""Search in a register of the invented world, with the people of the EU list: recall and speed."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.environments import Environment, Missing, run_script
from benchmarks.eu_aliases import KIND as EU
from benchmarks.eu_aliases import add_aliases
from benchmarks.machine import described
from benchmarks.page import ratio, renew, table
from benchmarks.peers.lines import read_lines
from homeward.world import write_search
from homeward.world.search import KINDS

QUICK = 100_000
QUERIES = 100 * len(KINDS)
SEED = 26
PEERS = ("tantivy", "rapidfuzz", "sqlite", "pg_trgm")
HEADER = (
    "method", "recall@10", "of EU aliases", "top-1", "p50 ms", "p95 ms", "build s",
    "index MB", "queries", "our recall to its", "its p95 to ours",
)  # fmt: skip


@dataclass(slots=True)
class Result:
    """One method: the place of the right record in each answer, and how long it took."""

    method: str
    build_seconds: float
    megabytes: float | None
    places: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(list))
    times: list[float] = field(default_factory=list)

    def recall(self, kind: str | None = None, top: int = 10) -> float:
        """Share of queries whose record is among the first; of all invented kinds together."""
        groups = [self.places[one] for one in (KINDS if kind is None else (kind,))]
        found = [place is not None and place < top for places in groups for place in places]
        return float(np.mean(found)) if found else float("nan")

    def time(self, percent: int) -> float:
        return float(np.percentile(self.times, percent))


def run(*, alone: bool, size: int | None) -> None:
    size = size or QUICK
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_search(folder, seed=SEED, size=size, queries=QUERIES)
        add_aliases(folder)
        truth = {line["id"]: line for line in read_lines(folder / "queries.jsonl")}
        results, told = _ours(folder, truth)
        if alone:
            return
        absent: dict[str, str] = {}
        versions: dict[str, str] = {}
        for peer in PEERS:
            try:
                results += _peer(peer, folder, truth, versions)
            except Missing as reason:
                absent[peer] = str(reason)
    renew("search", _written(size, results, told, absent, versions))


def _ours(folder: Path, truth: dict[str, Any]) -> tuple[list[Result], dict[str, float]]:
    small = folder / "small"  # our kernels are compiled once for each installation, as peers' are
    write_search(small, seed=SEED, size=1_000, queries=len(KINDS))
    run_script([sys.executable, "-m", "benchmarks.ours_search", small, small / "ours.jsonl"])
    answers = folder / "ours.jsonl"
    run_script([sys.executable, "-m", "benchmarks.ours_search", folder, answers])
    *lines, told = read_lines(answers)
    return _results(lines, truth), told


def _peer(peer: str, folder: Path, truth: dict[str, Any], versions: dict[str, str]) -> list[Result]:
    environment = Environment(peer)
    environment.set_up()
    answers = folder / f"{peer}.jsonl"
    if peer == "pg_trgm":
        environment.run("pg_trgm_search.py", folder, answers, within="tests.postgres")
    else:
        environment.run(f"{peer}_search.py", folder, answers)
    if not answers.exists():
        raise Missing("no PostgreSQL server here (Debian: apt install postgresql)")
    first, *lines = read_lines(answers)
    versions |= first["versions"]
    return _results(lines, truth)


def _results(lines: Iterable[dict[str, Any]], truth: dict[str, Any]) -> list[Result]:
    results: dict[str, Result] = {}
    for line in lines:
        method = line["method"]
        if "build_seconds" in line:
            size = line["bytes"]
            results[method] = Result(method, line["build_seconds"], size and size / 1e6)
            continue
        meant, hits = truth[line["id"]], line["hits"]
        place = hits.index(meant["target"]) if meant["target"] in hits else None
        results[method].places[meant["kind"]].append(place)
        results[method].times.append(line["ms"])
    for result in results.values():
        print(
            f"{result.method:36} recall {result.recall():.3f}, EU {result.recall(EU):.3f}, "
            f"top-1 {result.recall(top=1):.3f}, "
            f"p50 {result.time(50):.2f} ms, p95 {result.time(95):.2f} ms",
            flush=True,
        )
    return list(results.values())


def _written(
    size: int,
    results: list[Result],
    told: dict[str, float],
    absent: dict[str, str],
    versions: dict[str, str],
) -> Iterator[str]:
    yield described(versions)
    yield f"\n**{size:,} records**, {QUERIES} queries in turn of kind, of slow methods fewer."
    yield "EU aliases: real people of a list, beside those records, asked for by another spelling"
    yield "(the mean of all kinds leaves them out). All times are of the processor.\n"
    yield from table(HEADER, (_row(result, results[0]) for result in results))
    yield (
        f"\nOurs: a stored index opens in {told['opened_ms']:.0f} ms; a withdrawal takes "
        f"{told['withdraw_ms']:.2f} ms and an insertion {told['insert_ms']:.2f} ms until the next "
        "query knows.\n\nRecall@10 by kind of query:\n"
    )
    yield from table(("method", *KINDS), (
        (result.method, *(f"{result.recall(kind):.2f}" for kind in KINDS)) for result in results
    ))  # fmt: skip
    for peer, reason in absent.items():
        yield f"\nNot run: {peer} ({reason})."


def _row(result: Result, ours: Result) -> tuple[str, ...]:
    peer = not result.method.startswith("**")
    return (
        result.method,
        f"{result.recall():.3f}",
        f"{result.recall(EU):.3f}" if result.places[EU] else "",
        f"{result.recall(top=1):.3f}",
        f"{result.time(50):.2f}",
        f"{result.time(95):.2f}",
        f"{result.build_seconds:.1f}",
        "" if result.megabytes is None else f"{result.megabytes:.0f}",
        str(len(result.times)),
        ratio(ours.recall(), result.recall()) if peer else "",
        ratio(result.time(95), ours.time(95)) if peer else "",
    )
