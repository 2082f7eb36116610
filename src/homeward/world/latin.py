"""Latin spellings in use, by the world's own tables (one column a scheme)."""

from __future__ import annotations

import re
from functools import cache

from homeward.world.rows import table

SCHEMES = {
    "uk": ("kmu2010", "passport1997", "popular", "german", "french", "polish"),
    "ru": ("icao2013", "passport2000", "popular", "bgn", "german", "french"),
}
# Passports and habit first; a spelling for Germans or French comes once in a while.
SCHEME_WEIGHTS = {"uk": (40, 60, 88, 93, 96, 100), "ru": (35, 60, 85, 92, 96, 100)}


@cache
def _letters(language: str, scheme: str) -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    rows = table(f"latin_{language}")
    inside = {row["letter"]: row[scheme] for row in rows if row["letter"][0] != "^"}
    at_start = {row["letter"][1:]: row[scheme] for row in rows if row["letter"][0] == "^"}
    longest_first = sorted(inside, key=lambda letters: (-len(letters), letters))
    endings = "|".join(f"{letters}$" for letters in longest_first if letters[-1] == "й" != letters)
    body = "|".join(
        re.escape(letters)
        for letters in longest_first
        if not (len(letters) > 1 and letters[-1] == "й")
    )
    return inside, at_start, re.compile(f"{endings}|{body}")


@cache
def romanise(word: str, language: str, scheme: str) -> str:
    """One name in Latin letters; parts joined by a hyphen or blank begin anew."""
    parts = re.split(r"([- ])", word)
    return "".join(_romanise_part(part, language, scheme) for part in parts)


def _romanise_part(word: str, language: str, scheme: str) -> str:
    inside, at_start, pattern = _letters(language, scheme)
    lower = word.lower()
    start = at_start.get(lower[:1])
    rest = lower[1:] if start is not None else lower
    latin = (start or "") + pattern.sub(lambda found: inside[found[0]], rest)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


@cache
def english_forms(russian_given_name: str) -> tuple[str, ...]:
    """English forms of a given name, where there are any in use."""
    return tuple(
        form
        for row in table("english_names")
        if row["name"] == russian_given_name
        for form in row["english"].split()
    )
