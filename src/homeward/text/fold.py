"""One phonetic alphabet for names in Ukrainian, Russian, Belarusian and Latin letters.

The alphabet has one letter a sound, so that one slip is one edit:
a b v g(г ґ х) d e(е є э ё йо) ž z i(и і ї ы й) k l m n o p r s t u f ʦ č š
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from homeward.text.letters import APOSTROPHES, repair_word
from homeward.text.other_letters import abjad_key, is_abjad

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "э": "e",
        "ё": "e", "ж": "ž", "з": "z", "и": "i", "і": "i", "ї": "i", "ы": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ў": "v", "ф": "f", "х": "g", "ц": "ʦ", "ч": "č", "ш": "š", "щ": "šč", "ь": "'", "ъ": "'",
        "ю": "iu", "я": "ia", "ѳ": "f", "ѣ": "e", "ј": "i", "ә": "a", "ө": "o", "ү": "u", "ұ": "u",
        "қ": "k", "ғ": "g", "ң": "n", "һ": "g", "җ": "dž", "ђ": "dž", "ћ": "č", "љ": "l", "њ": "n",
        "џ": "dž", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    }
)  # fmt: skip

# Latin letters that the stripping of accents would get wrong.
_LATIN_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ß": "ss", "ı": "i", "ə": "a", "æ": "e",
        "œ": "o", "ŭ": "v",
        "ć": "č", "ż": "ž", "ş": "š", "ș": "š", "ç": "č", "ţ": "ʦ", "ț": "ʦ", "ğ": "g",
    }
)  # fmt: skip
_PLAIN_CYRILLIC = re.compile("[а-яёіїєґ]+")
_KEPT = frozenset("šžčʦ")
_ALPHABET = frozenset("abvgdežziklmnoprstufʦčš'")

# Letter groups of the Latin spellings in use, the longest first: passports of 1997 to today,
# KMU 2010, BGN, German (sch, tsch, w), French (tch, ou), Polish (cz, sz), popular (off, x).
_GROUPS = {
    "schtsch": "šč", "shch": "šč", "szcz": "šč", "chtch": "šč", "stsch": "šč", "tsch": "č",
    "sch": "š", "tch": "č", "tsh": "č", "dsch": "dž", "zgh": "zg", "dzh": "dž", "iou": "iu",
    "ch": "č",
    "sh": "š", "zh": "ž", "kh": "g", "gh": "g", "ph": "f", "th": "t", "cz": "č", "ck": "k",
    "dj": "dž", "c": "k", "h": "g", "j": "i", "q": "k", "w": "v", "x": "ks", "y": "i",
}  # fmt: skip
# What the same letters mean in spellings with hooks and strokes: Polish, Czech, Belarusian Latin.
_SLAVIC = frozenset("ćśźżńłŭěř")
_SLAVIC_GROUPS = {"ch": "g", "c": "ʦ", "cz": "č", "sz": "š", "rz": "ž", "ck": "ʦk"}
_SLAVIC_GROUP = re.compile("cz|ch|ck|c|sz|rz")
# German: ch is х and z is ц, told by tsch, or by sch and w.
_GERMAN = re.compile("tsch|sch.*w|w.*sch")
_GERMAN_GROUPS = {"schtsch": "šč", "tsch": "č", "sch": "š", "ch": "g", "ck": "k", "z": "ʦ"}
_GERMAN_GROUP = re.compile("schtsch|tsch|sch|ch|ck|z")
# French: ch is ш and j is ж, told by tch, or by ch and ou.
_FRENCH = re.compile("tch|ch.*ou|ou.*ch")
_FRENCH_GROUPS = {"chtch": "šč", "tch": "č", "ch": "š", "j": "ž"}
_FRENCH_GROUP = re.compile("chtch|tch|ch|j")
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))

# Sounds that one spelling writes in two ways: a glide before е and о, тс and ц, тч and ч.
_SAME_SOUND = {
    "ou": "u", "ts": "ʦ", "tz": "ʦ", "tʦ": "ʦ", "tč": "č", "dz": "d",
    "sz": "š", "žo": "že", "čo": "če",
    "šo": "še",
}  # fmt: skip
_BLUR = re.compile(r"['i]+[eo]|'+|ou|sz|t[szʦč]|dz(?=[ei])|[žčš]o|(.)\1+|(?<=[oe])f$")
_QUOTES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def fold(text: str) -> str:
    """Words of a text in the phonetic alphabet, one space between them; folding twice is folding.

    What is neither a letter nor an apostrophe parts words.
    """
    if text.isalpha():
        return fold_word(text)
    words = "".join(c if c.isalnum() or c in APOSTROPHES else " " for c in text).split()
    return " ".join(filter(None, map(fold_word, words)))


@lru_cache(maxsize=1 << 19)
def fold_word(word: str) -> str:
    """One word in the phonetic alphabet; letters of scripts unknown here are kept as they are."""
    if _PLAIN_CYRILLIC.fullmatch(word):
        sounds = word.translate(_CYRILLIC)
    elif is_abjad(word):
        sounds = abjad_key(word)
    else:
        lowered = repair_word(word).lower().translate(_QUOTES)
        sounds = lowered.translate(_CYRILLIC)
        if sounds == lowered or not _ALPHABET.issuperset(sounds):
            sounds = _latin_sounds(sounds)
    while _BLUR.search(sounds):
        sounds = _BLUR.sub(_blur, sounds)
    return sounds


def _blur(match: re.Match[str]) -> str:
    found = match[0]
    if match[1]:
        return match[1]
    if found in _SAME_SOUND:
        return _SAME_SOUND[found]
    if found == "f":
        return "v"
    return "" if found[-1] == "'" else "e"


def _latin_sounds(word: str) -> str:
    if _GERMAN.search(word):
        word = _GERMAN_GROUP.sub(lambda m: _GERMAN_GROUPS[m[0]], word)
    elif _FRENCH.search(word):
        word = _FRENCH_GROUP.sub(lambda m: _FRENCH_GROUPS[m[0]], word)
    if not word.isascii():
        if not _SLAVIC.isdisjoint(word):
            word = _SLAVIC_GROUP.sub(lambda m: _SLAVIC_GROUPS[m[0]], word)
        word = "".join(map(_plain, word.translate(_LATIN_LETTERS)))
    return _GROUP.sub(lambda m: _GROUPS[m[0]], word)


def _plain(letter: str) -> str:
    if letter in _KEPT or letter.isascii():
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return "".join(c for c in parts if not unicodedata.combining(c)).lower()
