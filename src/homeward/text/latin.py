"""Ukrainian and Russian names in Latin letters, in the systems that documents use.

Passports of 1997 to today, KMU 2010, BGN, scientific, German, French, Polish, and what people
write by themselves. The letters of each system lie in `data/romanization.csv`.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from homeward.text.letters import APOSTROPHES, Script, script_of

# Letters one by one: "зг" is written otherwise than "з" and "г".
_PLAIN = re.compile("(?:[а-вд-яёіїєґ]|(?<!з)г)+")


@cache
def systems(language: str) -> tuple[str, ...]:
    """Names of the systems for "uk" or "ru"."""
    return tuple(dict.fromkeys(system for system, of, _ in _letters() if of == language))


@cache
def _letters() -> dict[tuple[str, str, str], tuple[str, str]]:
    text = files("homeward.data").joinpath("romanization.csv").read_text(encoding="utf-8")
    return {
        (row["system"], row["language"], row["letter"]): (row["at_start"], row["elsewhere"])
        for row in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=1 << 16)
def romanize(name: str, language: str, system: str) -> str:
    """A name in Latin letters; what is no letter of the language stays as it is."""
    if _PLAIN.fullmatch(name):
        first, others = _by_letter(language, system)
        return name[0].translate(first) + name[1:].translate(others)
    letters = _letters()
    written = []
    start = True
    for position, letter in enumerate(name):
        low = "'" if letter in APOSTROPHES else letter.lower()
        known = letters.get((system, language, low))
        latin = known[0 if start else 1] if known else letter
        if low == "г" and not start and name[position - 1].lower() == "з" and latin == "h":
            latin = "gh"
        written.append(latin.capitalize() if letter.isupper() else latin)
        start = not letter.isalpha() and low != "'"
    return "".join(written)


@cache
def _by_letter(language: str, system: str) -> tuple[dict[int, str], dict[int, str]]:
    """Tables for the first letter of a word and for the others."""
    mine = {key[2]: to for key, to in _letters().items() if key[:2] == (system, language)}
    first = {ord(letter): at_start for letter, (at_start, _) in mine.items()}
    return first, {ord(letter): elsewhere for letter, (_, elsewhere) in mine.items()}


def spellings(name: str, language: str) -> tuple[str, ...]:
    """All Latin spellings of a name, each once, the official one of today first."""
    if script_of(name) is not Script.CYRILLIC:
        return (name,)
    return tuple(dict.fromkeys(romanize(name, language, one) for one in systems(language)))
