"""Phrases and words that a linguist can edit, and the search for all phrases at once.

A phrase is words with spaces between them. `слов*` is a word with any ending, `а/б` either
word, `[слово]` a word that may be missing, `…` up to four words between. Case and ё do not matter.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_PREFIX = 3
_LONGEST_REMEMBERED = 20_000  # letters of a text; several recognisers ask for the same phrases
_ENDING = r"[\w'-]*"
_GAP = r"(?:[\w'./-]+,?\s+){0,4}?"
_WORD_START = re.compile(r"(?<![\w'])[\w№#☎📞†✝]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text; `row` is its line in the table."""

    row: Mapping[str, str]
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.row["value"]


class Lexicon:
    """The phrases of one table; found by the first letters of their first word."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_prefix: dict[str, list[tuple[str, str, Mapping[str, str]]]] = defaultdict(list)
        for row in rows:
            for phrase in _without_options(row["phrase"].lower().replace("ё", "е")):
                for first in phrase.split()[0].split("/"):
                    begins = first.rstrip("*")
                    self._by_prefix[begins[:_PREFIX]].append((begins, phrase, row))
        self._remembered = lru_cache(maxsize=128)(self._search)

    def find(self, low: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """All phrases in a lower-case text, in order, the longest at each place."""
        end = len(low) if end is None else end
        if len(low) > _LONGEST_REMEMBERED:
            return self._search(low, start, end)
        return self._remembered(low, start, end)

    def _search(self, low: str, start: int, end: int) -> list[Hit]:
        hits: list[Hit] = []
        free = start
        begun = _beginnings(low)
        begins = sorted(
            {at for prefix in begun.keys() & self._by_prefix.keys() for at in begun[prefix]}
        )
        for at in begins:
            if free <= at < end and (hit := self._at(low, at, end)):
                hits.append(hit)
                free = hit.end
        return hits

    def _at(self, low: str, at: int, end: int) -> Hit | None:
        best: Hit | None = None
        for size in range(1, _PREFIX + 1):
            for begins, phrase, row in self._by_prefix.get(low[at : at + size], ()):
                if not low.startswith(begins, at, end):
                    continue
                match = _pattern(phrase).match(low, at, end)
                if match and (best is None or match.end() > best.end):
                    best = Hit(row, at, match.end())
        return best


@lru_cache(maxsize=4)  # every table asks for the words of the same text
def _beginnings(low: str) -> dict[str, list[int]]:
    """Where words begin, by their first letters: one, two, and so on."""
    found: dict[str, list[int]] = {}
    for word in _WORD_START.finditer(low):
        at = word.start()
        for size in range(1, _PREFIX + 1):
            found.setdefault(low[at : at + size], []).append(at)
    return found


def _without_options(phrase: str) -> Iterator[str]:
    """`не [был] взят` gives `не был взят` and `не взят`."""
    option = re.search(r"\[([^\]]*)\]", phrase)
    if option is None:
        yield " ".join(phrase.split())
        return
    for words in (option[1], ""):
        yield from _without_options(phrase[: option.start()] + words + phrase[option.end() :])


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase: made when a text first has its beginning."""
    pattern = ""
    for word in phrase.split():
        if word == "…":
            pattern += _GAP
            continue
        alternatives = "|".join(
            re.escape(part.rstrip("*")) + (_ENDING if part.endswith("*") else "")
            for part in word.split("/")
        )
        pattern += rf"(?:{alternatives})(?![\w])[.,:]?\s+"
    return re.compile(pattern.removesuffix(r"[.,:]?\s+"))


@cache
def lexicon(table: str) -> Lexicon:
    """The table of that name in `homeward/data/reading`."""
    return Lexicon(rows(table))


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a table in `homeward/data/reading`."""
    source = files("homeward.data") / "reading" / f"{table}.csv"
    with source.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def words(table: str) -> frozenset[str]:
    """The words of a list in `homeward/data/reading`."""
    source = files("homeward.data") / "reading" / f"{table}.txt"
    return frozenset(source.read_text(encoding="utf-8").split())
