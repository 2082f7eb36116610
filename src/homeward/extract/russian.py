"""The Russian dictionary of pymorphy3: what a word is, the likeliest first.

The dictionary's files are read here as they are. pymorphy3 itself also guesses at words that it
does not know, and takes ten times as long for those that it knows.

Its words are a graph: each unit of 32 bits holds the letter (a byte) that leads to it, and where
the units of the next letters stand. A form ends in a separator, and its values as base64.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from binascii import a2b_base64
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_DATA = files("pymorphy3_dicts_ru") / "data"
_LEAF, _FAR, _LABEL = 1 << 8, 1 << 9, 1 << 31 | 0xFF
_NUMBER = (1 << 31) - 1
_SEPARATOR, _TAG_FOLLOWS = b"\x01", b":"
_YE, _YO = "е", "ё".encode()
_TO_NEXT_YE = re.compile("е?[^е]+|е")
_BYTES = tuple(bytes((byte,)) for byte in range(256))


@dataclass(frozen=True, slots=True, eq=False)
class _Graph:
    """Keys as bytes; `guide` tells of each unit its first child and its next sibling."""

    units: array[int]
    guide: bytes

    def after(self, key: bytes, at: int = 0) -> int:
        """The unit that a key leads to from another; 0 if none."""
        units = self.units
        unit = units[at]
        for byte in key:
            at ^= ((unit >> 10) << ((unit & _FAR) >> 6)) ^ byte
            unit = units[at]
            if unit & _LABEL != byte:
                return 0
        return at

    def number(self, at: int) -> int:
        """The number that the key which ends here stands for; 0 if none ends here."""
        unit = self.units[at]
        if not unit & _LEAF:
            return 0
        return self.units[at ^ ((unit >> 10) << ((unit & _FAR) >> 6))] & _NUMBER

    def below(self, at: int) -> list[bytes]:
        """What may follow here, to the end of a key."""
        found: list[bytes] = []
        todo = [(at, b"")]
        while todo:
            at, begun = todo.pop()
            unit = self.units[at]
            if unit & _LEAF:
                found.append(begun)
            near = at ^ ((unit >> 10) << ((unit & _FAR) >> 6))
            children = []
            label = self.guide[2 * at]
            while label:
                child = near ^ label
                children.append((child, begun + _BYTES[label]))
                label = self.guide[2 * child + 1]
            todo += reversed(children)
        return found


@cache
def _words() -> _Graph:
    return _graph("words.dawg")


@cache
def _likely() -> _Graph:
    """How often the words of a corpus have each tag, in millionths: "word:tag"."""
    return _graph("p_t_given_w.intdawg")


def _graph(file: str) -> _Graph:
    content = (_DATA / file).read_bytes()
    size = 4 + 4 * int.from_bytes(content[:4], "little")
    return _Graph(_numbers("I", content[4:size]), content[size + 4 :])


def _numbers(kind: str, content: bytes) -> array[int]:
    numbers = array(kind)
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def load() -> None:
    """Read the dictionary."""
    for table in (_words, _likely, _all_tags, _paradigms):
        table()


def tags(low: str) -> tuple[str, ...]:
    """What a word in small letters may be ("NOUN,anim,masc sing,nomn"); empty if unknown."""
    found = tuple([tag for at in _forms(low) for tag in _tags_at(at)])
    if len(found) < 2:
        return found
    begun = _likely().after(low.encode() + _TAG_FOLLOWS)
    return tuple(sorted(found, key=lambda tag: -_likelihood(begun, tag))) if begun else found


def _likelihood(begun: int, tag: str) -> int:
    at = _likely().after(tag.encode(), begun)
    return _likely().number(at) if at else 0


def _forms(low: str, at: int = 0) -> list[int]:
    """Where the values of a word begin: of the word as it is, then with ё where it has е."""
    words = _words()
    found: list[int] = []
    for match in _TO_NEXT_YE.finditer(low):
        if match[0][0] == _YE and (other := words.after(_YO, at)):
            found += _forms(low[match.start() + 1 :], other)
        at = words.after(match[0].encode(), at)
        if not at:
            return found
    at = words.after(_SEPARATOR, at)
    return [at, *found] if at else found


@lru_cache(maxsize=1 << 13)  # words that bend alike share them
def _tags_at(at: int) -> tuple[str, ...]:
    return tuple([_tag(value) for value in _words().below(at)])


def _tag(value: bytes) -> str:
    """The tag of a form by its paradigm and its number in that."""
    numbers = a2b_base64(value)
    paradigm = int.from_bytes(numbers[:2], "big")
    all_numbers, starts = _paradigms()
    start, end = starts[paradigm], starts[paradigm + 1] - 1
    form = int.from_bytes(numbers[2:], "big")
    return _all_tags()[all_numbers[start + (end - start) // 3 + form]]


@cache
def _all_tags() -> list[str]:
    return list(json.loads((_DATA / "gramtab-opencorpora-int.json").read_bytes()))


@cache
def _paradigms() -> tuple[array[int], list[int]]:
    """Endings, tags and beginnings of all forms, paradigm by paradigm; where each begins.

    Before each stands how long it is.
    """
    numbers = _numbers("H", (_DATA / "paradigms.array").read_bytes())
    starts = [2]
    for _ in range(numbers[0]):
        starts.append(starts[-1] + numbers[starts[-1] - 1] + 1)
    return numbers, starts
