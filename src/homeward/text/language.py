"""Which language a name is written in, as far as its letters tell."""

from __future__ import annotations

import re

from homeward.text.letters import (
    BELARUSIAN_ONLY,
    RUSSIAN_ONLY,
    UKRAINIAN_ONLY,
    Script,
    repair,
    script_of,
)

_UKRAINIAN_ENDS = re.compile(
    r"(?:івн|ївн)[аиіуою]{1,2}\b|йович|[сцз]ьк(?:а|ий|ого|ому|им|ої|ій|у|ою)\b"
)
_RUSSIAN_ENDS = re.compile(
    r"(?:[ое]вн)[аыеуой]{1,2}\b|евич|[сц]к(?:ая|ий|ого|ому|им|ом|ой|ую)\b|ьич"
)


def language_of(text: str) -> str | None:
    """Its code: "uk", "ru" or "en" (Latin letters); `None` where nothing tells."""
    script = script_of(text)
    if script is Script.LATIN:
        return "en"
    if script is Script.OTHER:
        return None
    if script is Script.MIXED:
        text = repair(text).text
    letters = text.lower()
    ukrainian = not UKRAINIAN_ONLY.isdisjoint(letters)
    russian = not RUSSIAN_ONLY.isdisjoint(letters)
    if not BELARUSIAN_ONLY.isdisjoint(letters) or (ukrainian and russian):
        return None
    if ukrainian or russian:
        return "uk" if ukrainian else "ru"
    return _by_endings(letters)


def _by_endings(letters: str) -> str | None:
    ukrainian = bool(_UKRAINIAN_ENDS.search(letters))
    if ukrainian == bool(_RUSSIAN_ENDS.search(letters)):
        return None
    return "uk" if ukrainian else "ru"
