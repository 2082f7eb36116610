"""The words of a sentence, as the search for names sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
PATRONYMIC_ENDS = frozenset(
    "оглы огли оглу огъли кызы кизи гызы улы уулу uly ogly oglu kyzy qizi".split()  # noqa: SIM905  a table
)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters (or digits) of the clean text; `head` is what bends in a double name."""

    text: str
    low: str
    start: int
    end: int
    dotted: bool  # a full stop follows at once
    head: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def double(self) -> bool:
        return self.head != self.low


def words_of(text: str, low: str, start: int, end: int) -> list[Word]:
    """Words between two places; double names (Нова-Ковальчук, Рашид оглы) are one word."""
    single = [
        Word(
            match.group(),
            low[match.start() : match.end()],
            match.start(),
            match.end(),
            text.startswith((".", " ."), match.end()),
            low[match.start() : match.end()],
        )
        for match in _WORD.finditer(text, start, end)
    ]
    return _joined(text, low, single)


def _joined(text: str, low: str, single: Sequence[Word]) -> list[Word]:
    words: list[Word] = []
    for word in single:
        if words and _double(text, words[-1], word):
            first = words.pop()
            whole = slice(first.start, word.end)
            word = Word(  # noqa: PLW2901  the word with its first half
                text[whole], low[whole], first.start, word.end, word.dotted, word.low
            )
        words.append(word)
    return words


def _double(text: str, first: Word, second: Word) -> bool:
    gap = text[first.end : second.start]
    if second.low in PATRONYMIC_ENDS:
        return gap in (" ", "-") and len(first.text) > 1
    return (
        gap == "-"
        and first.capital
        and second.capital
        and min(len(first.text), len(second.text)) > 1
    )
