"""How records by the million are spelt: columns of texts from columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.world.crowd import (
    LANGUAGES,
    LATIN,
    RU,
    UK,
    Crowd,
    Numbers,
    Throws,
    Words,
    all_given_names,
    by_language_and_sex,
    given_forms,
    patronymic_forms,
    place_forms,
    surname_forms,
)
from homeward.world.dice import Dice
from homeward.world.guise import short_forms
from homeward.world.latin import SCHEME_WEIGHTS, SCHEMES, english_forms, romanise
from homeward.world.rows import rates
from homeward.world.slips import typo

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Spelling:
    """Names of many records as they are written, and in which letters."""

    family_name: Words
    given_name: Words
    patronymic: Words
    language: Numbers  # as written: uk, ru or Latin
    base: Numbers  # uk or ru: what the Latin letters spell


def register_language(people: Crowd, throw: Throws) -> Numbers:
    """Shares of uk, ru and Latin as in rates.csv, each side mostly in its own."""
    rate = rates()
    latin = 1 - rate["language_uk"] - rate["language_ru"]
    own = min(1 - latin, 2 * rate["language_uk"] - 0.14)
    share = throw.shares("language")
    ukrainian = np.where(people.side == RU, 2 * rate["language_uk"] - own, own)
    return np.where(share < ukrainian, UK, np.where(share < 1 - latin, RU, LATIN))


def spell(people: Crowd, language: Numbers, throw: Throws) -> Spelling:
    """Everybody's full name, in the language of each record."""
    own = np.where(people.side == RU, RU, np.where(throw.chance("base", 0.75), UK, RU))
    base = np.where(language == LATIN, own, language)
    return Spelling(
        family_name=by_language_and_sex(surname_forms, people.surname, base, people.sex),
        given_name=np.where(
            base == UK, given_forms("uk")[people.given], given_forms("ru")[people.given]
        ),
        patronymic=by_language_and_sex(patronymic_forms, people.father, base, people.sex),
        language=language,
        base=base,
    )


def romanise_records(spelling: Spelling, people: Crowd, throw: Throws) -> None:
    """Put the records that are in Latin letters into one scheme each."""
    share = throw.below("scheme", 100)
    english = throw.chance("english", rates()["english_name"])
    names = all_given_names()
    for at in np.flatnonzero(spelling.language == LATIN):
        base = "uk" if spelling.base[at] == UK else "ru"
        sums = SCHEME_WEIGHTS[base]
        scheme = SCHEMES[base][next(n for n, top in enumerate(sums) if share[at] < top)]
        spelling.family_name[at] = romanise(spelling.family_name[at], base, scheme)
        spelling.patronymic[at] = romanise(spelling.patronymic[at], base, scheme)
        forms = english_forms(names[people.given[at]].ru) if english[at] else ()
        given = romanise(spelling.given_name[at], base, scheme)
        spelling.given_name[at] = forms[0] if forms else given


def shorten(spelling: Spelling, people: Crowd, chosen: Mask, throw: Throws) -> Mask:
    """Short forms instead of given names; returns where there was one to use."""
    thrown = throw.bits("short")
    done = np.zeros(len(chosen), bool)
    names = all_given_names()
    for at in np.flatnonzero(chosen):
        base = "uk" if spelling.base[at] == UK else "ru"
        forms = short_forms(names[people.given[at]].ru, base)
        if forms:
            spelling.given_name[at] = forms[int(thrown[at]) % len(forms)]
            done[at] = True
    return done


def misspell(spelling: Spelling, chosen: Mask, throw: Throws) -> None:
    """One slip in one part of each chosen name."""
    part, key = throw.below("slip part", 100), throw.bits("slip")
    columns = (spelling.family_name, spelling.given_name, spelling.patronymic)
    for at in np.flatnonzero(chosen):
        words = columns[0 if part[at] < 50 else 1 if part[at] < 75 else 2]
        if not words[at]:
            words = columns[0]
        language = ("uk", "ru", "en")[spelling.language[at]]
        words[at] = typo(words[at], language, Dice(int(key[at])))


def birth_texts(born: NDArray[np.datetime64]) -> Words:
    return np.datetime_as_string(born, unit="D").astype(object)


def spoil_births(born: NDArray[np.datetime64], throw: Throws, *, spared: Mask) -> Words:
    """Birth dates as a register has them: some none, some wrong, some only the year."""
    rate = rates()
    share, wrong = throw.shares("birth"), throw.shares("wrong birth")
    bad = ~spared & (share >= rate["no_birth_date"])
    bad &= share < rate["no_birth_date"] + rate["bad_birth_date"]
    partial = bad & (wrong < rate["bad_birth_date_partial"])
    swap = bad & ~partial & (throw.shares("swap") < rate["bad_birth_date_swapped"])
    near = np.array((1, -1, 3, 10, 30, -30, 365, -365, 731, -731, 1461))
    shift = near[throw.below("shift", len(near))].astype("timedelta64[D]")
    moved = born.copy()
    moved[bad & ~partial] += shift[bad & ~partial]
    texts = birth_texts(moved)
    original = birth_texts(born)
    for at in np.flatnonzero(swap):
        year, month, day = original[at].split("-")
        if int(day) <= 12 and day != month:
            texts[at] = f"{year}-{day}-{month}"
    for at in np.flatnonzero(partial):
        texts[at] = original[at][:4]
    texts[~spared & (share < rate["no_birth_date"])] = None
    return texts


def place_texts(place: Numbers, language: Numbers) -> Words:
    found = np.empty(len(place), object)
    for at, name in enumerate(LANGUAGES):
        found[language == at] = place_forms(name)[place[language == at]]
    return found
