"""False persons: how many a thousand posts hold that name nobody (tests/extract/nobody)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.environments import ROOT
from benchmarks.page import table
from homeward.extract import read

POSTS = ROOT / "tests" / "extract" / "nobody"
HELD_OUT = "held_out"  # never looked at while tuning


def nobody_lines() -> Iterator[str]:
    """The table of docs/benchmarks.md."""
    yield "Ours, invented posts that name nobody:\n"
    rows = (_row(path.stem) for path in sorted(POSTS.glob("*.txt")))
    yield from table(("posts", "number", "false persons", "in 1,000 posts"), rows)


def _row(batch: str) -> tuple[str, ...]:
    posts = (POSTS / f"{batch}.txt").read_text(encoding="utf-8").splitlines()
    found = sum(len(read(post)) for post in posts)
    name = "held out" if batch == HELD_OUT else f"used for tuning, {batch}"
    return name, str(len(posts)), str(found), f"{found * 1000 / len(posts):.0f}"
