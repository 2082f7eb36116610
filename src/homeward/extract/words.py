"""The words of a sentence, as the search for names sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters (or digits) of the clean text; hyphens part words."""

    text: str
    low: str
    start: int
    end: int
    dotted: bool  # a full stop follows at once

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """All in capitals, and longer than an initial."""
        return len(self.text) > 1 and self.text.isupper()


def words_of(text: str, low: str, start: int, end: int) -> list[Word]:
    """Words between two places of the text."""
    return [
        Word(
            match.group(),
            low[match.start() : match.end()],
            match.start(),
            match.end(),
            text.startswith(".", match.end()),
        )
        for match in _WORD.finditer(text, start, end)
    ]
