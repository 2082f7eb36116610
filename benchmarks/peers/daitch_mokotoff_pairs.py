"""Daitch-Mokotoff codes of the words of two names, after transliteration by ICU."""

from __future__ import annotations

import icu
from daitch_mokotoff import codes
from lines import score_pairs

TO_LATIN = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


def sounds(name: str) -> list[frozenset[str]]:
    """The codes of each word."""
    return [codes(word) for word in TO_LATIN.transliterate(name).replace("-", " ").split()]


def score(ours: str, theirs: str) -> float:
    """The share of words that sound alike."""
    left, right = sounds(ours), sounds(theirs)
    shared, open_words = 0, list(right)
    for word in left:
        other = next((one for one in open_words if one & word), None)
        if other is not None:
            open_words.remove(other)
            shared += 1
    return 2 * shared / max(1, len(left) + len(right))


if __name__ == "__main__":
    score_pairs({"Daitch-Mokotoff + ICU": score}, "pyicu")
