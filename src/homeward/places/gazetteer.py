"""The table of settlements and regions (data/places.csv, data/regions.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

LANGUAGES = ("uk", "ru", "en")
CITY_REGIONS = frozenset({"UA.12", "UA.20", "RU.48", "RU.66"})  # a city that is a region of its own
UNKNOWN_PEOPLE = 1000  # taken for a place of which no population is known


@dataclass(frozen=True, slots=True)
class Region:
    """An oblast, republic, krai, or a city of that rank; codes as in GeoNames (UA.14)."""

    code: str
    uk: str
    ru: str
    en: str
    others: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement, or a region as a whole (then `population` is that of the region).

    `others` are former names and other spellings, in Cyrillic letters.
    """

    id: str
    region: Region
    population: int
    uk: str
    ru: str
    en: str
    others: tuple[str, ...] = ()
    is_region: bool = False

    @property
    def name(self) -> str:
        """The present name, in the language of its country."""
        return self.uk if self.region.country == "UA" else self.ru

    def names(self) -> tuple[str, ...]:
        """Every name and spelling, the present ones first."""
        return tuple(dict.fromkeys((self.uk, self.ru, self.en, *self.others)))

    def rarity(self) -> float:
        """Bits that sharing this place says: log2 of one over its share of both countries."""
        return log2(_all_people() / max(self.population, UNKNOWN_PEOPLE))


@cache
def regions() -> dict[str, Region]:
    """All regions by code."""
    return {
        row["code"]: Region(row["code"], row["uk"], row["ru"], row["en"], _listed(row["others"]))
        for row in _read("regions.csv")
    }


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def places() -> tuple[Place, ...]:
    """All settlements, then all regions that are more than one city."""
    settlements = [_settlement(row) for row in _read("places.csv")]
    people: dict[str, int] = {}
    for place in settlements:
        people[place.region.code] = people.get(place.region.code, 0) + place.population
    whole = [r for r in regions().values() if r.code not in CITY_REGIONS]
    return (*settlements, *(_whole(region, people.get(region.code, 0)) for region in whole))


def _settlement(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        region=regions()[row["region"]],
        population=int(row["population"]),
        uk=row["uk"] or row["ru"] or row["en"],
        ru=row["ru"] or row["uk"] or row["en"],
        en=row["en"],
        others=_listed(row["others"]),
    )


def _whole(region: Region, people: int) -> Place:
    return Place(
        id=region.code,
        region=region,
        population=people,
        uk=region.uk,
        ru=region.ru,
        en=region.en,
        others=region.others,
        is_region=True,
    )


@cache
def _all_people() -> int:
    return sum(place.population for place in places() if not place.is_region)


def _read(table: str) -> Iterator[dict[str, str]]:
    with files("homeward.data").joinpath(table).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
