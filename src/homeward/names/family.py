"""Surnames: one key for feminine and masculine forms in every spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from homeward.text import fold_word

_FEMININE = re.compile(
    r"(?P<adjective>(?<=..)(?:a|ia)ia)$"
    r"|(?P<short>(?<=[szʦ]k)a)$"
    r"|(?P<possessive>(?<=..[oe]v|..in)a)$"
    r"|(?P<oy>(?<=[bvgdzklmnprst])oi)$"
)


_BELARUSIAN = ("av", "au", "eu")  # -аў, -еў: the sound of -ов, -ев


@lru_cache(maxsize=1 << 18)
def family_key(form: str) -> str:
    """Fold of a nominative surname, its feminine ending replaced by the masculine one.

    Іванова and Иванов, Зеленська and Zelenskyi are one key each.
    """
    key = fold_word(form)
    if len(key) < 5:
        return key
    if key.endswith(_BELARUSIAN):
        key = key[:-2] + ("ev" if key[-2] == "e" else "ov")
    match = _FEMININE.search(key) if key[-1] in "ai" else None
    if not match:
        return key
    ending = "" if match.lastgroup == "possessive" else "i"
    return key[: match.start()] + ending


def is_feminine(form: str) -> bool:
    """Whether a nominative surname ends as women's do: Іванова, Zelenska."""
    key = fold_word(form)
    match = _FEMININE.search(key) if key[-1:] == "a" else None
    return match is not None and match.lastgroup != "oy"


_TO_MASCULINE = (
    ("ская", "ский"), ("цкая", "цкий"), ("ська", "ський"), ("цька", "цький"), ("зька", "зький"),
    ("ова", "ов"), ("ева", "ев"), ("єва", "єв"), ("ёва", "ёв"), ("ина", "ин"), ("іна", "ін"),
    ("їна", "їн"), ("ына", "ын"), ("ая", "ый"), ("skaya", "sky"), ("skaia", "skii"),
    ("skaja", "skij"), ("ska", "sky"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("aya", "yi"),
    ("aia", "yi"),
)  # fmt: skip


@lru_cache(maxsize=1 << 17)
def masculine(form: str) -> str:
    """The masculine form of a nominative surname, as far as its ending tells."""
    if form[-1:] not in "ая" and form[-1:] != "a":
        return form
    for feminine, ending in _TO_MASCULINE:
        if form.endswith(feminine) and len(form) > len(feminine) + 2:
            return form.removesuffix(feminine) + ending
    return form
