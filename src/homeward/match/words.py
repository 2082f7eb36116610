"""Words of free text, in three languages at once: institutions, units, marks."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from homeward.text import fold

WORD_LETTERS = 5  # of a folded word; what follows is mostly its ending
FEWEST_LETTERS = 3


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)


def numbers_in(text: str) -> frozenset[str]:
    return frozenset(number.lstrip("0") or "0" for number in re.findall(r"\d+", text))


def folded_words(text: str) -> list[str]:
    """Folded words, without what follows a number (54-та, 3-й)."""
    return fold(re.sub(r"\d+(?:-?[^\W\d]{1,3}\b)?", " ", text)).split()


def words_in(text: str) -> frozenset[str]:
    """Folded words without their endings, common ones as concepts; short words say nothing."""
    words = (w for w in folded_words(text) if len(w) >= FEWEST_LETTERS)
    return frozenset(_concepts().get(w[:WORD_LETTERS], w[:WORD_LETTERS]) for w in words)


@cache
def _concepts() -> dict[str, str]:
    """What institutions and units are called, in three languages, from institution_words.csv."""
    with files("homeward.data").joinpath("institution_words.csv").open(encoding="utf-8") as lines:
        return {
            word[:WORD_LETTERS]: f"={row['concept']}"
            for row in csv.DictReader(lines)
            for language in ("uk", "ru", "en")
            for written in row[language].split()
            for word in folded_words(written)
            if len(word) >= FEWEST_LETTERS
        }
