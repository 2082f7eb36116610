"""The names and places that people of this world have, with how often they occur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from homeward.world.dice import Dice
from homeward.world.rows import rates, table

T = TypeVar("T")

# How much likelier than in the tables a stock of names is among families of each side, so that
# about one in five surnames crosses the border, as in life.
SURNAME_FACTORS = {
    "ua": {"uk": 40, "ru": 8, "east": 2},
    "ru": {"uk": 8, "ru": 40, "east": 60},
}
GIVEN_FACTORS = {
    "ua": {"slav": 20, "uk": 60, "east": 1, "caucasus": 4},
    "ru": {"slav": 20, "uk": 1, "east": 20, "caucasus": 20},
}
# Regions where people go missing and institutions are cleared.
FRONT = {
    "Kherson", "Donetsk", "Luhansk", "Zaporizhzhia", "Kharkiv", "Sumy", "Belgorod", "Kursk",
    "Bryansk",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenName:
    ru: str
    uk: str
    sex: str
    people: str


@dataclass(frozen=True, slots=True)
class Surname:
    """Its masculine form in both languages."""

    ru: str
    uk: str
    stock: str


@dataclass(frozen=True, slots=True)
class Place:
    """A town with the forms that a text needs, and its region as an adjective."""

    side: str
    uk: str
    uk_gen: str
    uk_loc: str
    ru: str
    ru_gen: str
    ru_loc: str
    en: str
    region_uk: str
    region_ru: str
    region_en: str


@dataclass(frozen=True)
class Weighted(Generic[T]):
    """Things with running sums of their weights."""

    things: Sequence[T]
    sums: Sequence[int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, int]]) -> Weighted[T]:
        kept = [(thing, weight) for thing, weight in pairs if weight > 0]
        return cls([thing for thing, _ in kept], list(accumulate(weight for _, weight in kept)))

    def pick(self, dice: Dice) -> T:
        return self.things[dice.weighted(self.sums)]


@cache
def given_names(side: str, sex: str, generation: str) -> Weighted[GivenName]:
    factors = GIVEN_FACTORS[side]
    return Weighted.of(
        (
            GivenName(row["ru"], row["uk"], sex, row["people"]),
            int(row[generation]) * factors[row["people"]],
        )
        for row in table("given_names")
        if row["sex"] == sex
    )


@cache
def surnames(side: str) -> Weighted[Surname]:
    factors = SURNAME_FACTORS[side]
    return Weighted.of(
        (Surname(row["ru"], row["uk"], row["stock"]), int(row["count"]) * factors[row["stock"]])
        for row in table("surnames")
    )


@cache
def stems() -> tuple[tuple[str, str], ...]:
    """Beginnings of surnames in both languages, for surnames that no table has."""
    endings = sorted(
        ((row["ru"], row["uk"]) for row in table("rare_endings")), key=lambda pair: -len(pair[0])
    )
    found = {}
    for row in table("surnames"):
        for ru, uk in endings:
            if row["ru"].endswith(ru) and row["uk"].endswith(uk) and len(row["ru"]) > len(ru) + 3:
                found[row["ru"][: -len(ru)]] = row["uk"][: -len(uk)]
                break
    short = {ru: uk for ru, uk in found.items() if 3 <= len(ru) <= 6}  # longer ones sound made up
    return tuple((ru, uk) for ru, uk in short.items() if ru[-1] not in "аеиоуыьйэюяё")


@cache
def rare_endings(side: str) -> Weighted[dict[str, str]]:
    stock = {"ua": "uk", "ru": "ru"}[side]
    return Weighted.of((row, 4 if row["stock"] == stock else 1) for row in table("rare_endings"))


def surname(dice: Dice, side: str) -> Surname:
    """A surname as common as it should be; every fourth or so is in no table."""
    if not dice.chance(rates()["rare_surname"]):
        return surnames(side).pick(dice)
    ru, uk = dice.pick(stems())
    ending = rare_endings(side).pick(dice)
    return Surname(ru + ending["ru"], uk + ending["uk"], ending["stock"])


@cache
def places(side: str) -> Weighted[Place]:
    """Towns of one side, by the root of their size: small towns lose people too."""
    return Weighted.of(
        (
            Place(**{name: row[name] for name in Place.__slots__}),
            int(1000 * float(row["people"]) ** 0.5),
        )
        for row in table("places")
        if row["side"] == side
    )


@cache
def front(side: str) -> Weighted[Place]:
    """Towns near the fighting."""
    near = places(side)
    weights = [end - start for start, end in zip((0, *near.sums), near.sums, strict=False)]
    return Weighted.of(
        pair for pair in zip(near.things, weights, strict=True) if pair[0].region_en in FRONT
    )
