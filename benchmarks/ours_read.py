"""How fast posts are read by a fresh process: the first time and again, as one JSON line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.lines import peak_gb, read_lines
from homeward.extract import read

AGAIN = 3  # times; the fastest counts


def main(asked: Path) -> None:
    posts = [row["text"] for row in read_lines(asked)]
    read("Шукаємо Аліну Чуйко.")
    start = time.process_time()
    cold = _seconds(posts)
    warm = min(_seconds(posts) for _ in range(AGAIN))
    print(json.dumps({"start": start, "cold": cold, "warm": warm, "gb": peak_gb()}))


def _seconds(posts: Sequence[str]) -> float:
    begun = time.process_time()
    for post in posts:
        read(post)
    return time.process_time() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]))
