"""Phrases and words that a linguist can edit, and the search for all phrases at once.

A phrase is words with spaces between them. `слов*` is a word with any ending, `а/б` either
word, `[слово]` a word that may be missing, `…` up to four words between. Case and ё do not matter.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_PREFIX = 3
_LONGEST_REMEMBERED = 20_000  # letters of a text; several recognisers ask for the same phrases
_MOST_BETWEEN = 4  # words that "…" stands for
_WORD_START = re.compile(r"(?<![\w'])[\w№#☎📞†✝]")
_ENDING = re.compile(r"[\w'-]*")
_TO_NEXT = re.compile(r"[.,:]?\s+")
_BETWEEN = re.compile(r"[\w'./-]+,?\s+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text; `row` is its line in the table."""

    row: Mapping[str, str]
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.row["value"]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a phrase: how it may begin, each with whether any ending may follow."""

    beginnings: tuple[tuple[str, bool], ...]
    after_others: bool  # words may stand before it ("…")


@dataclass(frozen=True, slots=True)
class _Phrase:
    begins: str
    any_ending: bool
    rest: tuple[_Word, ...]
    row: Mapping[str, str]


class Lexicon:
    """The phrases of one table; found by the first letters of their first word."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_prefix: dict[str, list[_Phrase]] = defaultdict(list)
        for row in rows:
            for phrase in _without_options(row["phrase"].lower().replace("ё", "е")):
                first, *rest = _words(phrase)
                for begins, any_ending in first.beginnings:
                    known = _Phrase(begins, any_ending, tuple(rest), row)
                    self._by_prefix[begins[:_PREFIX]].append(known)
        self._remembered = lru_cache(maxsize=128)(self._search)
        self._begins = lru_cache(maxsize=4)(self._all_begins)  # a text is searched part by part

    def find(self, low: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """All phrases in a lower-case text, in order, the longest at each place."""
        end = len(low) if end is None else end
        if len(low) > _LONGEST_REMEMBERED:
            return self._search(low, start, end)
        return self._remembered(low, start, end)

    def _search(self, low: str, start: int, end: int) -> list[Hit]:
        hits: list[Hit] = []
        free = start
        begins = self._begins(low)
        for at in begins[bisect_left(begins, start) : bisect_left(begins, end)]:
            if free <= at and (hit := self._at(low, at, end)):
                hits.append(hit)
                free = hit.end
        return hits

    def _all_begins(self, low: str) -> list[int]:
        """Where a phrase may begin, in order."""
        begun = _beginnings(low)
        return sorted(
            {at for prefix in begun.keys() & self._by_prefix.keys() for at in begun[prefix]}
        )

    def _at(self, low: str, at: int, end: int) -> Hit | None:
        best: Hit | None = None
        for size in range(1, _PREFIX + 1):
            for phrase in self._by_prefix.get(low[at : at + size], ()):
                if not low.startswith(phrase.begins, at):
                    continue
                stop = _end_of_phrase(phrase, low, at, end)
                if stop is not None and (best is None or stop > best.end):
                    best = Hit(phrase.row, at, stop)
        return best


def _end_of_phrase(phrase: _Phrase, low: str, at: int, end: int) -> int | None:
    """Where a phrase ends that begins here; None if the text does not go on as it does."""
    stop = _end_of_word(phrase.begins, low, at, end, any_ending=phrase.any_ending)
    return None if stop is None else _end_of_rest(phrase.rest, low, stop, end)


def _end_of_rest(rest: Sequence[_Word], low: str, stop: int, end: int) -> int | None:
    if not rest:
        return stop
    gap = _TO_NEXT.match(low, stop, end)
    if gap is None:
        return None
    at, word = gap.end(), rest[0]
    for _ in range(_MOST_BETWEEN + 1 if word.after_others else 1):
        for begins, any_ending in word.beginnings:
            next_stop = _end_of_word(begins, low, at, end, any_ending=any_ending)
            if next_stop is None:
                continue
            last = _end_of_rest(rest[1:], low, next_stop, end)
            if last is not None:
                return last
        other = _BETWEEN.match(low, at, end)
        if other is None:
            return None
        at = other.end()
    return None


def _end_of_word(begins: str, low: str, at: int, end: int, *, any_ending: bool) -> int | None:
    if not low.startswith(begins, at, end):
        return None
    stop = at + len(begins)
    if any_ending:
        ending = _ENDING.match(low, stop, end)
        stop = ending.end() if ending else stop
    if stop < end and (low[stop].isalnum() or low[stop] == "_"):
        return None
    return stop


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


def _words(phrase: str) -> Iterator[_Word]:
    after_others = False
    for word in phrase.split():
        if word == "…":
            after_others = True
            continue
        beginnings = tuple((part.rstrip("*"), part.endswith("*")) for part in word.split("/"))
        yield _Word(beginnings, after_others)
        after_others = False


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
