"""Settlements and regions of Ukraine and Russia, under their old and new names, in any case."""

from homeward.places.compare import PlaceComparison, PlaceLevel, compare
from homeward.places.find import find, find_all
from homeward.places.gazetteer import Place, Region, places, regions

__all__ = [
    "Place",
    "PlaceComparison",
    "PlaceLevel",
    "Region",
    "compare",
    "find",
    "find_all",
    "places",
    "regions",
]
