"""The words of a sentence, as the search for names sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
PATRONYMIC_ENDS = frozenset(
    "оглы огли оглу огъли кызы кизи гызы улы уулу uly ogly oglu kyzy qizi".split()  # noqa: SIM905  a table
)


@dataclass(slots=True)  # not frozen: a text has many, and a frozen one takes four times as long
class Word:
    """A run of letters (or digits) of the clean text; `head` is what bends in a double name."""

    text: str
    low: str
    start: int
    end: int
    dotted: bool  # a full stop follows at once
    head: str
    capital: bool  # its first letter is one

    @property
    def double(self) -> bool:
        return self.head != self.low


def words_of(text: str, low: str, start: int, end: int) -> list[Word]:
    """Words between two places; double names (Нова-Ковальчук, Рашид оглы) are one word."""
    return _joined(
        text, low, [_word(text, low, *m.span()) for m in _WORD.finditer(text, start, end)]
    )


def _word(text: str, low: str, start: int, end: int) -> Word:
    small = low[start:end]
    dotted = text.startswith((".", " ."), end)
    return Word(text[start:end], small, start, end, dotted, small, text[start].isupper())


def _joined(text: str, low: str, single: Sequence[Word]) -> list[Word]:
    words: list[Word] = []
    for word in single:
        if words and _double(text, words[-1], word):
            first = words.pop()
            whole = slice(first.start, word.end)
            word = Word(  # noqa: PLW2901  the word with its first half
                text[whole], low[whole], first.start, word.end, word.dotted, word.low, first.capital
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
