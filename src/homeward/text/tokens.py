"""Words of a name, each with its place in the original text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from homeward.records import Span
from homeward.text.letters import APOSTROPHES, repair

# A word: letters with apostrophes inside; a full stop after it is kept apart as `dotted`.
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*[{APOSTROPHES}]?(\.?)")
# One script and no mark: nothing to repair.
_PLAIN = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ'’ .,-]*|[A-Za-z'’ .,-]*")
_HYPHEN_NEXT = re.compile(r"[-‐‑‒–—−]")


class Token(NamedTuple):
    """One word: repaired, as written in case; `dotted` when a full stop follows it."""

    text: str
    span: Span
    dotted: bool = False
    hyphened: bool = False  # joined to the word before it by a hyphen


@lru_cache(maxsize=1 << 13)
def span_of(start: int, end: int) -> Span:
    """A span; the same places come again and again."""
    return Span(start, end)


def tokens(text: str) -> tuple[Token, ...]:
    """Words with look-alike letters put right; spans are code points of `text` itself."""
    if _PLAIN.fullmatch(text):
        return _tokens(text, range(len(text)))
    mended = repair(text)
    if mended.text == text:
        return _tokens(text, range(len(text)))
    return _tokens(mended.text, mended.offsets)


def _tokens(text: str, offsets: range | tuple[int, ...]) -> tuple[Token, ...]:
    found = []
    end = -2
    for match in _WORD.finditer(text):
        dotted = bool(match[1])
        start, stop = _without_numbers(text, match.start(), match.end() - dotted)
        hyphened = start == end + 1 and bool(_HYPHEN_NEXT.match(text, end))
        span = span_of(offsets[start], offsets[stop - 1] + 1)
        found.append(Token(text[start:stop], span, dotted, hyphened))
        end = stop
    return tuple(found)


def _without_numbers(text: str, start: int, stop: int) -> tuple[int, int]:
    """Numbers stuck to the ends of a word (a flat, a footnote) are no part of it."""
    word = text[start:stop]
    letters = word.strip("0123456789")
    if letters == word or len(letters) < 3:
        return start, stop
    start += len(word) - len(word.lstrip("0123456789"))
    return start, start + len(letters)
