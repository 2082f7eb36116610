"""Parts of a name as written, and its full forms in the nominative."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from homeward.names import NamePart, PartRole, Reading, parse_name
from homeward.records import Sex

_MOST_FORMS = 4
_PARTS = {
    PartRole.FAMILY: "family_name",
    PartRole.GIVEN: "given_name",
    PartRole.PATRONYMIC: "patronymic",
}


@lru_cache(maxsize=1 << 14)
def parts_and_forms(name: str) -> tuple[Mapping[str, str], tuple[str, ...], Sex | None]:
    """Parts, normal forms (likeliest first), sex."""
    parsed = parse_name(name)
    best = parsed.best
    forms = dict.fromkeys(_form(reading) for reading in parsed.readings)
    return _parts(best), tuple(form for form in forms if form)[:_MOST_FORMS], best.sex


def _parts(reading: Reading) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in reading.parts:
        kind = "initials" if part.initial else _PARTS.get(part.role)
        if kind:
            joint = "" if kind == "initials" else " "
            parts[kind] = parts[kind] + joint + _text(part) if kind in parts else _text(part)
    return parts


def _text(part: NamePart) -> str:
    return part.text[0].upper() + "." if part.initial else part.text


def _form(reading: Reading) -> str:
    words = [_shown(part) for part in sorted(reading.parts, key=lambda part: part.span.start)]
    return " ".join(words)


def _shown(part: NamePart) -> str:
    if part.initial:
        return part.text[0].upper() + "."
    form = part.forms[0] if part.forms else part.text
    return "-".join(word[:1].upper() + word[1:] for word in form.split("-"))
