"""How far two texts name one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from homeward.places.find import find_all, without_kind
from homeward.places.gazetteer import Place
from homeward.text import fold

ALIKE = 0.9  # Jaro-Winkler of two names that no table knows


class PlaceLevel(StrEnum):
    SAME = "same"  # one settlement
    OTHER_NAME = "other_name"  # one settlement under its old or another name
    ALIKE = "alike"  # spelled alike; at least one is not in the table
    REGION = "region"  # one region
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # at least one is not in the table, and they are not spelled alike


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """`place` is the one both name, or whose region both share; `rarity` is in bits.

    Both are `None` for a place that is not in the table.
    """

    level: PlaceLevel
    place: Place | None = None
    rarity: float | None = None


@lru_cache(maxsize=1 << 16)
def compare(ours: str, theirs: str) -> PlaceComparison:
    """Compare two places as they are written. Symmetric."""
    one, other = find_all(ours), find_all(theirs)
    settlements = frozenset(p for p in one & other if not p.is_region)
    if settlements:
        return _one_settlement(ours, theirs, settlements)
    if not (one and other):
        return PlaceComparison(_spelled(ours, theirs))
    return _one_region(one, other)


def _one_settlement(ours: str, theirs: str, shared: frozenset[Place]) -> PlaceComparison:
    place = max(shared, key=lambda p: (p.population, p.id))
    one_name = any(_name_in(ours, p) == _name_in(theirs, p) for p in shared)
    level = PlaceLevel.SAME if one_name else PlaceLevel.OTHER_NAME
    return PlaceComparison(level, place, place.rarity())


def _name_in(text: str, place: Place) -> str:
    """Which of its names a text uses; spellings of one name in two languages are one."""
    sound = fold(without_kind(text))
    best = max(place.names(), key=lambda name: JaroWinkler.similarity(sound, fold(name)))
    present = (place.uk, place.ru, place.en)
    return place.uk if best in present or _alike(best, place.uk) else best


def _one_region(one: frozenset[Place], other: frozenset[Place]) -> PlaceComparison:
    ours, theirs = ({place.region for place in places} for places in (one, other))
    if not ours & theirs:
        return PlaceComparison(PlaceLevel.DIFFERENT)
    if min(len(ours), len(theirs)) > 1:  # two common village names share a region by chance
        return PlaceComparison(PlaceLevel.DIFFERENT)
    shared = [p for p in one | other if p.region in ours & theirs]
    return PlaceComparison(PlaceLevel.REGION, max(shared, key=lambda p: (p.population, p.id)))


def _spelled(ours: str, theirs: str) -> PlaceLevel:
    """For places that no table knows, the spelling is all there is."""
    if fold(without_kind(ours)) == fold(without_kind(theirs)) != "":
        return PlaceLevel.SAME
    return PlaceLevel.ALIKE if _alike(ours, theirs) else PlaceLevel.UNKNOWN


def _alike(ours: str, theirs: str) -> bool:
    one, other = fold(without_kind(ours)), fold(without_kind(theirs))
    return JaroWinkler.similarity(one, other) >= ALIKE
