"""What kind of word a word is: its neighbours in Russian news, and whether people bear it.

`word_kinds.bin` holds no words, only their checksums: for each a cluster of words that stand in
like places, and marks of lists of names. Made by `python -m homeward.extract.training.word_kinds`.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

FILE = "word_kinds.bin"
CLUSTERS = 1024
NO_CLUSTER = 0xFFFF
FAMILY, OFTEN_FAMILY, GIVEN, ABROAD = 1, 2, 4, 8  # marks: lists of names that hold the word
UKRAINIAN = 16  # mark: a common Ukrainian word
PLAIN, ENDS_AS_NAME = 32, 64  # marks: no table of names knows it; it ends as unknown names may
_MARKS = (FAMILY, OFTEN_FAMILY, GIVEN, ABROAD)
_ENDINGS = {
    *("ами", "ями", "ого", "ому", "ові", "еві", "єві", "ом", "ем", "ой", "ей", "ою", "ею", "ым"),
    *("им", "ых", "их", "ов", "ев", "ам", "ям", "ах", "ях", "ої", "ій", "а", "у", "ю", "е", "я"),
    *("и", "ы", "і", "о", "й", "ь"),
}
_LONGEST_ENDING = 3
_NOMINATIVE = ("", "а", "я", "ь", "й", "ий", "ый", "е", "о", "и")
_NOMINATIVE_BYTES = tuple(last.encode() for last in _NOMINATIVE)
_SHORTEST_STEM = 3
_UNHEARD = ("unheard",)
_IN_RUSSIAN = str.maketrans("іїєґ'", "ииегъ")
_IN_RUSSIAN_HARD = str.maketrans("иіїєґ'", "ыииегъ")


@dataclass(frozen=True, slots=True)
class _Table:
    coarse: bytes  # of each cluster: the number of the wider one
    wide: bytes
    words: array[int]  # checksums, sorted
    cluster: array[int]
    marks: bytes

    def at(self, low: str) -> int | None:
        """Where a word stands, if it is there."""
        sum_ = checksum(low)
        at = bisect_left(self.words, sum_)
        return at if at < len(self.words) and self.words[at] == sum_ else None

    def marks_of(self, low: str) -> int:
        at = self.at(low)
        return 0 if at is None else self.marks[at]

    def marks_of_any(self, stem: str, endings: Iterable[bytes]) -> int:
        """The marks of all words that a stem and one of the endings make."""
        begun, words, marks = checksum(stem), self.words, 0
        for ending in endings:
            sum_ = crc32(ending, begun)
            at = bisect_left(words, sum_)
            if at < len(words) and words[at] == sum_:
                marks |= self.marks[at]
        return marks


def checksum(low: str) -> int:
    """Of a word in small letters, without ё."""
    return crc32(low.encode())


@cache
def _table() -> _Table:
    content = (files("homeward.data") / "reading" / FILE).read_bytes()
    coarse, wide, rest = content[:CLUSTERS], content[CLUSTERS : 2 * CLUSTERS], 2 * CLUSTERS
    count = (len(content) - rest) // 7
    words, cluster = array("I"), array("H")
    words.frombytes(content[rest : rest + 4 * count])
    cluster.frombytes(content[rest + 4 * count : rest + 6 * count])
    if sys.byteorder == "big":
        words.byteswap()
        cluster.byteswap()
    return _Table(coarse, wide, words, cluster, content[rest + 6 * count :])


@lru_cache(maxsize=1 << 14)
def borne(low: str) -> tuple[str, ...]:
    """Marks of lists of names: of the word as it is ("x1"), and of what it may be bent from."""
    russian = low.translate(_IN_RUSSIAN)
    exact, bent = _table().marks_of(russian), 0
    for size in range(1, min(_LONGEST_ENDING, len(russian) - _SHORTEST_STEM) + 1):
        if russian[-size:] in _ENDINGS:
            bent |= _table().marks_of_any(russian[:-size], _NOMINATIVE_BYTES)
    found = [f"x{mark}" for mark in _MARKS if exact & mark]
    return (*found, *(f"s{mark}" for mark in _MARKS if bent & ~exact & mark))


@lru_cache(maxsize=1 << 12)
def is_ukrainian(low: str) -> bool:
    """Whether this is a form of a common Ukrainian word."""
    return bool(_table().marks_of(low) & UKRAINIAN)


@lru_cache(maxsize=1 << 12)
def plain(low: str) -> int:
    """PLAIN, maybe with ENDS_AS_NAME: then to ask the tables of names is to lose time. Else 0."""
    marks = _table().marks_of(low)
    return marks & (PLAIN | ENDS_AS_NAME) if marks & PLAIN else 0


@lru_cache(maxsize=1 << 14)
def clusters(low: str) -> tuple[str, ...]:
    """The cluster of a word, from the widest to the narrowest; a Ukrainian word by its twin."""
    table = _table()
    for spelling in dict.fromkeys(
        (low, low.translate(_IN_RUSSIAN), low.translate(_IN_RUSSIAN_HARD))
    ):
        at = table.at(spelling)
        if at is not None and table.cluster[at] != NO_CLUSTER:
            fine = table.cluster[at]
            return f"c{table.wide[fine]}", f"d{table.coarse[fine]}", f"e{fine}"
    return _UNHEARD


def is_unheard(low: str) -> bool:
    """Whether Russian news have never used a word."""
    return clusters(low) == _UNHEARD
