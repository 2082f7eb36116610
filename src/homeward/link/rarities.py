"""How rare names and homes are in the register itself, blended with what the shipped tables say.

A name that is common in this register says little, however rare it is elsewhere.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.kernel import FAMILY, GIVEN, HOME, PATRONYMIC, Side
from homeward.index.parts import HIGH, LOW
from homeward.index.places import COUNT, FIRST, Spots
from homeward.index.vocabulary import (
    COUNTS,
    FIRST_ID,
    FIRST_KEY,
    HASH,
    MOST_IDS,
    MOST_KEYS,
    RARITY,
    RARITY_STEPS,
    Words,
)

TRUST = 10_000.0  # rows of the register that say as much as the shipped tables
LEAST = 0.5  # rows of a large register by accident, of what one row has or none

Numbers = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


class Counted(NamedTuple):
    """How often something is met: distinct numbers in order, and the count of each."""

    numbers: Numbers
    counts: Floats

    def of(self, numbers: Numbers) -> Floats:
        """How often each of some numbers is met."""
        if not len(self.numbers):
            return np.zeros(numbers.shape)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[at] == numbers, self.counts[at], 0.0)


class Rarities(NamedTuple):
    """What a register of `size` rows holds: keys of family names, concepts of others, homes."""

    size: int
    families: Counted
    given: Counted
    fathers: Counted
    homes: Counted

    def within(self, side: Side) -> Side:
        """Other people, with their names and homes as rare as they are here."""
        keys, parts = side.words.keys.copy(), side.words.parts.copy()
        shipped = keys[:, RARITY] & LOW
        rare = self._rarity(self.families.of(keys[:, HASH]), shipped)
        keys[:, RARITY] = keys[:, RARITY] & ~LOW | rare
        for column, counted in ((GIVEN, self.given), (PATRONYMIC, self.fathers)):
            at = np.flatnonzero(_times(side, column))
            ids = parts[at, FIRST_ID : FIRST_ID + MOST_IDS]
            rare = self._rarity(counted.of(ids & LOW), ids >> HIGH)
            parts[at, FIRST_ID : FIRST_ID + MOST_IDS] = ids & LOW | rare << HIGH
        spots = side.spots.copy()
        towns = spots[:, FIRST:]
        rare = self._rarity(self.homes.of(towns & LOW), towns >> HIGH)
        spots[:, FIRST:] = towns & LOW | rare << HIGH
        return side._replace(words=Words(parts, keys), spots=spots)

    def _rarity(self, counts: Floats, shipped: Numbers) -> Numbers:
        """Thousandths of bits, of counts and what the tables say."""
        usual = TRUST * 2.0 ** (-shipped.astype(np.float64) / RARITY_STEPS)
        whole = self.size + TRUST
        share = (np.maximum(counts - 1, LEAST * self.size / whole) + usual) / whole
        return np.round(-np.log2(np.minimum(share, 1.0)) * RARITY_STEPS).astype(np.uint64)


def counted(side: Side) -> Rarities:
    """Count what the rows of a register have."""
    parts = side.words.parts
    counts = parts[:, COUNTS]
    keys = parts[:, FIRST_KEY : FIRST_KEY + MOST_KEYS].astype(np.int64)
    hashes = np.append(side.words.keys[:, HASH], np.uint64(0))[keys]
    families = _numbers(hashes, counts & np.uint64(3), _times(side, FAMILY))
    ids = parts[:, FIRST_ID : FIRST_ID + MOST_IDS] & LOW
    many = counts >> np.uint64(2) & np.uint64(7)
    given, fathers = (_numbers(ids, many, _times(side, column)) for column in (GIVEN, PATRONYMIC))
    return Rarities(len(side.rows), families, given, fathers, _homes(side))


def _times(side: Side, column: int) -> npt.NDArray[np.int64]:
    """How often each part is met in the first readings."""
    return np.bincount(side.rows[:, column], minlength=len(side.words.parts))


def _homes(side: Side) -> Counted:
    spots: Spots = side.spots
    times = np.bincount(side.rows[:, HOME], minlength=len(spots))
    return _numbers(spots[:, FIRST:] & LOW, np.minimum(spots[:, COUNT], np.uint64(1)), times)


def _numbers(numbers: Numbers, many: Numbers, times: Any) -> Counted:
    """How often numbers are met that stand in rows, the first `many` of each row, `times` over."""
    there = np.arange(numbers.shape[1]) < many[:, None].astype(np.int64)
    rows, columns = np.nonzero(there & (times > 0)[:, None])
    distinct, which = np.unique(numbers[rows, columns], return_inverse=True)
    found = np.bincount(which, weights=times[rows], minlength=len(distinct))
    return Counted(distinct, found.astype(np.float64))
