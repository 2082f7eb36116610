"""How likely a word is a name in the nominative: by its bearers, else by how it ends.

What one bent word may come from shares its beginning, so that the endings decide.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
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
    return bearers / _bearers() + _by_ending(form, _surname_share, sex)


@lru_cache(maxsize=1 << 14)
def given_likelihood(form: str, sex: Sex) -> float:
    """The share of given names that a word which no table has would make."""
    return _by_ending(form, _given_share, sex)


def bends_so(word: str, form: str) -> float:
    """How likely a name bends so, beside others: few stay the same in all cases.

    Грабові is rather of Граб than of Грабов.
    """
    if word == form:
        return _UNCHANGING if form[-1] in _VOWELS and not form.endswith("ко") else 1.0
    return _OF_POSSESSIVES if word.endswith("ві") and form.endswith("в") else 1.0


_Share = Callable[[str, Sex], tuple[int, float]]


def _by_ending(form: str, share_of: _Share, sex: Sex) -> float:
    size, share = share_of(form[1:][-_LONGEST:].translate(_ONE_SPELLING), sex)
    return share * _A_LETTER ** (len(form) - size) * _UNSEEN ** (_LONGEST - size)


@lru_cache(maxsize=1 << 13)
def _surname_share(last: str, sex: Sex) -> tuple[int, float]:
    return _share(last, surname_endings()[sex])


@lru_cache(maxsize=1 << 13)
def _given_share(last: str, sex: Sex) -> tuple[int, float]:
    return _share(last, given_endings()[sex])


def _share(last: str, endings: Mapping[str, int]) -> tuple[int, float]:
    """The longest ending that the table has: its letters, and the share of names that have it."""
    size = next(size for size in range(len(last), -1, -1) if endings.get(last[len(last) - size :]))
    return size, endings[last[len(last) - size :]] / endings[_TOTAL]


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
