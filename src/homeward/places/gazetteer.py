"""The table of settlements and regions (data/places.csv, data/regions.csv)."""

from __future__ import annotations

import csv
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
        code: Region(code, uk, ru, en, _listed(others))
        for code, uk, ru, en, others in _rows("regions.csv")
    }


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def places() -> tuple[Place, ...]:
    """All settlements, then all regions that are more than one city."""
    return (*map(place, _settlements()), *whole_regions())


def whole_regions() -> tuple[Place, ...]:
    """All regions that are more than one city."""
    return tuple(place(code) for code in regions() if code not in CITY_REGIONS)


@cache
def place(id_: str) -> Place:
    """The settlement or region of an id: made when it is asked for, as texts name few."""
    row = _settlements().get(id_)
    return _settlement(*row) if row else _whole(regions()[id_])


_Row = tuple[str, str, str, str, str, str, str]  # as in the table


@cache
def _settlements() -> dict[str, _Row]:
    return {row[0]: row for row in map(_row, _rows("places.csv"))}


def _row(cells: list[str]) -> _Row:
    id_, region, population, en, uk, ru, others = cells
    return id_, region, population, en, uk, ru, others


def _settlement(  # noqa: PLR0917  the columns of the table
    id_: str, region: str, population: str, en: str, uk: str, ru: str, others: str
) -> Place:
    return Place(
        id=id_,
        region=regions()[region],
        population=int(population),
        uk=uk or ru or en,
        ru=ru or uk or en,
        en=en,
        others=_listed(others),
    )


def _whole(region: Region) -> Place:
    return Place(
        id=region.code,
        region=region,
        population=_people().get(region.code, 0),
        uk=region.uk,
        ru=region.ru,
        en=region.en,
        others=region.others,
        is_region=True,
    )


@cache
def _people() -> dict[str, int]:
    """Of the settlements of each region."""
    people: dict[str, int] = {}
    for _, region, population, *_ in _settlements().values():
        people[region] = people.get(region, 0) + int(population)
    return people


@cache
def _all_people() -> int:
    return sum(_people().values())


def _rows(table: str) -> list[list[str]]:
    """The lines of a table without its heading."""
    text = files("homeward.data").joinpath(table).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()[1:]))
