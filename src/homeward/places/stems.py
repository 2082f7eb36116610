"""Place names without their endings, so that «у Бахмуті» finds Бахмут.

Works on words in the phonetic alphabet of `homeward.text`, of both languages at once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from homeward.text import fold_word

SHORTEST_STEM = 3
MOST_READINGS = 64

# What a name in the nominative ends in: nouns, then adjectives.
_NOMINATIVE = ("aia", "oe", "ee", "ia", "ie", "iu", "a", "e", "o", "i")
# What it may end in, in another case. Харкова, Полтаві, Сумах, Рубіжного, Лозовій, Запоріжжям.
_CASES = frozenset(
    {
        "imi", "ogo", "ego", "omu", "emu", "oiu", "eiu", "iei", "iam", "iag", "ami", "aia", "uiu",
        "oi", "ei", "om", "em", "im", "ig", "am", "ag", "ov", "iv", "ev", "ia", "iu", "ie", "oe",
        "ee", "a", "e", "i", "o", "u",
    }
)  # fmt: skip
_LONGEST_CASE = max(map(len, _CASES))
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`]+[^\W_]+)*")

# Горлівка, у Горлівці; Волноваха, у Волновасі; Прага, у Празі: the sound before -і
_SOFTENED = {"k": ("ʦ",), "g": ("z", "s")}
# Ізюмець, Ізюмця; Бердянок; Олешки, Олешок
_FLEETING = re.compile(r"[eo]([kʦl])$")
_CLUSTER = re.compile(r"(?<=[^aeiou])([kʦl])$")
# Кривий Ріг, Кривого Рогу: a closed syllable in і
_CLOSED = re.compile(r"i([bvgdžzklmnprstfʦčš]+)$")


@lru_cache(maxsize=1 << 12)
def stems_of_name(name: str) -> frozenset[str]:
    """Keys under which a name in the nominative is stored."""
    words = [_name_stems(fold_word(word)) for word in words_of(name)]
    return frozenset(" ".join(words) for words in _few(words))


@lru_cache(maxsize=1 << 13)
def stems_of_text(text: str) -> tuple[str, ...]:
    """Keys under which a text in any case may be found, the least shortened first."""
    words = [_text_stems(fold_word(word)) for word in words_of(text)]
    keys = {" ".join(words) for words in _few(words)}
    return tuple(sorted(keys, key=lambda key: (-len(key), key)))


def words_of(text: str) -> list[str]:
    """Words of letters, digits and apostrophes; a hyphen parts them too."""
    return _WORD.findall(text)


def _few(words: list[frozenset[str]]) -> list[tuple[str, ...]]:
    combinations = 1
    for choices in words:
        combinations *= len(choices)
    if combinations > MOST_READINGS:
        return [tuple(max(choices, key=lambda c: (len(c), c)) for choices in words)]
    return list(product(*words))


def _ends(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM


def _name_stems(word: str) -> frozenset[str]:
    ending = next((e for e in _NOMINATIVE if _ends(word, e)), "")
    stem = word.removesuffix(ending)
    stems = {stem, *_changed(stem)}
    if ending == "i":  # plural (Суми) or adjective (Рівний): both lose all of it
        stems |= {_CLUSTER.sub(rf"{vowel}\1", stem) for vowel in "oe"}
    return frozenset(stems)


def _changed(stem: str) -> set[str]:
    changed = {stem[:-1] + soft for soft in _SOFTENED.get(stem[-1:], ())}
    if stem.endswith("iv"):  # Харків, Харкова; Канів, Канева
        changed |= {f"{stem[:-2]}ov", f"{stem[:-2]}ev"}
    changed |= {_CLOSED.sub(r"o\1", stem), _CLOSED.sub(r"e\1", stem)}
    changed.add(_FLEETING.sub(r"\1", stem))
    return {c for c in changed if len(c) >= SHORTEST_STEM}


def _text_stems(word: str) -> frozenset[str]:
    most = min(_LONGEST_CASE, len(word) - SHORTEST_STEM)
    return frozenset([word, *(word[:-n] for n in range(1, most + 1) if word[-n:] in _CASES)])
