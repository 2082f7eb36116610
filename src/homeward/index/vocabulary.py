"""The distinct name parts of many names, as arrays that the kernel compares.

A part is one word in one role: its folded keys, the concepts of the graph of given names, whether
it is an initial. Each distinct part has a number; 0 stands for no part.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from struct import unpack
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names import EdgeKind, NamePart, PartRole, edges_of, rarity
from homeward.names.given import graph
from homeward.text import fold_word

WIDTH = 32  # letters of a key that are compared
MOST_KEYS = 3
MOST_IDS = 4
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


# Columns of a part: 64 bits each, so that the kernel reads one line of memory for a part.
FORM, LETTERS, COUNTS = range(3)  # hash of the form; first letters; how many keys and ids
FIRST_KEY = 3  # numbers of up to MOST_KEYS keys
FIRST_ID = FIRST_KEY + MOST_KEYS  # up to MOST_IDS concepts, with their rarity in the upper half
PART_COLUMNS = FIRST_ID + MOST_IDS
# COUNTS: keys (bits 0-1), ids (bits 2-4), initial (bit 5), which ids are short forms (from bit 8).
INITIAL = 32
# Columns of a key: hash; sign; letters, eight in each; their number; rarity as a family name, and
# as a given name in the upper half.
HASH, SIGN, FIRST_LETTERS, LENGTH, RARITY = 0, 1, 2, 6, 7
KEY_COLUMNS = 8
RARITY_STEPS = 1000  # rarity is stored in thousandths of a bit


class Words(NamedTuple):
    """A vocabulary as arrays."""

    parts: npt.NDArray[np.uint64]  # (parts, PART_COLUMNS)
    keys: npt.NDArray[np.uint64]  # (keys, KEY_COLUMNS)


@dataclass(slots=True)
class Vocabulary:
    """Parts by number, growing."""

    parts: array[int] = field(default_factory=lambda: array("Q"))
    keys: array[int] = field(default_factory=lambda: array("Q"))
    _parts: dict[Part, int] = field(default_factory=dict)
    _keys: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts.extend([0] * PART_COLUMNS)  # number 0: no part

    def number(self, part: Part) -> int:
        """The number of a part, a new one if it is new."""
        found = self._parts.get(part)
        if found is None:
            found = self._parts[part] = len(self.parts) // PART_COLUMNS
            self.parts.extend(self._columns(part))
        return found

    def numbers(self, parts: Iterable[Part]) -> list[int]:
        """The numbers of many parts; what is new is put in at once."""
        first = len(self.parts) // PART_COLUMNS
        fresh: list[Part] = []
        found = []
        for part in parts:
            number = self._parts.get(part)
            if number is None:
                number = self._parts[part] = first + len(fresh)
                fresh.append(part)
            found.append(number)
        self._put(fresh)
        return found

    def _put(self, parts: list[Part]) -> None:
        """Put new parts at the end; surnames without concepts, as most are, column by column."""
        columns = np.zeros((len(parts), PART_COLUMNS), np.uint64)
        plain = [n for n, part in enumerate(parts) if not part.ids and not part.initial]
        lists = [[parts[n].keys[x : x + 1] for n in plain] for x in range(MOST_KEYS)]
        keys = np.array([self._key_numbers(one) for one in lists], np.int64).T
        columns[plain, FORM] = hashes([parts[n].form for n in plain])
        columns[plain, LETTERS] = self._letters(keys)
        columns[plain, COUNTS] = (keys >= 0).sum(axis=1)
        columns[plain, FIRST_KEY:FIRST_ID] = np.maximum(keys, 0)
        for n, part in enumerate(parts):
            if part.ids or part.initial:
                columns[n] = self._columns(part)
        self.parts.frombytes(columns.tobytes())

    def _key_numbers(self, keys: list[tuple[str, ...]]) -> list[int]:
        """The numbers of keys, each alone in a tuple, -1 where there is none."""
        first = len(self._keys)
        fresh: list[str] = []
        found = []
        for one in keys:
            number = self._keys.get(one[0]) if one else -1
            if number is None:
                number = self._keys[one[0]] = first + len(fresh)
                fresh.append(one[0])
            found.append(number)
        self.keys.frombytes(_key_columns(fresh).tobytes())
        return found

    def _letters(self, keys: npt.NDArray[np.int64]) -> Any:
        """Bits of the first letters of the keys in each row, -1 being none."""
        known = view(self.keys, "Q").reshape(-1, KEY_COLUMNS)
        firsts = np.append(known[:, FIRST_LETTERS] & np.uint64(255), np.uint64(0))
        bits = np.uint64(1) << firsts[keys]
        return np.bitwise_or.reduce(bits, axis=1) & ~np.uint64(1)

    def _columns(self, part: Part) -> list[int]:
        keys = [self._key(key) for key in part.keys[:MOST_KEYS]]
        if not part.ids and not part.initial:  # as most surnames are
            first = hash64(part.form), self._letters_of(keys), len(keys)
            return [*first, *keys, *[0] * (PART_COLUMNS - len(first) - len(keys))]
        ids = part.ids[:MOST_IDS]
        short = sum(1 << place for place, is_short in enumerate(part.short[:MOST_IDS]) if is_short)
        counts = len(keys) | len(ids) << 2 | (INITIAL if part.initial else 0) | short << 8
        concepts = [concept | _concept_rarity(concept) << 32 for concept in ids]
        padding = [0] * (MOST_KEYS - len(keys)), [0] * (MOST_IDS - len(ids))
        first = hash64(part.form), _first_letters(part), counts
        return [*first, *keys, *padding[0], *concepts, *padding[1]]

    def _letters_of(self, keys: list[int]) -> int:
        """Bits of the first letters of some keys."""
        bits = 0
        for key in keys:
            bits |= 1 << (self.keys[key * KEY_COLUMNS + FIRST_LETTERS] & 255)
        return bits & ~1  # a key without letters has none

    def _key(self, key: str) -> int:
        found = self._keys.get(key)
        if found is None:
            found = self._keys[key] = len(self._keys)
            codes = key_codes(key)
            letters = unpack("<4Q", codes.ljust(WIDTH, b"\0"))
            self.keys.extend((hash64(key), _sign(codes), *letters, len(codes), _rarities(key)))
        return found

    def arrays(self) -> Words:
        """Views of what is there now: let go of them before the vocabulary grows."""
        parts = view(self.parts, "Q").reshape(-1, PART_COLUMNS)
        return Words(parts, view(self.keys, "Q").reshape(-1, KEY_COLUMNS))


def view(column: array[int], code: str) -> Any:
    """An array of the standard library seen by numpy, without a copy."""
    kind = {"Q": np.uint64, "i": np.int32}[code]
    return np.frombuffer(column, dtype=kind) if len(column) else np.zeros(0, dtype=kind)


def part_of(part: NamePart) -> Part:
    """A part of a parsed name."""
    role = ROLES.index(part.role)
    short = tuple(is_short(part.forms, concept) for concept in part.ids)
    keys = (part.keys or (part.key,))[:MOST_KEYS]
    return Part(role, part.forms[0], keys, part.ids, short, part.initial)


def is_short(forms: tuple[str, ...], concept: int) -> bool:
    """Whether these forms stand for a concept as short forms (or by no edge, as in `names`)."""
    edges = (edge for form in forms for edge in edges_of(form))
    found = next((edge for edge in edges if edge.id == concept), None)
    return found is None or found.kind is EdgeKind.SHORT


def hash64(text: str) -> int:
    """64 bits that stand for a text, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def hashes(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """`hash64` of many texts."""
    digests = [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(digests), "<u8")


def _key_columns(keys: Sequence[str]) -> npt.NDArray[np.uint64]:
    """The columns of many keys."""
    columns = np.zeros((len(keys), KEY_COLUMNS), np.uint64)
    codes = [key_codes(key) for key in keys]
    padded = b"".join([one.ljust(WIDTH, b"\0") for one in codes])
    letters = np.frombuffer(padded, np.uint8).reshape(-1, WIDTH)
    columns[:, HASH] = hashes(keys)
    columns[:, LENGTH] = [len(one) for one in codes]
    columns[:, SIGN] = _signs(letters, columns[:, LENGTH])
    columns[:, FIRST_LETTERS:LENGTH] = np.frombuffer(padded, "<u8").reshape(-1, WIDTH // 8)
    columns[:, RARITY] = [_rarities(key) for key in keys]
    return columns


def _signs(letters: npt.NDArray[np.uint8], lengths: Any) -> npt.NDArray[np.uint64]:
    """`_sign` of many keys."""
    once = np.zeros(len(letters), np.uint64)
    twice = once.copy()
    for place in range(WIDTH):
        bit = np.uint64(1) << (letters[:, place] & 31).astype(np.uint64)
        bit[lengths <= place] = 0
        twice |= once & bit
        once |= bit
    return once | twice << np.uint64(32)


def key_codes(key: str) -> bytes:
    """A folded key, one byte a letter: 1-26 for a-z, up to 63 for all others."""
    if key.isascii() and key.isalpha():
        return key[:WIDTH].encode("ascii").translate(_ASCII)
    return key[:WIDTH].translate(_CODES).encode("latin-1")


class _Codes(dict[int, int]):
    """Letter codes by character, filled as they are met."""

    def __missing__(self, letter: int) -> int:
        code = letter - 96 if 97 <= letter <= 122 else 27 + letter % 37
        self[letter] = code
        return code


_CODES = _Codes()
_ASCII = bytes(byte - 96 if 97 <= byte <= 122 else 27 + byte % 37 for byte in range(256))


def _sign(codes: bytes) -> int:
    once = twice = 0
    for code in codes:
        bit = 1 << (code & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32


def _thousandths(bits: float) -> int:
    return round(bits * RARITY_STEPS)


@lru_cache(maxsize=1 << 14)
def _concept_rarity(concept: int) -> int:
    return _thousandths(rarity(PartRole.GIVEN, concept))


def _rarities(key: str) -> int:
    """How rare a key is as a family name, and as a given name in the upper half."""
    return _thousandths(rarity(PartRole.FAMILY, key)) | _key_rarity(key) << 32


def _key_rarity(key: str) -> int:
    return _thousandths(rarity(PartRole.GIVEN, key)) if key in graph().by_key else _unknown_rarity()


@cache
def _unknown_rarity() -> int:
    return _thousandths(rarity(PartRole.GIVEN, "-"))


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
