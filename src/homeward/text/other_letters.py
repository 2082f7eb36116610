"""Letters beyond Latin and Cyrillic: alphabets and syllables in Latin letters, and abjads.

Georgian, Armenian and Greek letters are replaced by the table `data/other_letters.csv`; syllables
of Korean, Japanese and Amharic by what Unicode calls them. Arabic and Hebrew write few vowels, so
that a word of theirs is compared by its consonants (`may_be_read_so`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_SYLLABLE = re.compile(
    r"(?:HANGUL SYLLABLE|KATAKANA LETTER|HIRAGANA LETTER|ETHIOPIC SYLLABLE)(?: SMALL)? ([A-Z]+)"
)
_LONGEST = 2  # letters of a group
_FIRST_ABJAD, _LAST_ABJAD = "\u0590", "\u06ff"
_VOWELS = str.maketrans("", "", "aeiou")
_FEWEST_SOUNDS = 2


@cache
def _table() -> dict[str, dict[str, str]]:
    """What letters stand for: those of alphabets in Latin letters, those of abjads as sounds."""
    found: dict[str, dict[str, str]] = {"alphabet": {}, "abjad": {}}
    text = files("homeward.data").joinpath("other_letters.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        kind = "abjad" if row["script"] == "abjad" else "alphabet"
        found[kind][row["letters"]] = row["latin"]
    return found


def in_latin(text: str, offsets: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The text with such letters in Latin ones, each with the place its letter came from."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        size, latin = _group(text, at)
        letters.append(latin)
        places += [offsets[at]] * len(latin)
        at += size
    return "".join(letters), tuple(places)


def _group(text: str, at: int) -> tuple[int, str]:
    known = _table()["alphabet"]
    for size in range(_LONGEST, 0, -1):
        group = text[at : at + size]
        if latin := known.get(group.lower()):
            return size, latin.capitalize() if group[0].isupper() else latin
    return 1, _syllable(text[at])


@lru_cache(maxsize=1 << 12)
def _syllable(letter: str) -> str:
    """One sign of a script whose signs Unicode names by their sound, else the sign itself."""
    found = _SYLLABLE.match(unicodedata.name(letter, "")) if letter > "\u1100" else None
    return found[1].lower() if found else letter


def is_abjad(word: str) -> bool:
    """Whether a word is written without most of its vowels."""
    return _FIRST_ABJAD <= word[:1] <= _LAST_ABJAD


@lru_cache(maxsize=1 << 14)
def abjad_key(abjad: str) -> str:
    """The likeliest sounds of an Arabic or Hebrew word: a key near that of the name in full."""
    return "".join(_likeliest(letter) for letter in abjad)


@cache
def _likeliest(letter: str) -> str:
    known = _table()["abjad"].get(letter)
    if known is None:
        return ""
    sounds = [sound for sound in known.split("|") if sound]
    if "i" in sounds:
        return "i"
    return sounds[0] if sounds else "a"


@lru_cache(maxsize=1 << 14)
def may_be_read_so(abjad: str, key: str) -> bool:
    """Whether a word in Arabic or Hebrew letters may be one whose folded key is this.

    At least two sounds must agree: a name of one consonant is too many names.
    """
    sounds = _once(key.translate(_VOWELS))
    return len(sounds) >= _FEWEST_SOUNDS and bool(_readings(abjad).fullmatch(sounds))


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


@lru_cache(maxsize=1 << 12)
def _readings(abjad: str) -> re.Pattern[str]:
    known = _table()["abjad"]
    return re.compile("".join(f"(?:{known[c].translate(_VOWELS)})" for c in abjad if c in known))
