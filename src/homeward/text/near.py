"""Texts that are one, or nearly: the same post again with a word changed, cut or added.

One person in ten reposts: a repost is no second source, so it must not look like one.

A fingerprint (MinHash, by `rensa`) stands for the runs of three words that a text has; of each of
its 128 hashes one byte is kept, so that a million texts take 128 MB and are all compared, none
missed by a key, in some milliseconds.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import numpy as np
from numba import njit
from numpy.typing import NDArray
from rensa import RMinHash

_WORD = re.compile(r"\w+")
_WORDS_IN_RUN = 3
FINGERPRINT_BYTES = 128
_SEED = 1
_BY_CHANCE = 1 / 256  # one byte of two different hashes is equal so often

NEARLY = 0.8  # share of three-word runs that two texts of one origin have

Rows = NDArray[np.uint8]


def words_of(text: str) -> list[str]:
    """The words without punctuation, pictures, case and accents of typing."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def digest(text: str) -> bytes:
    """16 bytes, equal for texts with equal words; a text without words stands for itself."""
    return blake2b(" ".join(words_of(text) or [text]).encode(), digest_size=16).digest()


def fingerprint(text: str) -> bytes:
    """128 bytes that tell how far two texts overlap, and nothing of what they say."""
    words = words_of(text) or [text]
    runs = range(max(1, len(words) - _WORDS_IN_RUN + 1))
    hashes = RMinHash(num_perm=FINGERPRINT_BYTES, seed=_SEED)
    hashes.update([" ".join(words[n : n + _WORDS_IN_RUN]) for n in runs])
    return (np.array(hashes.digest(), dtype=np.uint32) & 0xFF).astype(np.uint8).tobytes()


def overlap(one: bytes, other: bytes) -> float:
    """The estimated share of three-word runs that both texts have, of all that either has."""
    equal = np.mean(np.frombuffer(one, np.uint8) == np.frombuffer(other, np.uint8))
    return max(0.0, float((equal - _BY_CHANCE) / (1 - _BY_CHANCE)))


class NearTexts:
    """Fingerprints in the order in which they were added."""

    def __init__(self) -> None:
        self._rows: Rows = np.empty((0, FINGERPRINT_BYTES), np.uint8)
        self._count = 0

    def add(self, one: bytes) -> int:
        """Keep a fingerprint; its number is the answer of later searches."""
        if self._count == len(self._rows):
            room = np.empty((max(1024, 2 * self._count), FINGERPRINT_BYTES), np.uint8)
            room[: self._count] = self._rows[: self._count]
            self._rows = room
        self._rows[self._count] = np.frombuffer(one, np.uint8)
        self._count += 1
        return self._count - 1

    def like(self, one: bytes, least: float = NEARLY) -> list[int]:
        """Numbers of the texts that overlap at least so far, the likest first."""
        equal = int(np.ceil((least * (1 - _BY_CHANCE) + _BY_CHANCE) * FINGERPRINT_BYTES))
        asked = np.frombuffer(one, np.uint8)
        found, counts = _with_equal(self._rows[: self._count], asked, equal)
        return [int(number) for number in found[np.argsort(-counts, kind="stable")]]


@njit(cache=True)
def _with_equal(rows: Rows, asked: Rows, least: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows that have at least so many bytes in the same places, and how many."""
    found, counts, number = np.empty(len(rows), np.intp), np.empty(len(rows), np.intp), 0
    for row in range(len(rows)):
        equal = 0
        for place in range(FINGERPRINT_BYTES):
            equal += rows[row, place] == asked[place]
        if equal >= least:
            found[number], counts[number] = row, equal
            number += 1
    return found[:number], counts[:number]
