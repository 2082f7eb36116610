"""Words that are no names: a Russian dictionary, and a table of Ukrainian and English ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import pymorphy3

_CYRILLIC = re.compile(r"[а-яёіїєґ'-]+")
_OF_NAMES = ("Name", "Surn", "Patr")
_OF_PLACES = ("Geox", "Orgn")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Of a word in the Russian dictionary: `name` holds N, S, P if it may be a part of a name."""

    speech: str
    common: bool
    name: str
    place: bool
    case: str


@cache
def _russian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _listed() -> frozenset[str]:
    source = files("homeward.data") / "reading" / "common_words.txt"
    return frozenset(source.read_text(encoding="utf-8").split())


@lru_cache(maxsize=1 << 16)
def is_common(low: str) -> bool:
    """Whether people write this word without meaning a person (it may be a name as well)."""
    return low in _listed() or grammar_of(low).common


@lru_cache(maxsize=1 << 16)
def grammar_of(low: str) -> Grammar:
    """What the Russian dictionary knows of a word."""
    if not _CYRILLIC.fullmatch(low):  # the dictionary fails on letters that Unicode does not name
        return Grammar("none", common=False, name="", place=False, case="none")
    readings = [reading for reading in _russian().parse(low) if reading.is_known]
    tags = [reading.tag for reading in readings]
    plain = [tag for tag in tags if not any(name in tag for name in _OF_NAMES + _OF_PLACES)]
    return Grammar(
        speech=str(tags[0].POS) if tags else "none",
        common=bool(plain) and "Abbr" not in plain[0],
        name="".join(name[0] for name in _OF_NAMES if any(name in tag for tag in tags)),
        place=any("Geox" in tag for tag in tags),
        case=str(tags[0].case) if tags else "none",
    )
