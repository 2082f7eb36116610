"""The distinct places of many records, as arrays that the kernel compares."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.vocabulary import hash64, view
from homeward.places import find_all, places, regions
from homeward.places.find import without_kind
from homeward.text import fold

REGION_WORDS = 3  # regions are bits of this many 64-bit numbers


class Spots(NamedTuple):
    """Places by number; 0 is no place. Settlements of a text lie from start to start."""

    starts: npt.NDArray[np.int32]  # (texts + 1)
    settlements: npt.NDArray[np.int32]
    rarity: npt.NDArray[np.float32]  # of each settlement
    regions: npt.NDArray[np.uint64]  # (texts, REGION_WORDS)
    hashes: npt.NDArray[np.uint64]  # of the folded text


_TYPES = {"starts": "i", "settlements": "i", "rarity": "f", "regions": "Q", "hashes": "Q"}


@dataclass(slots=True)
class PlaceBook:
    """Places by number, growing."""

    columns: dict[str, array[Any]] = field(
        default_factory=lambda: {name: array(code) for name, code in _TYPES.items()}
    )
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns["starts"].append(0)
        self._add("")

    def number(self, text: str | None) -> int:
        """The number of a place as it is written, a new one if it is new; 0 for none."""
        if not text:
            return 0
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = self._add(text)
        return found

    def _add(self, text: str) -> int:
        put = self.columns
        found = find_all(text) if text else frozenset()
        for place in sorted(found, key=lambda place: place.id):
            if not place.is_region:
                put["settlements"].append(_numbers_of_places()[place.id])
                put["rarity"].append(place.rarity())
        put["starts"].append(len(put["settlements"]))
        bits = sum({1 << _numbers_of_regions()[place.region.code] for place in found})
        put["regions"].extend(bits >> 64 * word & (1 << 64) - 1 for word in range(REGION_WORDS))
        put["hashes"].append(hash64(fold(without_kind(text))))
        return len(put["hashes"]) - 1

    def arrays(self) -> Spots:
        """Views of what is there now: let go of them before the book grows."""
        views = {name: view(self.columns[name], code) for name, code in _TYPES.items()}
        views["regions"] = views["regions"].reshape(-1, REGION_WORDS)
        return Spots(**views)


@cache
def _numbers_of_places() -> dict[str, int]:
    return {place.id: number for number, place in enumerate(places())}


@cache
def _numbers_of_regions() -> dict[str, int]:
    return {code: number for number, code in enumerate(sorted(regions()))}
