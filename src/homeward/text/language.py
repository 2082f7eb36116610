"""Which language a name is written in, as far as its letters tell."""

from __future__ import annotations

from homeward.text.letters import (
    BELARUSIAN_ONLY,
    RUSSIAN_ONLY,
    UKRAINIAN_ONLY,
    Script,
    repair,
    script_of,
)

_UKRAINIAN_ENDS = ("ович", "івна", "ївна", "ська", "цька", "ський", "цький", "йович")
_RUSSIAN_ENDS = ("ьевич", "овна", "евна", "евич", "ская", "цкая", "ский", "цкий", "ьич")


def language_of(text: str) -> str | None:
    """Its code: "uk", "ru" or "en" (Latin letters); `None` where nothing tells."""
    script = script_of(text)
    if script is Script.LATIN:
        return "en"
    if script is Script.OTHER:
        return None
    letters = set(repair(text).text.lower())
    ukrainian = len(letters & UKRAINIAN_ONLY)
    russian = len(letters & RUSSIAN_ONLY)
    if letters & BELARUSIAN_ONLY:
        return None
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    return _by_endings(text.lower().split())


def _by_endings(words: list[str]) -> str | None:
    ukrainian = any(word.endswith(_UKRAINIAN_ENDS[1:]) for word in words)
    russian = any(word.endswith(_RUSSIAN_ENDS) for word in words)
    if ukrainian == russian:
        return None
    return "uk" if ukrainian else "ru"
