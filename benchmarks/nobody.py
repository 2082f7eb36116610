"""False persons: how many a thousand posts hold that name nobody (tests/accuracy/posts)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.environments import ROOT
from benchmarks.page import table
from homeward.extract import read
from homeward.extract.corpora import read_posts

POSTS = ROOT / "tests" / "accuracy" / "posts" / "held_out"
SETS = {"nobody": "as channels and groups have them", "nobody_hard": "written to mislead"}


def nobody_lines() -> Iterator[str]:
    """The table of docs/benchmarks.md."""
    yield "Ours, invented posts that name nobody, held out:\n"
    rows = (_row(file, name) for file, name in SETS.items())
    yield from table(("posts", "number", "false persons", "in 1,000 posts"), rows)


def _row(file: str, name: str) -> tuple[str, ...]:
    posts = list(read_posts(POSTS / f"{file}.txt"))
    found = sum(len(read(post.text)) for post in posts)
    return name, str(len(posts)), str(found), f"{found * 1000 / len(posts):.0f}"
