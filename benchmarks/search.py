"""Search among many records: recall beside speed.

python benchmarks/search.py FOLDER      (made by benchmarks/invented.py)
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import click
import numpy as np

from homeward.index import Index, read_people, read_queries

RESIDENT_PAGE = 4096


def memory() -> float:
    """Resident megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * RESIDENT_PAGE / 1e6


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--top", default=10)
@click.option("--misses", default=0, help="Show so many queries that missed.")
def main(folder: Path, top: int, misses: int) -> None:
    started = time.perf_counter()
    people = read_people(folder / "register.parquet")
    read = time.perf_counter()
    index = Index.of_table(people.rows)
    built = time.perf_counter()
    records = len(index)
    with tempfile.TemporaryDirectory() as place:
        index.save(Path(place))
        saved = time.perf_counter()
        size = sum(file.stat().st_size for file in Path(place).rglob("*") if file.is_file()) / 1e6
        del index, people
        before, start = memory(), time.perf_counter()
        index = Index.open(Path(place))
        opened = time.perf_counter() - start
        print(
            f"{records:,} records: read {read - started:.1f} s, built {built - read:.1f} s, "
            f"saved {saved - built:.1f} s, {size:.0f} MB; opened in {opened:.3f} s"
        )
        run(index, folder, top, misses)
        print(f"resident {memory() - before:.0f} MB more after the queries; peak "
              f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")  # fmt: skip
        changes(index)


def run(index: Index, folder: Path, top: int, misses: int) -> None:
    queries, _ = read_queries(folder / "queries.jsonl")
    for query in queries[:20]:
        index.search(query, top=top)
    right: dict[str, list[int]] = defaultdict(list)
    times: list[float] = []
    for query in queries:
        _, row, kind = query.id.split("-")
        start = time.perf_counter()
        hits = index.search(query, top=top)
        times.append((time.perf_counter() - start) * 1000)
        place = next((n for n, hit in enumerate(hits) if hit.id == row), top)
        right[kind].append(place)
        if place == top and misses > 0:
            misses -= 1
            print("missed", query.id, query.name.full, [hit.id for hit in hits[:3]])
    for kind, places in right.items():
        found = np.array(places)
        print(
            f"  {kind:16} recall@{top} {(found < top).mean():.3f}  top-1 {(found < 1).mean():.3f}"
        )
    every = np.concatenate([np.array(places) for places in right.values()])
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    print(json.dumps({
        "recall": round(float((every < top).mean()), 4),
        "top1": round(float((every < 1).mean()), 4),
        "p50_ms": round(p50, 2), "p95_ms": round(p95, 2), "p99_ms": round(p99, 2),
    }))  # fmt: skip


def changes(index: Index) -> None:
    """How long an insert and a withdrawal take."""
    records = [record for _, record in zip(range(500), index.records(), strict=False)]
    start = time.perf_counter()
    for record in records:
        index.withdraw(record.id)
    withdrawn = time.perf_counter()
    for record in records:
        index.insert(record)
    inserted = time.perf_counter()
    each = 1000 / len(records)
    print(
        f"withdraw {(withdrawn - start) * each:.3f} ms, "
        f"insert {(inserted - withdrawn) * each:.3f} ms"
    )


if __name__ == "__main__":
    main()
