"""A text as we read it, and the way back to the text as it was written.

Reading sees one kind of apostrophe, no zero-width characters, no stress marks, no HTML, and
words in one alphabet. Every span is told in code points of the original.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from homeward.records import Span
from homeward.text import repair_word

_APOSTROPHES = dict.fromkeys(map(ord, "ʼ’‘`´ʹ′＇ꞌ"), "'")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\t\v\f"), " ") | dict.fromkeys(
    range(8192, 8203), " "
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-")
_BREAKS = dict.fromkeys(map(ord, "\r\u0085\u2028\u2029"), "\n")
_ONE_TO_ONE = _APOSTROPHES | _SPACES | _DASHES | _BREAKS | {ord("\\"): "/"}
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_UNUSUAL = re.compile(  # what moves offsets; most texts have none of it
    rf"[{_INVISIBLE}\u0300-\u036f]|<[a-zA-Z/!][^<>]{{0,2000}}>|&(?:#\d{{2,6}}|[a-zA-Z]{{2,8}});"
)
_COMPOSED = {"\u0306", "\u0308"}  # breve and diaeresis: й, ї, ё; other marks show stress
_BREAKING_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|table|h\d|td|th)\b", re.IGNORECASE)
_MIXED_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """`text` is for reading, `low` the same in lower case, letter by letter."""

    text: str
    low: str
    origins: tuple[int, ...] | None  # where each character stood; None if all stand as they did

    def span(self, start: int, end: int) -> Span:
        """The same words in the original text; never empty for a non-empty stretch."""
        if self.origins is None:
            return Span(start, end)
        return Span(self.origins[start], self.origins[end - 1] + 1)


def clean(original: str) -> CleanText:
    """Make a text readable without losing where its characters stood."""
    origins: tuple[int, ...] | None = None
    text = original
    if _UNUSUAL.search(original):
        text, origins = _without_unusual(original)
    text = text.translate(_ONE_TO_ONE)
    if _LATIN.search(text):
        text = _MIXED_WORD.sub(_one_alphabet, text)
    return CleanText(text, _lower(text), origins)


def _lower(text: str) -> str:
    low = text.lower().replace("ё", "е")
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _one_alphabet(match: re.Match[str]) -> str:
    """A Cyrillic word typed partly with Latin twins (or the reverse) in its own letters."""
    word = match.group()
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    mended = repair_word(word)
    return mended if len(mended) == len(word) else word


def _without_unusual(original: str) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    origins: list[int] = []
    at = 0
    for match in _UNUSUAL.finditer(original):
        _keep(original, at, match.start(), letters, origins)
        _replace(match.group(), match.start(), letters, origins)
        at = match.end()
    _keep(original, at, len(original), letters, origins)
    return "".join(letters), tuple(origins)


def _keep(original: str, start: int, end: int, letters: list[str], origins: list[int]) -> None:
    letters.extend(original[start:end])
    origins.extend(range(start, end))


def _replace(unusual: str, at: int, letters: list[str], origins: list[int]) -> None:
    if len(unusual) == 1:
        _compose(unusual, letters)
        return
    letter = ("\n" if _BREAKING_TAG.match(unusual) else " ") if unusual[0] == "<" else ""
    letter = letter or html.unescape(unusual)
    letters.append(letter if len(letter) == 1 and letter.isprintable() else " ")
    origins.append(at)


def _compose(mark: str, letters: list[str]) -> None:
    if mark not in _COMPOSED or not letters:
        return
    composed = unicodedata.normalize("NFC", letters[-1] + mark)
    if len(composed) == 1:
        letters[-1] = composed
