"""JSON lines: one post a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from homeward.records import Document, Origin, Rejected
from homeward.sources.jsonitems import DECODER
from homeward.sources.opened import Seen, bounded_lines, open_text, shown
from homeward.sources.posts import post_of

LONGEST_LINE = 1 << 24  # characters
NOT_JSON = "this line is no JSON (cut off, or a quote is missing); export the file again"
TOO_LONG = "this line is longer than 16 million characters; write one post a line"


def read_json_lines(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """The posts of one file; a line that is no post is rejected alone."""
    with open_text(path, seen) as lines:
        for number, line in enumerate(bounded_lines(lines, LONGEST_LINE), 1):
            if line.isspace():
                continue
            origin = Origin(shown_path, f"line {number}")
            if len(line) >= LONGEST_LINE:
                yield Rejected(origin, shown(line[:1000]), TOO_LONG)
                continue
            try:
                fields = DECODER.decode(line)
            except (ValueError, RecursionError):
                yield Rejected(origin, shown(line.strip()), NOT_JSON)
                continue
            yield from post_of(fields, origin, line)
