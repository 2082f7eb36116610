"""Chance that is the same everywhere: counted, not drawn.

Every record has a stream of its own, keyed by what the record is, so that records can be made in
any order, alone or in millions, and stay the same. Python's and numpy's own generators are not
used: their functions change between versions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

MASK = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15  # of splitmix64, as are the two factors below
FIRST_FACTOR, SECOND_FACTOR = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def key_of(*parts: int | str) -> int:
    """64 bits that stand for a thing, equal in every process and version."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


class Dice:
    """The stream of one record."""

    __slots__ = ("_state",)

    def __init__(self, *key: int | str) -> None:
        self._state = key_of(*key)

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + STEP) & MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * FIRST_FACTOR) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * SECOND_FACTOR) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return (self.bits() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        """True in `share` of all cases."""
        return (self.bits() >> 11) * 2.0**-53 < share

    def pick(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def weighted(self, sums: Sequence[int]) -> int:
        """A position, by running sums of whole weights."""
        return bisect_right(sums, self.below(sums[-1]))


def column(key: int, rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64 bits for each row number: one throw of many records at once."""
    state = rows * np.uint64(STEP) + np.uint64(key)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(FIRST_FACTOR)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(SECOND_FACTOR)
    return state ^ (state >> np.uint64(31))


def shares(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """The same throws as numbers from 0 up to, not including, 1."""
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def numbers_below(bits: NDArray[np.uint64], limit: int) -> NDArray[np.int64]:
    """The same throws as whole numbers from 0 up to, not including, `limit` (below 2^31)."""
    return (((bits >> np.uint64(33)) * np.uint64(limit)) >> np.uint64(31)).astype(np.int64)
