"""People by the million: the same world as columns of numbers.

A person is a row number; everything true of them is counted from it, so any stretch of rows can be
made at any time. Texts are looked up in arrays of forms that are made once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from homeward.world.dice import column, key_of, numbers_below, shares
from homeward.world.inflect import given_form, patronymic, surname_form
from homeward.world.rows import rates, table
from homeward.world.vocabulary import (
    GivenName,
    Place,
    Surname,
    given_names,
    places,
    rare_endings,
    stems,
    surnames,
)

Numbers = NDArray[np.int64]
Rows = NDArray[np.uint64]
Words = NDArray[np.object_]
SIDES, SEXES, LANGUAGES = ("ua", "ru"), ("m", "f"), ("uk", "ru", "en")
UK, RU, LATIN = range(3)
MALES = 0.6
CHILDREN = 0.15
TODAY = np.datetime64("2024-12-01")


@dataclass(frozen=True, slots=True)
class Crowd:
    """What is true of many people, one array entry each."""

    rows: Rows
    side: Numbers  # 0 ua, 1 ru
    sex: Numbers  # 0 m, 1 f
    surname: Numbers  # a place in `all_surnames`
    given: Numbers  # a place in `all_given_names`
    father: Numbers
    born: NDArray[np.datetime64]
    place: Numbers  # a place in `all_places`


class Throws:
    """Independent columns of chance for the same rows, each by its name."""

    def __init__(self, seed: int, stream: str, rows: Rows) -> None:
        self._key, self._rows = (seed, stream), rows

    def bits(self, what: str) -> Rows:
        return column(key_of(*self._key, what), self._rows)

    def shares(self, what: str) -> NDArray[np.float64]:
        return shares(self.bits(what))

    def chance(self, what: str, share: float) -> NDArray[np.bool_]:
        return self.shares(what) < share

    def below(self, what: str, limit: int) -> Numbers:
        return numbers_below(self.bits(what), limit)


@cache
def all_given_names() -> tuple[GivenName, ...]:
    return tuple(
        GivenName(row["ru"], row["uk"], row["sex"], row["people"]) for row in table("given_names")
    )


@cache
def all_places() -> tuple[Place, ...]:
    return tuple(place for side in SIDES for place in places(side).things)


@cache
def all_surnames() -> tuple[Surname, ...]:
    """The surnames of the table, then every stem with every rare ending."""
    endings = rare_endings("ua").things
    common = tuple(Surname(row["ru"], row["uk"], row["stock"]) for row in table("surnames"))
    rare = tuple(
        Surname(ru + end["ru"], uk + end["uk"], end["stock"])
        for ru, uk in stems()
        for end in endings
    )
    return common + rare


def weighted_places(sums: NDArray[np.int64], thrown: Rows) -> Numbers:
    """A position for each throw, by running sums of whole weights (below 2^31)."""
    numbers = numbers_below(thrown, int(sums[-1]))
    return np.searchsorted(sums, numbers, side="right").astype(np.int64)


@cache
def _given_choice(side: str, sex: str, generation: str) -> tuple[NDArray[np.int64], Numbers]:
    """Running sums of weights, and which of all given names each stands for."""
    choice = given_names(side, sex, generation)
    where = {given: at for at, given in enumerate(all_given_names())}
    return np.array(choice.sums), np.array([where[given] for given in choice.things])


def crowd(seed: int, rows: Rows) -> Crowd:
    """The people of these rows."""
    throw = Throws(seed, "crowd", rows)
    side = throw.below("side", 2)
    sex = (throw.shares("sex") >= MALES).astype(np.int64)
    child = throw.chance("child", CHILDREN)
    years = 18 + np.minimum(throw.below("age", 45), throw.below("other age", 60))
    years[child] = throw.below("child age", 17)[child] + 1
    days = years * 365 + years // 4 + throw.below("birthday", 365)
    return Crowd(
        rows=rows,
        side=side,
        sex=sex,
        surname=surname_column(throw, side),
        given=given_column(throw.bits("given"), side, sex, child),
        father=father_column(throw.bits("father"), side),
        born=TODAY - days.astype("timedelta64[D]"),
        place=place_column(throw.bits("place"), side),
    )


def given_column(thrown: Rows, side: Numbers, sex: Numbers, child: NDArray[np.bool_]) -> Numbers:
    found = np.zeros(len(thrown), np.int64)
    for generation, these in (("adults", ~child), ("children", child)):
        for side_at, side_name in enumerate(SIDES):
            for sex_at, sex_name in enumerate(SEXES):
                sums, which = _given_choice(side_name, sex_name, generation)
                mask = these & (side == side_at) & (sex == sex_at)
                found[mask] = which[weighted_places(sums, thrown[mask])]
    return found


def father_column(thrown: Rows, side: Numbers) -> Numbers:
    found = np.zeros(len(thrown), np.int64)
    for at, name in enumerate(SIDES):
        sums, which = _given_choice(name, "m", "parents")
        found[side == at] = which[weighted_places(sums, thrown[side == at])]
    return found


def place_column(thrown: Rows, side: Numbers) -> Numbers:
    found = np.zeros(len(thrown), np.int64)
    first = len(places("ua").things)
    for at, name in enumerate(SIDES):
        sums = np.array(places(name).sums)
        found[side == at] = weighted_places(sums, thrown[side == at]) + at * first
    return found


def surname_column(throw: Throws, side: Numbers, what: str = "surname") -> Numbers:
    """Places in `all_surnames`: by count from the table, or a rare one."""
    rare = throw.chance(f"rare {what}", rates()["rare_surname"])
    thrown = throw.bits(what)
    found = np.zeros(len(thrown), np.int64)
    common, endings = len(table("surnames")), len(rare_endings("ua").things)
    for at, name in enumerate(SIDES):
        mask = ~rare & (side == at)
        found[mask] = weighted_places(np.array(surnames(name).sums), thrown[mask])
        mask = rare & (side == at)
        stem = throw.below(f"stem of {what}", len(stems()))[mask]
        ending = weighted_places(np.array(rare_endings(name).sums), thrown[mask])
        found[mask] = common + stem * endings + ending
    return found


@cache
def surname_forms(language: str, sex: str) -> Words:
    return np.array([surname_form(one, language, sex) for one in all_surnames()], object)


@cache
def given_forms(language: str) -> Words:
    return np.array([given_form(one, language) for one in all_given_names()], object)


@cache
def patronymic_forms(language: str, sex: str) -> Words:
    """Entries of women's names are empty: no patronymic comes from them."""
    forms = [patronymic(one, language, sex) if one.sex == "m" else "" for one in all_given_names()]
    return np.array(forms, object)


@cache
def place_forms(language: str) -> Words:
    return np.array([getattr(place, language) for place in all_places()], object)


def by_language_and_sex(forms: object, which: Numbers, base: Numbers, sex: Numbers) -> Words:
    """Look words up; `forms(language, sex)` gives the array for one language and sex."""
    found = np.empty(len(which), object)
    for language_at, language in enumerate(("uk", "ru")):
        for sex_at, sex_name in enumerate(SEXES):
            mask = (base == language_at) & (sex == sex_at)
            found[mask] = forms(language, sex_name)[which[mask]]  # type: ignore[operator]
    return found
