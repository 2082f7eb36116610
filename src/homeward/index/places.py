"""The distinct places of many records, as arrays that the kernel compares."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt

from homeward.index.vocabulary import RARITY_STEPS, hash64, view
from homeward.places import find_all, places, regions
from homeward.places.find import without_kind
from homeward.text import fold

# Columns of a place: regions as bits of two numbers; hash of the folded text; how many
# settlements bear the name; their numbers, with their rarity in the upper half.
REGION_WORDS = 2
HASH, COUNT, FIRST = 2, 3, 4
MOST_SETTLEMENTS = 12
COLUMNS = FIRST + MOST_SETTLEMENTS
Spots = npt.NDArray[np.uint64]  # (places, COLUMNS); 0 is no place


@dataclass(slots=True)
class PlaceBook:
    """Places by number, growing."""

    spots: array[int] = field(default_factory=lambda: array("Q"))
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spots.extend([0] * COLUMNS)

    def number(self, text: str | None) -> int:
        """The number of a place as it is written, a new one if it is new; 0 for none."""
        if not text:
            return 0
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.spots) // COLUMNS
            self.spots.extend(_columns(text))
        return found

    def arrays(self) -> Spots:
        """A view of what is there now: let go of it before the book grows."""
        spots: Spots = view(self.spots, "Q").reshape(-1, COLUMNS)
        return spots


def _columns(text: str) -> list[int]:
    found = find_all(text)
    bits = sum({1 << _numbers_of_regions()[place.region.code] for place in found})
    regions_of = [bits >> 64 * word & (1 << 64) - 1 for word in range(REGION_WORDS)]
    named = sorted((p for p in found if not p.is_region), key=lambda p: -p.population)
    settlements = [
        _numbers_of_places()[place.id] | round(place.rarity() * RARITY_STEPS) << 32
        for place in named[:MOST_SETTLEMENTS]
    ]
    padding = [0] * (MOST_SETTLEMENTS - len(settlements))
    shape = hash64(fold(without_kind(text))), len(settlements)
    return [*regions_of, *shape, *settlements, *padding]


def countries(spots: Spots) -> npt.NDArray[np.int8]:
    """1 for places that lie in Ukraine alone, 2 in Russia alone, 0 for all others."""
    found = np.zeros(len(spots), np.int8)
    for number, country in enumerate(("UA", "RU"), start=1):
        codes = _numbers_of_regions().items()
        bits = sum(1 << place for code, place in codes if not code.startswith(country))
        others = [np.uint64(bits >> 64 * word & (1 << 64) - 1) for word in range(REGION_WORDS)]
        told = (spots[:, :REGION_WORDS] != 0).any(axis=1)
        beyond = sum((spots[:, word] & others[word]) != 0 for word in range(REGION_WORDS))
        found[told & (beyond == 0)] = number
    return found


@cache
def _numbers_of_places() -> dict[str, int]:
    return {place.id: number for number, place in enumerate(places())}


@cache
def _numbers_of_regions() -> dict[str, int]:
    return {code: number for number, code in enumerate(sorted(regions()))}
