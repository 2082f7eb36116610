"""Words that are no names: a Russian dictionary, and a table of Ukrainian and English ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3
from pymorphy3.units import DictionaryAnalyzer

from homeward.extract.phrases import words

_CYRILLIC = re.compile(r"[а-яёіїєґ'-]+")
_OF_NAMES = ("Name", "Surn", "Patr")
_OF_PLACES = ("Geox", "Orgn")
_CASES = frozenset(
    "nomn gent datv accs ablt loct voct gen1 gen2 acc2 loc1 loc2".split()  # noqa: SIM905  a table
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Of a word in the Russian dictionary: `name` holds N, S, P if it may be a part of a name."""

    speech: str
    common: bool
    name: str
    place: bool
    case: str


_UNKNOWN = Grammar("none", common=False, name="", place=False, case="none")


@cache
def russian() -> pymorphy3.MorphAnalyzer:
    """The dictionary alone: guesses at words that it does not know are slow, and not wanted."""
    return pymorphy3.MorphAnalyzer(lang="ru", units=[DictionaryAnalyzer()])


def no_names() -> frozenset[str]:
    """Words with a capital that alone name no person: holidays, countries, rivers, banks."""
    return words("no_names")


def named_after() -> frozenset[str]:
    """Words for things that bear the name of a person who is not meant: a theatre, an order."""
    return words("named_after")


@lru_cache(maxsize=1 << 14)
def is_common(low: str) -> bool:
    """Whether people write this word without meaning a person (it may be a name as well)."""
    return low in words("common_words") or grammar_of(low).common


@lru_cache(maxsize=1 << 14)
def grammar_of(low: str) -> Grammar:
    """What the Russian dictionary knows of a word."""
    if not _CYRILLIC.fullmatch(low):  # the dictionary fails on letters that Unicode does not name
        return _UNKNOWN
    return _grammar(tuple(map(str, russian().tag(low))))


@lru_cache(maxsize=1 << 12)  # words that bend alike share it
def _grammar(tags: tuple[str, ...]) -> Grammar:
    if not tags:
        return _UNKNOWN
    kinds = [_kind(tag) for tag in tags]
    plain = [kind for kind in kinds if not kind.of_name and not kind.place]
    return Grammar(
        speech=kinds[0].speech,
        common=bool(plain) and not plain[0].abbreviation,
        name="".join(name[0] for name in _OF_NAMES if any(name in kind.of_name for kind in kinds)),
        place=any(kind.town for kind in kinds),
        case=kinds[0].case,
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    speech: str
    case: str
    of_name: tuple[str, ...]
    place: bool  # or an organisation
    town: bool
    abbreviation: bool


@lru_cache(maxsize=1 << 12)
def _kind(tag: str) -> _Kind:
    marks = tag.replace(" ", ",").split(",")
    return _Kind(
        speech=marks[0],
        case=next((mark for mark in marks if mark in _CASES), "None"),
        of_name=tuple(name for name in _OF_NAMES if name in marks),
        place=any(name in marks for name in _OF_PLACES),
        town="Geox" in marks,
        abbreviation="Abbr" in marks,
    )
