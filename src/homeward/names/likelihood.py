"""How likely a word is a name in the nominative: by its bearers, else by how it ends.

What one bent word may come from shares its beginning, so that the endings decide.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from homeward.names.family import family_key, is_feminine
from homeward.names.frequency import surname_counts
from homeward.names.given import graph
from homeward.records import Sex
from homeward.text import fold_word

_LONGEST = 4  # letters of the endings in the tables
_A_LETTER = 1 / 12  # how likely a letter is before the ending
_UNSEEN = 0.3  # an ending that the table lacks, beside the shorter one that it has
_ONE_SPELLING = str.maketrans("іїєёэґ", "ииееег")  # endings of both languages in one table
_TOTAL = ""  # the ending of every name
_LIKE_AN_ADJECTIVE = "иіїы"  # the key of Кривошиї is that of Кривоший
_VOWELS = frozenset("аеёиоуыэюяіїє")
_UNCHANGING = 0.1
_OF_POSSESSIVES = 0.12


@lru_cache(maxsize=1 << 16)
def surname_likelihood(form: str, sex: Sex) -> float:
    """The share of surnames that are spelled so."""
    shared = is_feminine(form) if sex is Sex.FEMALE else form.endswith("ой")
    key = family_key(form) if shared else fold_word(form)
    bearers = 0 if form[-1] in _LIKE_AN_ADJECTIVE else surname_counts().get(key, 0)
    return bearers / _bearers() + _by_ending(form, surname_endings()[sex])


@lru_cache(maxsize=1 << 14)
def given_likelihood(form: str, sex: Sex) -> float:
    """The share of given names that a word which no table has would make."""
    return _by_ending(form, given_endings()[sex])


def bends_so(word: str, form: str) -> float:
    """How likely a name bends so, beside others: few stay the same in all cases.

    Грабові is rather of Граб than of Грабов.
    """
    if word == form:
        return _UNCHANGING if form[-1] in _VOWELS and not form.endswith("ко") else 1.0
    return _OF_POSSESSIVES if word.endswith("ві") and form.endswith("в") else 1.0


def _by_ending(form: str, endings: Mapping[str, int]) -> float:
    form = form.translate(_ONE_SPELLING)
    for size in range(min(_LONGEST, len(form) - 1), -1, -1):
        count = endings.get(form[len(form) - size :], 0)
        if count:
            before = _A_LETTER ** (len(form) - size)
            return count / endings[_TOTAL] * before * _UNSEEN ** (_LONGEST - size)
    raise AssertionError(form)  # the ending of no letters is that of every name


@cache
def _bearers() -> int:
    return sum(surname_counts().values())


@cache
def surname_endings() -> Mapping[Sex, Mapping[str, int]]:
    """Surnames of men and of women by ending, from `data/surname_endings.csv`."""
    text = files("homeward.data").joinpath("surname_endings.csv").read_text(encoding="utf-8")
    men, women = {}, {}
    for ending, of_men, of_women in list(csv.reader(text.splitlines()))[1:]:
        men[ending], women[ending] = int(of_men), int(of_women)
    return {Sex.MALE: men, Sex.FEMALE: women}


@cache
def given_endings() -> Mapping[Sex, Mapping[str, int]]:
    counts: dict[Sex, dict[str, int]] = {sex: {} for sex in Sex}
    for form, edges in graph().by_form.items():
        if form.isascii():
            continue
        name = form.translate(_ONE_SPELLING)
        endings = [name[len(name) - size :] for size in range(min(_LONGEST, len(name) - 1) + 1)]
        for sex in {edge.sex for edge in edges}:
            for ending in endings:
                counts[sex][ending] = counts[sex].get(ending, 0) + 1
    return counts
