"""What peers read and write: JSON lines; the standard library only.

A script of pairs reads {"set", "name1", "name2"} and writes one line for each set and method:
{"method", "set", "scores", "seconds"}; the first line is {"versions": {…}}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

Score = Callable[[str, str], float]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def score_pairs(methods: dict[str, Score], *packages: str) -> None:
    """Score the file of argument 1 with each method, into the file of argument 2."""
    asked, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = list(read_lines(asked))
    lines: list[dict[str, Any]] = [{"versions": versions(packages)}]
    for method, score in methods.items():
        score("Аліна Чуйко", "Чуйко А.")  # tables are loaded by the first call
        for name, group in groupby(rows, key=lambda row: str(row["set"])):
            pairs = [(row["name1"], row["name2"]) for row in group]
            lines.append({"method": method, "set": name, **timed(score, pairs)})
    write_lines(out, lines)


def timed(score: Score, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Scores, and the processor time they took: other work on the machine counts less."""
    started = time.process_time()
    scores = [float(score(ours, theirs)) for ours, theirs in pairs]
    return {"scores": scores, "seconds": time.process_time() - started}


def bytes_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def peak_gb() -> float:
    """The most memory that this process has held; `ru_maxrss` would count its parent's, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e9


def versions(packages: Iterable[str]) -> dict[str, str]:
    return {package: version(package) for package in packages}
