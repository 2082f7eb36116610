"""Consonant skeletons: what is left of a key when vowels, the first slips, are dropped."""

from __future__ import annotations

from functools import lru_cache

_NO_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=1 << 18)
def skeleton(key: str) -> str:
    """Consonants of a key; the key itself where it has none."""
    return key.translate(_NO_VOWELS) or key
