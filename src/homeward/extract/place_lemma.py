"""The nominative of a place that no table knows, from the preposition before it."""

from __future__ import annotations

from functools import lru_cache

from homeward.extract.phrases import rows

_CASES = {
    **dict.fromkeys(("під", "под", "за", "над", "перед"), "instrumental"),
    **dict.fromkeys(("у", "в", "во", "на", "при"), "locative"),
}


@lru_cache(maxsize=4096)
def nominative(name: str, preposition: str) -> str:
    """«Роботиним» after «під» is Роботине; as it stands where no rule fits."""
    if name.isascii():
        return name
    case = _CASES.get(preposition, "genitive")
    first, space, last = name.rpartition(" ")
    return first + space + _word(last, case)


def _word(word: str, case: str) -> str:
    for row in rows("place_endings"):  # the longer endings come first
        ending = row["ending"]
        if row["case"] == case and word.lower().endswith(ending) and len(word) > len(ending) + 2:
            return word[: len(word) - len(ending)] + row["nominative"]
    return word
