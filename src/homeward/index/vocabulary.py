"""The distinct name parts of many names, as arrays that the kernel compares.

A part is one word in one role: its folded keys, the concepts of the graph of given names, whether
it is an initial. Each distinct part has a number; 0 stands for no part.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names import EdgeKind, NamePart, PartRole, edges_of, rarity
from homeward.names.given import graph
from homeward.text import fold_word

WIDTH = 32  # letters of a key that are compared
MOST_KEYS = 3
ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
FAMILY, GIVEN, PATRONYMIC = range(3)


class Part(NamedTuple):
    """What the kernel must know of a name part; `short` tells which ids are by a short form."""

    role: int
    form: str
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    short: tuple[bool, ...]
    initial: bool


class Words(NamedTuple):
    """A vocabulary as arrays: keys first, then parts; lists of a part lie from start to start."""

    codes: npt.NDArray[np.uint8]  # (keys, WIDTH)
    lengths: npt.NDArray[np.uint8]
    hashes: npt.NDArray[np.uint64]
    signs: npt.NDArray[np.uint64]  # which letters, and which twice: a bound for the distance
    family_rarity: npt.NDArray[np.float32]
    given_rarity: npt.NDArray[np.float32]
    key_starts: npt.NDArray[np.int32]  # (parts + 1)
    keys: npt.NDArray[np.int32]
    id_starts: npt.NDArray[np.int32]  # (parts + 1)
    ids: npt.NDArray[np.int32]
    short: npt.NDArray[np.uint8]
    id_rarity: npt.NDArray[np.float32]
    forms: npt.NDArray[np.uint64]  # hash of the normal form of each part
    letters: npt.NDArray[np.uint64]  # first letters it may have, one bit each
    initial: npt.NDArray[np.uint8]


_TYPES = {
    "codes": "B", "lengths": "B", "hashes": "Q", "signs": "Q", "family_rarity": "f",
    "given_rarity": "f", "key_starts": "i", "keys": "i", "id_starts": "i", "ids": "i",
    "short": "B", "id_rarity": "f", "forms": "Q", "letters": "Q", "initial": "B",
}  # fmt: skip


@dataclass(slots=True)
class Vocabulary:
    """Parts by number, growing."""

    columns: dict[str, array[Any]] = field(
        default_factory=lambda: {name: array(code) for name, code in _TYPES.items()}
    )
    _parts: dict[Part, int] = field(default_factory=dict)
    _keys: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns["key_starts"].append(0)
        self.columns["id_starts"].append(0)
        self._add(Part(FAMILY, "", (), (), (), initial=False))  # number 0: no part

    def number(self, part: Part) -> int:
        """The number of a part, a new one if it is new."""
        found = self._parts.get(part)
        if found is None:
            found = self._parts[part] = self._add(part)
        return found

    def _add(self, part: Part) -> int:
        put = self.columns
        for key in part.keys[:MOST_KEYS]:
            put["keys"].append(self._key(key))
        put["key_starts"].append(len(put["keys"]))
        put["ids"].extend(part.ids)
        put["short"].extend(part.short)
        put["id_rarity"].extend(_concept_rarity(concept) for concept in part.ids)
        put["id_starts"].append(len(put["ids"]))
        put["forms"].append(hash64(part.form))
        put["letters"].append(_first_letters(part))
        put["initial"].append(part.initial)
        return len(put["initial"]) - 1

    def _key(self, key: str) -> int:
        found = self._keys.get(key)
        if found is not None:
            return found
        put = self.columns
        codes = key_codes(key)
        put["codes"].extend(codes + bytes(WIDTH - len(codes)))
        put["lengths"].append(len(codes))
        put["hashes"].append(hash64(key))
        put["signs"].append(_sign(codes))
        put["family_rarity"].append(rarity(PartRole.FAMILY, key))
        put["given_rarity"].append(_key_rarity(key))
        self._keys[key] = len(self._keys)
        return len(self._keys) - 1

    def arrays(self) -> Words:
        """Views of what is there now: let go of them before the vocabulary grows."""
        views = {name: view(column, code) for (name, column), code in self._typed()}
        views["codes"] = views["codes"].reshape(-1, WIDTH)
        return Words(**views)

    def _typed(self) -> zip[tuple[tuple[str, array[Any]], str]]:
        return zip(self.columns.items(), _TYPES.values(), strict=True)


def view(column: array[Any], code: str) -> Any:
    """An array of the standard library seen by numpy, without a copy."""
    kind = {"B": np.uint8, "Q": np.uint64, "f": np.float32, "i": np.int32}[code]
    return np.frombuffer(column, dtype=kind) if len(column) else np.zeros(0, dtype=kind)


def part_of(part: NamePart) -> Part:
    """A part of a parsed name."""
    role = ROLES.index(part.role)
    short = tuple(is_short(part.forms, concept) for concept in part.ids)
    keys = (part.keys or (part.key,))[:MOST_KEYS]
    return Part(role, part.forms[0], keys, part.ids, short, part.initial)


def is_short(forms: tuple[str, ...], concept: int) -> bool:
    """Whether these forms are short forms of a concept."""
    edges = (edge for form in forms for edge in edges_of(form))
    found = next((edge for edge in edges if edge.id == concept), None)
    return found is not None and found.kind is EdgeKind.SHORT


def hash64(text: str) -> int:
    """64 bits that stand for a text, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def key_codes(key: str) -> bytes:
    """A folded key, one byte a letter: 1-26 for a-z, up to 63 for all others."""
    return bytes(ord(c) - 96 if "a" <= c <= "z" else 27 + ord(c) % 37 for c in key[:WIDTH])


def _sign(codes: bytes) -> int:
    once = twice = 0
    for code in codes:
        bit = 1 << (code & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32


@lru_cache(maxsize=1 << 14)
def _concept_rarity(concept: int) -> float:
    return rarity(PartRole.GIVEN, concept)


def _key_rarity(key: str) -> float:
    return rarity(PartRole.GIVEN, key)


def _first_letters(part: Part) -> int:
    """Bits of the first sounds of all spellings of a name, as `names` counts initials."""
    letters = {key[:1] for key in part.keys}
    if part.initial and part.keys[0] == "ie":
        letters.add("e")
    for concept in part.ids:
        letters |= _letters_by_concept().get(concept, frozenset())
    return sum({1 << (key_codes(letter)[0]) for letter in letters if letter})


@cache
def _letters_by_concept() -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for edges in graph().by_form.values():
        for edge in edges:
            if edge.kind is not EdgeKind.SHORT:
                found.setdefault(edge.id, set()).add(fold_word(edge.name)[:1])
    return {concept: frozenset(letters) for concept, letters in found.items()}
