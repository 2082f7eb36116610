"""How many posts a second one core reads: a fresh process, then the same posts again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.page import ratio, table
from benchmarks.peers.lines import write_lines
from homeward.extract.gold import GoldText

LETTERS = 250  # of a post, as the goal counts
COLD, WARM = "posts, the first time", "posts, again"  # sets that peers are given as well
GOALS = ("goal", "≤ 1", "≥ 150", "≥ 400", "≤ 150", "", "")
HEADER = (
    *("method", "start, s", "posts/s, first time", "posts/s, again", "MB resident"),
    *("our speed to its, first time", "again"),
)

Speed = Mapping[str, float]


def posts_of(gold: Iterable[GoldText]) -> list[str]:
    """Texts of the gold set, joined to posts of about the usual length."""
    posts, post = [], ""
    for text in gold:
        post = f"{post}\n\n{text.text}" if post else text.text
        if len(post) >= LETTERS:
            posts.append(post)
            post = ""
    return posts


def asked_of_peers(posts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in (COLD, WARM):
        for number, post in enumerate(posts):
            yield {"set": name, "id": str(number), "text": post}


def ours(posts: Sequence[str]) -> Speed:
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "posts.jsonl"
        write_lines(asked, ({"text": post} for post in posts))
        command = [sys.executable, "-m", "benchmarks.ours_read", str(asked)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: Speed = json.loads(told.stdout)
    return found


def theirs(lines: Sequence[dict[str, Any]]) -> Speed:
    first = lines[0]
    seconds = {
        name: sum(line["seconds"] for line in lines[1:] if line["set"] == name)
        for name in (COLD, WARM)
    }
    return {
        "start": first["start"],
        "cold": seconds[COLD],
        "warm": seconds[WARM],
        "gb": first["gb"],
    }


def speed_lines(posts: Sequence[str], speeds: Mapping[str, Speed]) -> Iterator[str]:
    """A table; rates are of posts of `LETTERS` letters."""
    letters = sum(map(len, posts))
    yield f"{len(posts)} posts of {letters // len(posts)} letters, counted as posts of {LETTERS}:\n"
    yield from table(HEADER, [GOALS, *_rows(letters / LETTERS, speeds)])


def _rows(count: float, speeds: Mapping[str, Speed]) -> Iterator[tuple[str, ...]]:
    mine = next(iter(speeds.values()))
    for method, speed in speeds.items():
        beside = (
            ("", "") if speed is mine else tuple(ratio(speed[p], mine[p]) for p in ("cold", "warm"))
        )
        yield (
            method,
            f"{speed['start']:.2f}",
            f"{count / speed['cold']:,.0f}",
            f"{count / speed['warm']:,.0f}",
            f"{speed['gb'] * 1000:,.0f}",
            *beside,
        )
