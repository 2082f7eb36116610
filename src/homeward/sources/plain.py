"""Plain text: one document, or, above 64 KiB, one for each part between breaks.

The breaks are the strongest kind that the beginning of the file uses twice: lines of dashes or
stars, else two blank lines, else one. A part that grows past 64 Ki characters ends at its next
blank line, at twice that length anywhere between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO

from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.opened import BAD_BYTES, Seen, is_broken, open_text, shown

WHOLE_UP_TO = 1 << 16  # bytes of a file, and characters of a part
_RULE = re.compile(r"[ \t]*(?:[-=*_#~+—–•][ \t]*){3,}\n?")

Part = tuple[str, str]  # locator, text


def read_plain(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """The documents of one text file."""
    with open_text(path, seen) as text:
        if path.stat().st_size <= WHOLE_UP_TO:
            parts: Iterator[Part] = iter([("", text.read())])
        else:
            parts = _parts(text)
        for locator, part in parts:
            origin = Origin(shown_path, locator)
            if is_broken(part):
                yield Rejected(origin, shown(part), BAD_BYTES)
            elif not locator or part.strip():
                yield Document(origin=origin, kind=DocumentKind.TEXT, text=part)


def _parts(text: IO[str]) -> Iterator[Part]:
    lines = _lines(text)
    ahead: list[tuple[str, str]] = []
    size = 0
    for line in lines:
        ahead.append(line)
        size += len(line[1])
        if size > WHOLE_UP_TO:
            break
    breaks = _strongest_break([line for _, line in ahead])
    yield from _between_breaks(_chained(ahead, lines), breaks)


def _chained(first: list[Part], rest: Iterator[Part]) -> Iterator[Part]:
    yield from first
    yield from rest


def _lines(text: IO[str]) -> Iterator[Part]:
    """Each line with its locator; a line that never ends comes in pieces, cut between words."""
    number, start, held = 1, 0, ""
    while line := held + text.readline(WHOLE_UP_TO - len(held)):
        place = f"line {number} from character {start + 1}" if start else f"line {number}"
        held = ""
        if line.endswith("\n"):
            number, start = number + 1, 0
        elif len(line) >= WHOLE_UP_TO:
            cut = line.rfind(" ") + 1 or len(line)
            line, held = line[:cut], line[cut:]
            start += cut
        yield place, line


def _strongest_break(lines: list[str]) -> int:
    """How many blank lines end a part: 1 or 2; 0 if only drawn lines do."""
    if sum(map(_is_rule, lines)) > 1:
        return 0
    blank = [not line.strip() for line in lines]
    return 2 if sum(a and b for a, b in pairwise(blank)) > 1 else 1


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _between_breaks(lines: Iterator[Part], blanks_that_end: int) -> Iterator[Part]:
    part: list[str] = []
    first, size, blanks = "", 0, 0
    for place, line in lines:
        blanks = 0 if line.strip() else blanks + 1
        ends = _is_rule(line) or 0 < blanks_that_end <= blanks
        too_long = size > (WHOLE_UP_TO if blanks else 2 * WHOLE_UP_TO)
        if part and (ends or too_long):
            yield first, "".join(part).rstrip()
            part, size = [], 0
        if ends or (blanks and not part):
            continue
        first = first if part else place
        part.append(line)
        size += len(line)
    if part:
        yield first, "".join(part).rstrip()
