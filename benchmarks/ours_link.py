"""Our linkage, as a peer runs: tables of folder 1, pairs and timing into folder 2."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.peers.lines import peak_gb, write_lines
from homeward.index import read_people
from homeward.link import link

SHOWN = 1e-6  # nearly all that are kept: twenty of each person


def main(folder: Path, out: Path) -> None:
    started, begun = time.perf_counter(), processor_seconds()
    names = ("requests", "register")
    requests, register = (read_people(folder / f"{name}.parquet") for name in names)
    pairs = link(requests.rows, register.rows, threshold=SHOWN)
    seconds, processor = time.perf_counter() - started, processor_seconds() - begun
    told = {"method": "**Homeward**", "seconds": seconds, "processor": processor, "gb": peak_gb()}
    pq.write_table(pairs, out / "pairs.parquet")
    write_lines(out / "told.jsonl", [told])


def processor_seconds() -> float:
    """Of this process and of those it started and waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
