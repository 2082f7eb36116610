"""Written names read once: every comparison of a record needs the same readings."""

from __future__ import annotations

from functools import lru_cache

from homeward.names import ParsedName, parse_name, parse_written
from homeward.records import WrittenName


@lru_cache(maxsize=1 << 12)
def parsed(name: WrittenName) -> ParsedName:
    """All readings of a written name; parts that fit no reading are read as one text."""
    told = parse_written(name)
    return told if told.best.parts else parse_name(name.full)
