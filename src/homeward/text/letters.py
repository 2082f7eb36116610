"""Letters: scripts, look-alikes, apostrophes, and where each letter stood in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from homeward.text.other_letters import in_latin


class Script(StrEnum):
    CYRILLIC = "cyrillic"
    LATIN = "latin"
    MIXED = "mixed"
    OTHER = "other"


KEPT_ACCENTS = frozenset("йЙїЇёЁўЎѓЃќЌ")
APOSTROPHES = "'’ʼ`´‘ʹ′＇ʾʿ\u02bb\u2032\u00b4"
UKRAINIAN_ONLY = frozenset("ґєії")
RUSSIAN_ONLY = frozenset("ёъыэ")
BELARUSIAN_ONLY = frozenset("ў")

# Latin letters that look like Cyrillic ones, and back. Digits that stand for letters too.
_TO_CYRILLIC = dict(
    zip("aceiopxykmthbABCEHIKMOPTXYëïjsË", "асеіорхукмтнвАВСЕНІКМОРТХУёїјѕЁ", strict=True)
)
_TO_LATIN = dict(zip("асеіорхукмтАВСЕНІКМОРТХУёїјѕ", "aceiopxykmtABCEHIKMOPTXYëïjs", strict=True))
_DIGIT_TO_CYRILLIC = {"0": "о", "3": "з", "6": "б", "1": "і"}
_DIGIT_TO_LATIN = {"0": "o", "1": "i", "9": "g", "3": "e", "5": "s", "4": "a"}

_PLAIN_CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ]+")
_CYRILLIC_WORDS = re.compile("[А-Яа-яЁёІіЇїЄєҐґ]+(?:[ '’.-]+[А-Яа-яЁёІіЇїЄєҐґ]+)*[ '’.-]*")

# Marks that carry no sound: soft hyphen, zero widths, directions, combining accents of stress.
_IGNORED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u0301\u0300"
)


@lru_cache(maxsize=4096)
def letter_script(letter: str) -> Script | None:
    """Script of one code point; `None` for what is no letter."""
    code = ord(letter)
    if 0x400 <= code <= 0x52F:
        return Script.CYRILLIC
    if code < 0x80:
        return Script.LATIN if letter.isalpha() else None
    if not letter.isalpha():
        return None
    if 0xC0 <= code <= 0x24F or 0x1E00 <= code <= 0x1EFF or code == 0x259:
        return Script.LATIN
    return Script.LATIN if "LATIN" in unicodedata.name(letter, "") else Script.OTHER


@lru_cache(maxsize=65536)
def script_of(text: str) -> Script:
    """Script of the letters of a text; `OTHER` when it has none."""
    if text.isascii():
        return Script.LATIN if any(map(str.isalpha, text)) else Script.OTHER
    if _CYRILLIC_WORDS.fullmatch(text):
        return Script.CYRILLIC
    found = set(map(letter_script, text)) - {None}
    if len(found) == 1:
        return found.pop() or Script.OTHER
    return Script.MIXED if found else Script.OTHER


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its look-alike letters put right.

    `offsets[i]` is the code point of the original that letter i came from.
    """

    text: str
    offsets: tuple[int, ...]


def repair(text: str) -> Repaired:
    """Drop marks without sound, join letter and accent, put look-alike letters right."""
    joined, offsets = _without_marks(unicodedata.normalize("NFC", text), text)
    if any(letter_script(letter) is Script.OTHER for letter in joined):
        joined, offsets = in_latin(joined, offsets)
    return Repaired(_repair_words(joined), offsets)


def repair_word(word: str) -> str:
    """One word, all in the script that most of its letters belong to."""
    if (word.isascii() and word.isalpha()) or _PLAIN_CYRILLIC.fullmatch(word):
        return word
    script = script_of(word)
    has_digit = any(c.isdigit() for c in word)
    if script is Script.MIXED:
        script = _main_script(word)
    elif not has_digit:
        return word
    return _in_script(word, script, digits=has_digit and _digits_inside(word))


def _without_marks(composed: str, original: str) -> tuple[str, tuple[int, ...]]:
    if composed != original and len(composed) != len(original):
        composed = original
    if not _IGNORED.intersection(composed):
        return composed, tuple(range(len(composed)))
    kept = [(c, i) for i, c in enumerate(composed) if c not in _IGNORED]
    return "".join(c for c, _ in kept), tuple(i for _, i in kept)


def _repair_words(text: str) -> str:
    if script_of(text) is not Script.MIXED and not any(c.isdigit() for c in text):
        return text
    pieces: list[str] = []
    word = ""
    for letter in text:
        if letter.isalnum():
            word += letter
            continue
        pieces += [repair_word(word), letter]
        word = ""
    return "".join([*pieces, repair_word(word)])


def _main_script(word: str) -> Script:
    """Letters that only one script has decide; among equals, the greater number."""
    sure_cyrillic = sum(0x400 <= ord(c) <= 0x52F and c not in _TO_LATIN for c in word)
    sure_latin = sum(c.isalpha() and ord(c) < 0x250 and _is_only_latin(c) for c in word)
    if sure_cyrillic != sure_latin:
        return Script.CYRILLIC if sure_cyrillic > sure_latin else Script.LATIN
    cyrillic = sum(0x400 <= ord(c) <= 0x52F for c in word)
    latin = sum(c.isalpha() and ord(c) < 0x250 for c in word)
    return Script.CYRILLIC if cyrillic >= latin else Script.LATIN


def _is_only_latin(letter: str) -> bool:
    """Whether no Cyrillic letter looks like it; a stressed á may stand for а."""
    bare = (
        letter if letter.isascii() else unicodedata.normalize("NFD", letter).replace("\u0301", "")
    )
    return bare not in _TO_CYRILLIC


def _digits_inside(word: str) -> bool:
    """Digits stand for letters only between letters: Ig0r, not Ivan2."""
    return word[0].isalpha() and word[-1].isalpha() and sum(c.isdigit() for c in word) <= 2


def _in_script(word: str, script: Script, *, digits: bool) -> str:
    table = _TO_CYRILLIC if script is Script.CYRILLIC else _TO_LATIN
    if digits:
        table = table | (_DIGIT_TO_CYRILLIC if script is Script.CYRILLIC else _DIGIT_TO_LATIN)
    return "".join(table.get(c) or _accented(c, table) for c in word)


def _accented(letter: str, table: dict[str, str]) -> str:
    """A stressed Latin á inside a Cyrillic word is a Cyrillic а."""
    if letter in KEPT_ACCENTS or table is _TO_LATIN:
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return table.get(base, letter)
