"""Which of many pictures look the same: every hash compared, a million in some milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numba import njit
from numpy.typing import NDArray

from homeward.pictures.hash import PictureHash

SAME_PICTURE = 31  # bits that may differ, as its publisher advises
_WORDS = 4  # of 64 bits
_ONES = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)

Words = NDArray[np.uint64]


def distance(ours: PictureHash, theirs: PictureHash) -> int:
    """Bits in which two hashes differ, 0 to 256."""
    both = np.frombuffer(ours.bits, np.uint8) ^ np.frombuffer(theirs.bits, np.uint8)
    return int(_ONES[both].sum())


class NearPictures:
    """Hashes in the order in which they were added; a picture is found turned and mirrored."""

    def __init__(self, hashes: Iterable[PictureHash] = ()) -> None:
        self._words = np.empty((0, _WORDS), np.uint64)
        self._count = 0
        for one in hashes:
            self.add(one)

    def add(self, one: PictureHash) -> int:
        """Keep the hash; its number is the answer of later searches, if it tells anything."""
        if self._count == len(self._words):
            room = np.empty((max(1024, 2 * self._count), _WORDS), np.uint64)
            room[: self._count] = self._words[: self._count]
            self._words = room
        # Half of the bits of a hash are set, so that nothing is near to none.
        self._words[self._count] = np.frombuffer(one.bits, np.uint64) if one.tells else 0
        self._count += 1
        return self._count - 1

    def like(self, variants: Iterable[PictureHash], most: int = SAME_PICTURE) -> list[int]:
        """Numbers of the pictures within `most` bits of one of the variants, in their order."""
        asked = np.array([np.frombuffer(one.bits, np.uint64) for one in variants if one.tells])
        if not len(asked) or not self._count:
            return []
        return [int(number) for number in _within(self._words[: self._count], asked, most)]


@njit(cache=True)
def _within(words: Words, asked: Words, most: int) -> NDArray[np.intp]:
    found = np.empty(len(words), np.intp)
    count = 0
    for row in range(len(words)):
        for variant in range(len(asked)):
            differ = 0
            for word in range(words.shape[1]):
                differ += _ones(words[row, word] ^ asked[variant, word])
                if differ > most:
                    break
            if differ <= most:
                found[count] = row
                count += 1
                break
    return found[:count]


@njit(cache=True, inline="always")
def _ones(bits: np.uint64) -> int:
    """How many bits of 64 are set, by adding neighbours (Wegner's tree)."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + (
        (bits >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))
