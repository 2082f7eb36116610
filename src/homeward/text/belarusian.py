"""Belarusian spellings of names: recognised, and compared without what only Belarusian writes."""

from __future__ import annotations

import re
from functools import lru_cache

from homeward.text.letters import BELARUSIAN_ONLY

_LATIN = frozenset("ŭ")
_OTHER_CYRILLIC = frozenset("иїєґщъ")
# In a word with і and none of the letters above: what Russian and Ukrainian do not write with it.
_SIGNS = re.compile(r"[ыэ]|шч|дз[яеёюі]|ц[яеёюі]")
_AKANNE = re.compile(r"i?a|[eo]")
_SOFT_T = re.compile(r"ʦ(?=i)")


@lru_cache(maxsize=1 << 15)
def is_belarusian(word: str) -> bool:
    """Whether the letters of a word in small letters tell that it is written in Belarusian."""
    if not BELARUSIAN_ONLY.isdisjoint(word) or not _LATIN.isdisjoint(word):
        return True
    return "і" in word and _OTHER_CYRILLIC.isdisjoint(word) and bool(_SIGNS.search(word))


@lru_cache(maxsize=1 << 14)
def without_akanne(key: str) -> str:
    """A folded key with one letter for а, о, е and я, and т for soft ц."""
    return _AKANNE.sub("a", _SOFT_T.sub("t", key))
